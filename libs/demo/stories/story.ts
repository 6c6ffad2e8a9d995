import type { Days } from '../domain/calendar';
import type { Person } from '../domain/person';
import type { School } from '../domain/places';
import type { Deed } from './deeds';
import type { DemoFile } from '../native/file';

/** Each rule that a story is told for; a story may await one that is not written yet. */
export const STORY_RULES = [
  'child-with-social-worker-suspended',
  'plan-holder-emergency',
  'plan-holder-missing',
  'off-roll-no-school',
  'closed-while-concerned',
  'weak-signals-unheld',
  'placement-change-education',
  'was-not-brought',
  'family-help-review-due',
  'feed-silent',
  'both-work-with-child',
  'assessment-review-due',
  'expected-birth-passed',
] as const;
export type StoryRule = (typeof STORY_RULES)[number];

/** Somebody of the directory, in the role in which they are told. */
export type Told = Readonly<{ practitioner: string; role: string; agency: string }>;

export type Expected = Readonly<{
  rule: StoryRule;
  severity: 'immediate' | 'today' | 'this-week' | 'digest';
  owner: Told;
  informed?: readonly Told[];
}>;

export type Cast = Readonly<{
  givenName: string;
  familyName: string;
  sex: Person['sex'];
  years: number;
  school?: School;
}>;

/** What a study says, in our words; `entry` is its number in our reading of that study. */
export type Cited = Readonly<{
  study: 'S0a' | 'S0b' | 'S1a' | 'S1b' | 'S2' | 'S3' | 'S4';
  entry: string;
  says: string;
}>;

/** What a story is told with. Of the days, `trigger` dates the line that the alert hangs on. */
export type Stage<C extends readonly Cast[] = readonly Cast[]> = Readonly<{
  days: Days;
  trigger: Days;
  people: { readonly [I in keyof C]: Person };
}>;

export type StoryFile = Omit<DemoFile, 'name' | 'text'> & Readonly<{ text: string; extension: string }>;

export type Story<C extends readonly Cast[] = readonly Cast[]> = Readonly<{
  /** Its file, its page and its folder. */
  id: string;
  title: string;
  cast: C;
  /** What happened, a paragraph each. */
  happened: readonly string[];
  /** Empty where the point is that nobody is alerted. */
  expects: readonly Expected[];
  /** Why these people, or why nobody. */
  because: string;
  studies: readonly Cited[];
  /** The one line without which the story is another one; or the feed whose silence is the story. */
  trigger: Readonly<{ mark: string }> | Readonly<{ silentFeed: string }>;
  /** How many days earlier the trigger is too old to alert; later, where below zero. Default 30. */
  outOfWindow?: number;
  /** The deliveries that tell it, in their order. */
  tell(stage: Stage<C>): readonly StoryFile[];
  /** What people of the directory then do with the child's assessment, in their order. */
  deeds?(stage: Stage<C>): readonly Deed[];
}>;

/** Gives `tell` as many people as the cast has. */
export const story = <const C extends readonly Cast[]>(given: Story<C>): Story => given;
