import type { EventType } from '@tributary/catalogue';
import type { Instant } from '@tributary/kernel';
import type { Finding } from './finding';
import type { Scene } from './scene';
import type { Severity } from './severity';
import type { Silence } from './silence';

/** A number that local policy may set otherwise (directory, `thresholds`); no law and no study prescribes it. */
export type Threshold = Readonly<{ value: number; unit: string; about: string }>;

/** What a rule says of itself, for those it serves. */
type Words = Readonly<{
  /** Never changed once alerts bear it. */
  id: string;
  /** Raised whenever it may find otherwise than before. */
  version: number;
  title: string;
  /** What it looks for and what it does then. */
  words: string;
  why: string;
  /** Where the rule comes from, and what makes it safe. */
  source: string;
  severity: Severity;
  owner: string;
  informed: string;
  /** What whoever is told may do next: whom to ring, what to ask. Nobody is asked to act by it. */
  next: readonly string[];
  /** What is no case of it, though it looks like one. */
  exclusions: readonly string[];
  never: readonly string[];
  /** How old what it finds may be. */
  freshness: string;
  /** What it waits for, where it does. */
  waits?: string;
  thresholds: Readonly<Record<string, Threshold>>;
}>;

/** A rule about a child. It is looked at again whenever one of `hears` became known, was taken back, or a clock fell due. */
export type ChildRule = Words &
  Readonly<{
    about: 'child';
    /** What it can be about: the item that an alert bears. */
    triggers: readonly EventType[];
    /** What else changes what it finds. */
    hears: readonly EventType[];
    /** Pure: all that it finds by what is known in the scene. What it does not find again has gone. */
    look(scene: Scene): readonly Finding[];
  }>;

/** A rule about a feed: no child is concerned. */
export type FeedRule = Words &
  Readonly<{
    about: 'feed';
    triggers: readonly EventType[];
    hears: readonly EventType[];
    /** Pure: from when the feed counts as silent; undefined where nobody can say. */
    silentFrom(silence: Silence): Instant | undefined;
  }>;

/** A rule about two people who work with one child: each gets a notice that names the other. */
export type PairRule = Words &
  Readonly<{
    about: 'pair';
    triggers: readonly EventType[];
    hears: readonly EventType[];
  }>;

/** A rule about an assessment that is kept here: nobody's feed states it. */
export type AssessmentRule = Words &
  Readonly<{
    about: 'assessment';
    triggers: readonly EventType[];
    hears: readonly EventType[];
  }>;

/** A message that holds several together: notices that delivered history brought at once, silences of one supplier. */
export type SummaryRule = Words &
  Readonly<{
    about: 'summary';
    triggers: readonly EventType[];
    hears: readonly EventType[];
  }>;

/** A rule about what people were told: it takes an alert back that stood on another child's record. */
export type RecallRule = Words &
  Readonly<{
    about: 'recall';
    triggers: readonly EventType[];
    hears: readonly EventType[];
  }>;

export type Rule = ChildRule | FeedRule | PairRule | AssessmentRule | SummaryRule | RecallRule;

const rows = (rule: Rule): readonly string[] => [
  `| is about | ${rule.triggers.map((trigger) => `\`${trigger}\``).join(', ')} |`,
  ...(rule.hears.length > 0 ? [`| looks at too | ${rule.hears.map((heard) => `\`${heard}\``).join(', ')} |`] : []),
  ...(rule.waits ? [`| waits | ${rule.waits} |`] : []),
  `| severity | ${rule.severity} |`,
  `| owner | ${rule.owner} |`,
  `| informed | ${rule.informed} |`,
  `| freshness | ${rule.freshness} |`,
  `| source | ${rule.source} |`,
];

const list = (title: string, lines: readonly string[]): string =>
  lines.length > 0 ? `\n${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n` : '';

/** The page of a rule, generated from it. */
export const rulePage = (rule: Rule): string => `# ${rule.title}

\`${rule.id}\`, version ${rule.version}

${rule.words}

**Why.** ${rule.why}

| | |
|---|---|
${rows(rule).join('\n')}
${list('What to do next:', rule.next)}${list('It leaves out:', rule.exclusions)}${list('It never:', rule.never)}${list(
  'Local policy, with these defaults that no law and no study prescribes:',
  Object.entries(rule.thresholds).map(([name, { value, unit, about }]) => `\`${name}\` = ${value} ${unit}: ${about}`),
)}
An area starts with every rule in shadow: what it would have found is recorded and counted, and nobody is told. It tells
people where the directory names it among \`liveRules\`. Nobody whom a concern about the child names, nor their line, is
told anything.
`;
