import type { DirectoryView } from '@tributary/directory';
import type { MatchQuality } from '@tributary/identity';
import { timeInWords } from '../page/words';
import { agencyWords, methodWords, reasonWords } from '../matches/match-words';

type Cell = Readonly<{ text: string; keep?: true }>;
type Table = Readonly<{ caption: string; head: readonly string[]; rows: readonly (readonly Cell[])[] }>;

const DIMENSIONS: Readonly<Record<string, string>> = {
  all: 'All records',
  feed: 'By kind of feed',
  ethnicity: 'By ethnicity',
  'name-origin': 'By origin of the name',
  deprivation: 'By deprivation of where the child lives, in fifths',
};
/** A number that is too small to be told. */
const FEW = 'fewer than 5';

const cell = (text: string): Cell => ({ text });
const count = (number: number | null): Cell => cell(number === null ? FEW : number.toLocaleString('en-GB'));
const share = (percent: number): Cell => ({ text: `${percent.toFixed(2)} %`, keep: true });

/** What was measured on labelled truth: one table for each way to group records. */
export const measuredTables = ({ measured }: MatchQuality): readonly Table[] =>
  [...Map.groupBy(measured.groups, ({ dimension }) => dimension)].map(([dimension, groups]) => ({
    caption: DIMENSIONS[dimension] ?? dimension,
    head: [
      'Group',
      'True pairs',
      'Right of those linked',
      'Not linked by a machine',
      'Of these shown to a person',
      'Seen by nobody',
    ],
    rows: groups.map(({ group, truePairs, precision, missed, reviewed, hidden }) => [
      ...[cell(group), count(truePairs), share(precision), share(missed), share(reviewed), share(hidden)],
    ]),
  }));

/** What this hub's own matching did; tables without a line are left out. */
export function liveTables({ live }: MatchQuality, view: DirectoryView): readonly Table[] {
  const named = (agency: string): Cell => cell(agencyWords(agency, view));
  const tables: readonly Table[] = [
    {
      caption: 'Waiting for a person',
      head: ['Agency', 'Why', 'Open', 'Oldest, in days'],
      rows: live.proposals.map(({ agency, reason, open, oldestDays }) => [
        ...[
          named(agency),
          cell(reasonWords(reason)),
          count(open),
          cell(oldestDays === null ? 'not told' : String(oldestDays)),
        ],
      ]),
    },
    {
      caption: 'How records came to their child',
      head: ['By', 'Weights', 'Records'],
      rows: live.links.map(({ method, weights, records }) => [
        ...[cell(methodWords(method)), cell(weights ?? 'from before there were any'), count(records)],
      ]),
    },
    {
      caption: 'Links of intake that were taken back (aim: 0.2 of a thousand at most)',
      head: ['Agency', 'Weights', 'Links', 'Taken back', 'Of a thousand'],
      rows: live.undone.map(({ agency, weights, links, undone, perThousand }) => [
        ...[named(agency), cell(weights ?? 'from before there were any'), count(links), count(undone)],
        cell(perThousand === null ? 'not told' : perThousand.toFixed(2)),
      ]),
    },
    togetherTable(live),
    {
      caption: 'What people decided',
      head: ['Decision', 'Pairs'],
      rows: live.decisions.map((one) => [cell(one.outcome), count(one.count)]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** All records at once: when last, and what came of it. */
function togetherTable({ lastLook: look, lastRound: round }: MatchQuality['live']): Table {
  const of = look ? [cell(timeInWords(look.at)), count(look.records), count(look.seconds)] : NEVER;
  const found = look ? [count(look.proposed), count(look.splits)] : [cell(''), cell('')];
  const last = round ? [cell(`${timeInWords(round.at)}: ${ROUNDS[round.outcome]}`), cell(round.problem ?? '')] : NONE;
  return {
    caption: 'All records looked at as one set',
    head: ['Last', 'Records', 'Seconds', 'Links proposed', 'Children to take apart', 'Last round', 'What is wrong'],
    rows: look || round ? [[...of, ...found, ...last]] : [],
  };
}

const NEVER: readonly Cell[] = [cell('not yet'), cell(''), cell('')];
const NONE: readonly Cell[] = [cell('none'), cell('')];
const ROUNDS = { done: 'ended', failed: 'failed', 'under-way': 'began, and has not ended' } as const;
