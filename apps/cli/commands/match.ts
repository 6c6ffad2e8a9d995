import { readFile, writeFile } from 'node:fs/promises';
import { seeded } from '@tributary/demo';
import { Problem } from '@tributary/kernel';
import {
  type Answer,
  fitWeights,
  Lookup,
  type MatchedSet,
  matchSet,
  type Person,
  readWeights,
  type Score,
  score,
  type Weights,
} from '@tributary/matching';
import { columnMaps, personIn } from '../match/column-map';
import { readRecords, type Records, type Truth } from '../match/read-records';
import { inWords, writePairs } from '../match/write-pairs';
import { EXIT, print, progress } from '../output';
import { type HubOptions, matchInHub, personText } from './match-hub';

export type MatchOptions = HubOptions &
  Readonly<{
    dedupe?: string;
    link?: readonly string[];
    in?: string;
    map?: string;
    out?: string;
    truth?: string;
    truthPart?: string;
    weights?: string;
    saveWeights?: string;
    json?: boolean;
  }>;

/**
 * Which records are one person: within a file, between two, or one person among a file's, without a server; or which child
 * of the hub somebody is, where whoever asks says in which role.
 */
export async function match(options: MatchOptions): Promise<number> {
  if (options.as !== undefined && filesIn(options) === 0) return matchInHub(options);
  const files = filesOf(options);
  const maps = columnMaps(await mapText(options));
  const truth = truthOf(options);
  const records = await readRecords(
    files.map((file, at) => ({ file, map: at === 0 ? maps[0] : maps[1] })),
    truth,
  );
  const weights = await weightsFor(records, options);
  if (options.saveWeights !== undefined) await writeFile(options.saveWeights, `${JSON.stringify(weights, null, 2)}\n`);
  if (options.in !== undefined) {
    const lookup = new Lookup(records.people, weights, records.reader);
    return told(lookup.ask(personIn(await personText(options.person ?? '-'))), options);
  }
  return matchAll(records, weights, options);
}

const filesIn = (options: Pick<MatchOptions, 'dedupe' | 'link' | 'in'>): number =>
  [options.dedupe, options.link, options.in].filter((one) => one !== undefined).length;

function filesOf(options: MatchOptions): readonly string[] {
  const { dedupe, link, in: among } = options;
  const asked = filesIn(options);
  const files = dedupe !== undefined ? [dedupe] : among !== undefined ? [among] : (link ?? []);
  if (asked === 1 && files.length === (link ? 2 : 1)) return files;
  throw new Problem(
    'match-what',
    422,
    'It is not clear what to match',
    'Give one of: --dedupe with a file, --link with two, --in with a file and a person; or ask the hub by --as, --role and --agency',
  );
}

function truthOf({ truth, truthPart }: MatchOptions): Truth | undefined {
  if (truth === undefined) return undefined;
  if (truthPart === undefined) return { column: truth };
  try {
    return { column: truth, part: new RegExp(truthPart) };
  } catch {
    throw new Problem('match-map-wrong', 422, '--truth-part cannot be used', 'It must be a regular expression');
  }
}

async function weightsFor({ people, first, fingerprint }: Records, options: MatchOptions): Promise<Weights> {
  if (options.weights === undefined) {
    progress('estimating weights');
    const random = seeded(Number.parseInt(fingerprint.slice(0, 8), 16));
    return fitWeights(people, { fingerprint, random, ...(options.link ? { firstFile: first } : {}) });
  }
  const weights = readWeights(await readFile(options.weights, 'utf8'));
  if (weights) return weights;
  throw new Problem('match-weights-wrong', 422, 'The weights cannot be used', 'Give a file that --save-weights wrote');
}

function mapText({ map }: MatchOptions): Promise<string> {
  if (map !== undefined) return readFile(map, 'utf8');
  throw new Problem('match-map-wrong', 422, 'There is no column map', 'Say by --map which column says what');
}

async function matchAll(records: Records, weights: Weights, options: MatchOptions): Promise<number> {
  const { people, truth, first, broken } = records;
  const fileOf = options.link ? (place: number): number => (place < first ? 0 : 1) : undefined;
  const set = matchSet(people, {
    weights,
    ...(fileOf ? { admits: (a: number, b: number): boolean => fileOf(a) !== fileOf(b) } : {}),
    progress: (compared) => progress(`${compared.toLocaleString('en-GB')} pairs compared`),
  });
  progress('');
  if (options.out !== undefined) await writePairs(options.out, people, set);
  const scored =
    options.truth === undefined ? undefined : score({ truth, clusterOf: set.clusterOf, ...(fileOf ? { fileOf } : {}) });
  const summary = {
    records: people.length,
    brokenRows: broken,
    weights: weights.version,
    compared: set.compared,
    people: new Set(set.clusterOf).size,
    outcomes: countsOf(set.pairs.map(({ outcome }) => outcome)),
    reasons: countsOf(set.pairs.flatMap(({ reason }) => reason ?? [])),
    notUsed: faultsOf(people),
    ...(scored ? { score: scored } : {}),
  };
  print(options.json ?? false, summary, linesOf(summary, set, options));
  return broken > 0 ? EXIT.wrong : EXIT.done;
}

type Summary = Readonly<{
  records: number;
  brokenRows: number;
  weights: string;
  people: number;
  outcomes: Readonly<Record<string, number>>;
  notUsed: Readonly<Record<string, number>>;
  score?: Score;
}>;

function linesOf(summary: Summary, { compared }: MatchedSet, { out }: MatchOptions): readonly string[] {
  const { outcomes, notUsed, score: scored } = summary;
  return [
    `${summary.records} records, ${summary.people} people; ${compared} pairs compared by weights ${summary.weights}`,
    ...Object.entries(outcomes).map(([outcome, count]) => `${String(count).padStart(9)}  ${outcome}`),
    ...Object.entries(notUsed).map(([fault, count]) => `${String(count).padStart(9)}  not used: ${fault}`),
    ...(summary.brokenRows > 0 ? [`${summary.brokenRows} rows left out: not as many values as columns`] : []),
    ...(scored ? [scoreLine(scored)] : []),
    ...(out === undefined ? [] : [`pairs written to ${out}`]),
  ];
}

const scoreLine = ({ truePairs, linkedPairs, rightPairs, precision, recall, f1 }: Score): string =>
  `precision ${shown(precision)}, recall ${shown(recall)}, F1 ${shown(f1)}: ${rightPairs} right of ${linkedPairs} linked and ${truePairs} true pairs`;
const shown = (share: number | undefined): string => (share === undefined ? '–' : share.toFixed(4));

const faultsOf = (people: readonly Person[]): Readonly<Record<string, number>> =>
  countsOf(people.flatMap(({ faults }) => faults.map(({ field, reason }) => `${field} ${reason}`)));

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function told(answer: Answer, { json }: MatchOptions): number {
  const { outcome, reason, candidates, faults } = answer;
  print(json ?? false, answer, [
    `${outcome}${reason ? ` (${reason})` : ''}, by weights ${answer.weights}`,
    ...candidates.map((one) =>
      [
        `${one.id}: ${one.outcome}`,
        one.reason ?? '',
        `${one.weight.toFixed(1)} bits`,
        one.evidence.map(inWords).join('; '),
      ]
        .filter((part) => part !== '')
        .join(', '),
    ),
    ...faults.map(({ field, reason: why }) => `not used: ${field} ${why}`),
  ]);
  return EXIT.done;
}
