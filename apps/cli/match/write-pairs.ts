import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SHEET_START, sheetLine } from '@tributary/feeds';
import type { Evidence, MatchedSet, Person } from '@tributary/matching';

const COLUMNS = ['a', 'b', 'outcome', 'reason', 'weight', 'probability', 'cluster', 'evidence'] as const;

/** For whoever runs it alone: that two records are one person is told of a person. */
const OWNER_ONLY = 0o600;

/** Writes the pairs, strongest first: CSV for a spreadsheet, or a JSON object a line where the name ends in `.jsonl`. */
export async function writePairs(file: string, people: readonly Person[], set: MatchedSet): Promise<void> {
  const lines = file.endsWith('.jsonl') ? jsonLines(people, set) : sheetLines(people, set);
  await pipeline(Readable.from(lines), createWriteStream(file, { mode: OWNER_ONLY }));
}

function* pairsOf(people: readonly Person[], set: MatchedSet) {
  const idOf = (place: number): string => people[place]?.id ?? '';
  for (const pair of [...set.pairs].sort((one, other) => other.weight - one.weight)) {
    const cluster = set.clusterOf[pair.a];
    const together = cluster !== undefined && cluster === set.clusterOf[pair.b];
    yield {
      a: idOf(pair.a),
      b: idOf(pair.b),
      outcome: pair.outcome,
      reason: pair.reason ?? '',
      weight: pair.weight.toFixed(2),
      probability: pair.probability.toFixed(6),
      cluster: together ? idOf(cluster) : '',
      evidence: set.evidence(pair),
    };
  }
}

function* sheetLines(people: readonly Person[], set: MatchedSet): Generator<string> {
  yield `${SHEET_START}${sheetLine([...COLUMNS])}`;
  for (const pair of pairsOf(people, set)) {
    const row = { ...pair, evidence: pair.evidence.map(inWords).join('; ') };
    yield sheetLine(COLUMNS.map((column) => row[column]));
  }
}

function* jsonLines(people: readonly Person[], set: MatchedSet): Generator<string> {
  for (const pair of pairsOf(people, set)) {
    yield `${JSON.stringify({ ...pair, weight: Number(pair.weight), probability: Number(pair.probability) })}\n`;
  }
}

/** `birth-date digit 3.5`: bits for one person, or below 0 for two. */
export const inWords = ({ field, outcome, weight }: Evidence): string => `${field} ${outcome} ${weight}`;
