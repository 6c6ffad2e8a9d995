import { compare, newLevels } from '../compare/compare';
import { type Known } from '../compare/given';
import { AT, FIELDS, type Field, LEVELS, type Levels } from '../compare/fields';
import { Blocks } from '../find/blocks';
import type { KeyKind } from '../find/keys';
import type { Person } from '../person';
import { rule } from '../rules/rules';
import { Patterns } from './patterns';
import { bitsOfLevels } from './scale';
import { STANDING_WEIGHTS } from './standing';
import { rowsOf, type Shares, type Weights } from './weights';

type Pair = readonly [Person, Person];
type FieldShares = Weights['fields'];

/** Pairs of one kind of block, to learn from. A block tells nothing of the fields it was made by. */
type Pass = Readonly<{ patterns: Patterns; silent: readonly Field[]; scale: number; covers: readonly Field[] }>;

export type Sample = Readonly<{
  people: readonly Person[];
  /** Whether a pair is one that may be looked for: across two files, only those of different files. */
  admits: (a: number, b: number) => boolean;
  /** Pairs that may be looked for, in all. */
  pairs: number;
  /** 0 up to 1, seeded: the same records give the same weights. */
  random: () => number;
  known: Known;
}>;

const MOST_PAIRS = 300_000;
const LARGEST_BLOCK = 400;
const ROUNDS = 6;
const STEPS = 8;
/** A level's standing share counts as that many pairs that were seen: few records move it a little, many altogether. */
const PRIOR_PAIRS = 20;
/** Fewer pairs that are likely one person teach nothing. */
const FEWEST_MATCHES = 30;
/** Half a pair: a level that was never seen is not thereby impossible. */
const LEAST_PAIRS = 0.5;

const KINDS: readonly (KeyKind & Pick<Pass, 'silent' | 'covers'>)[] = [
  {
    name: 'both names',
    keyOf: ({ given, family }) => (given && family ? `${given.text}|${family.text}` : undefined),
    silent: ['given-name', 'family-name', 'name-order'],
    covers: ['given-name', 'family-name'],
  },
  {
    name: 'birth date',
    keyOf: ({ birth }) => (birth && birth.exists && !birth.yearOnly ? birth.digits : undefined),
    silent: ['birth-date'],
    covers: ['birth-date'],
  },
  { name: 'nhs-number', keyOf: ({ nhs }) => nhs, silent: ['nhs-number'], covers: ['nhs-number'] },
  { name: 'upn', keyOf: ({ upn }) => upn, silent: ['upn'], covers: ['upn'] },
  { name: 'number', keyOf: ({ number }) => number, silent: ['number'], covers: ['number'] },
];

/**
 * Weights from the records themselves, without labels (Fellegi and Sunter 1969; the passes as in Splink): u from pairs
 * at random less those that are likely one person, m by expectation–maximisation over blocks of several kinds, each
 * silent about what it was blocked by. Undefined where there are too few pairs of one person to learn from.
 */
export function estimateShares(sample: Sample): Readonly<{ fields: FieldShares; matches: number }> | undefined {
  const random = randomPatterns(sample);
  const passes = KINDS.map((kind) => passOf(sample, kind));
  let fields = STANDING_WEIGHTS.fields;
  let matches = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const learnt = passes.map((pass) => learn(pass, fields));
    matches = estimateMatches(learnt, fields);
    fields = withU(withM(fields, learnt), { random, odds: matches / Math.max(1, sample.pairs) });
  }
  return matches >= FEWEST_MATCHES ? { fields, matches } : undefined;
}

function passOf(sample: Sample, kind: (typeof KINDS)[number]): Pass {
  const { people, admits, known } = sample;
  const patterns = new Patterns();
  const levels = newLevels();
  const blocks = new Blocks(people, LARGEST_BLOCK, [kind]);
  let seen = 0;
  blocks.pairs((a, b) => {
    if (!admits(a, b)) return;
    seen++;
    const pair = patterns.total < MOST_PAIRS ? pairAt(people, a, b) : undefined;
    if (pair) addPattern(patterns, compare(...pair, levels, known), pair);
  });
  return { patterns, silent: kind.silent, covers: kind.covers, scale: seen / Math.max(1, patterns.total) };
}

/** All pairs where there are no more than are looked at, else as many at random. */
function randomPatterns(sample: Sample): Patterns {
  const { people, admits, known } = sample;
  const patterns = new Patterns();
  const levels = newLevels();
  const few = (people.length * (people.length - 1)) / 2 <= MOST_PAIRS;
  for (const [a, b] of few ? allPairs(people.length) : randomPairs(sample)) {
    const pair = admits(a, b) ? pairAt(people, a, b) : undefined;
    if (pair) patterns.add(compare(...pair, levels, known));
  }
  return patterns;
}

function* allPairs(n: number): Generator<readonly [number, number]> {
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) yield [a, b];
}

