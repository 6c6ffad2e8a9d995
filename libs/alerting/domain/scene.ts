import type { AnyEvent, EventType } from '@tributary/catalogue';
import {
  type AgencyId,
  endOfDay,
  type Instant,
  londonDate,
  type Occurred,
  type PlainDate,
  type SchoolYear,
} from '@tributary/kernel';

/** States of a child that feeds of social care vouch for. */
export const STATES = ['allocated-worker', 'need-plan', 'protection-plan', 'looked-after', 'open-referral'] as const;
export type StateName = (typeof STATES)[number];

/** `not-current`: the feed that would say has been silent for longer than the limit, or never spoke. */
export type Word = 'known' | 'none-known' | 'not-current';
export type ChildState = Readonly<Record<StateName, Readonly<{ word: Word; since: PlainDate | null }>>>;

/** A child as one rule sees it: what holds by what is known now. */
export type Scene = Readonly<{
  /** The time whose knowledge counts: when the event that made the rule look became known. */
  asOf: Instant;
  /** What the child's records say and have not taken back, returns left out, in the order it became known. */
  facts: readonly AnyEvent[];
  /** The child's states by what was known at a time, of records that are still the child's. */
  stateAt(at: Instant): ChildState;
  /** Since when the record that says it is the child's. */
  linkedAt(fact: AnyEvent): Instant;
  /** A school's days; undefined where it has not stated its terms. */
  schoolYearOf(agency: AgencyId): SchoolYear | undefined;
  /** The rule's own, as local policy sets them. */
  threshold(name: string): number;
}>;

export type FactOf<T extends EventType> = Extract<AnyEvent, { type: T }>;
export const factsOf = <T extends EventType>({ facts }: Scene, ...types: readonly T[]): readonly FactOf<T>[] =>
  facts.filter((fact): fact is FactOf<T> => types.some((type) => type === fact.type));

/** The last day on which it can have happened; of a period the first day: it was known from then. */
export const dayOf = ({ occurred }: Readonly<{ occurred: Occurred }>): PlainDate =>
  'at' in occurred ? londonDate(occurred.at) : 'on' in occurred ? occurred.on : occurred.from;

/** The last moment at which it can have happened. */
export const momentOf = (fact: Readonly<{ occurred: Occurred }>): Instant =>
  'at' in fact.occurred ? fact.occurred.at : endOfDay(dayOf(fact));

export const agencyOf = (fact: AnyEvent): AgencyId =>
  'agency' in fact.source ? fact.source.agency : fact.supply.controller;

/**
 * Whether one of the states held when a fact became known; or did on the fact's day, by what has become known since.
 * So it does not matter which of two feeds speaks first.
 */
export function heldAt(scene: Scene, fact: AnyEvent, names: readonly StateName[]): Word {
  const words = names.map((name) => heldOne(scene, fact, name));
  if (words.includes('known')) return 'known';
  return words.every((word) => word === 'none-known') ? 'none-known' : 'not-current';
}

function heldOne(scene: Scene, fact: AnyEvent, name: StateName): Word {
  const then = scene.stateAt(fact.knownFrom)[name];
  if (then.word !== 'not-current') return then.word === 'known' ? 'known' : lateWord(scene, fact, name, 'none-known');
  return lateWord(scene, fact, name, 'not-current');
}

/** What has become known since then of the fact's own day. */
function lateWord(scene: Scene, fact: AnyEvent, name: StateName, before: Word): Word {
  const now = scene.stateAt(scene.asOf)[name];
  if (now.word === 'known') return now.since !== null && now.since <= dayOf(fact) ? 'known' : 'none-known';
  return now.word === 'none-known' ? 'none-known' : before;
}