function* randomPairs({ people, random }: Sample): Generator<readonly [number, number]> {
  for (let drawn = 0; drawn < MOST_PAIRS;) {
    const [a, b] = [Math.floor(random() * people.length), Math.floor(random() * people.length)];
    if (a === b) continue;
    drawn++;
    yield [a, b];
  }
}

const pairAt = (people: readonly Person[], a: number, b: number): Pair | undefined => {
  const [one, other] = [people[a], people[b]];
  return one && other ? [one, other] : undefined;
};

/** What the rules keep apart teaches nothing: twins share all but their given name, and are not one. */
function addPattern(patterns: Patterns, levels: Levels, [a, b]: Pair): void {
  if (rule(a, b, levels).kind !== 'apart') patterns.add(levels);
}

/** For each field and level, how many pairs that are likely one person agree so. */
type Learnt = Readonly<{ pass: Pass; counts: readonly Float64Array[]; matches: number }>;

function learn(pass: Pass, start: FieldShares): Learnt {
  const all = pass.patterns.all();
  const counts = emptyCounts();
  let fields = start;
  let share = 0.5;
  for (let step = 0; step < STEPS; step++) {
    const rows = rowsOf({ fields }).map((row, at) =>
      pass.silent.some((one) => AT[one] === at) ? row.map(() => 0) : row,
    );
    for (const row of counts) row.fill(0);
    let likely = 0;
    for (const { levels, count } of all) {
      const one = posterior(bitsOfLevels(rows, levels), share) * count;
      likely += one;
      levels.forEach((level, at) => add(counts[at], level, one));
    }
    share = clamp(likely / Math.max(1, pass.patterns.total), 1e-6, 0.999_999);
    fields = withM(fields, [{ pass, counts, matches: likely }]);
  }
  const matches = share * pass.patterns.total;
  return { pass, counts, matches };
}

const posterior = (bits: number, share: number): number => 1 / (1 + ((1 - share) / share) * 2 ** -bits);
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const emptyCounts = (): Float64Array[] => FIELDS.map((field) => new Float64Array(LEVELS[field].length + 1));
const add = (row: Float64Array | undefined, level: number, one: number): void => {
  if (row) row[level] = (row[level] ?? 0) + one;
};

/** m of every field from all passes that may speak of it, drawn towards the standing share. */
function withM(before: FieldShares, learnt: readonly Learnt[]): FieldShares {
  return mapFields((field, at) => {
    const sums = new Float64Array(LEVELS[field].length + 1);
    for (const { pass, counts } of learnt) {
      if (!pass.silent.includes(field)) counts[at]?.forEach((count, level) => add(sums, level, count));
    }
    return shares(field, sums, { before: before[field], key: 'm' });
  });
}

type AtRandom = Readonly<{ random: Patterns; odds: number }>;

/** u of every field from pairs at random, each less its chance of being one person. */
function withU(before: FieldShares, { random, odds }: AtRandom): FieldShares {
  const counts = emptyCounts();
  const rows = rowsOf({ fields: before });
  for (const { levels, count } of random.all()) {
    const two = (1 - posterior(bitsOfLevels(rows, levels), clamp(odds, 1e-9, 0.5))) * count;
    levels.forEach((level, at) => add(counts[at], level, two));
  }
  return mapFields((field, at) =>
    field === 'name-order'
      ? before[field]
      : shares(field, counts[at] ?? new Float64Array(), { before: before[field], key: 'u' }),
  );
}

const mapFields = (of: (field: Field, at: number) => Readonly<Record<string, Shares>>): FieldShares =>
  Object.fromEntries(FIELDS.map((field, at) => [field, of(field, at)])) as FieldShares;

type Part = Readonly<{ before: Readonly<Record<string, Shares>>; key: 'm' | 'u' }>;

function shares(field: Field, counts: Float64Array, { before, key }: Part): Readonly<Record<string, Shares>> {
  const standing = STANDING_WEIGHTS.fields[field];
  const total = counts.slice(1).reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(
    LEVELS[field].map((level, at) => {
      const prior = (standing[level]?.[key] ?? 0.5) * PRIOR_PAIRS;
      const share = Math.max(LEAST_PAIRS, (counts[at + 1] ?? 0) + prior) / (total + PRIOR_PAIRS);
      return [level, { m: before[level]?.m ?? 0.5, u: before[level]?.u ?? 0.5, [key]: share }];
    }),
  );
}

/** Pairs of one person in all: what each pass found, made up for those whose blocked fields did not agree. */
function estimateMatches(learnt: readonly Learnt[], fields: FieldShares): number {
  const [names, birth] = learnt;
  const estimates = [names, birth].flatMap((one) => {
    if (!one || one.matches < 1) return [];
    const covered = one.pass.covers.reduce((share, field) => share * (fields[field]['same']?.m ?? 1), 1);
    return [(one.matches * one.pass.scale) / Math.max(0.05, covered)];
  });
  return estimates.length === 0 ? 0 : estimates.reduce((sum, one) => sum + one, 0) / estimates.length;
}
