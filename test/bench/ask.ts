import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DisclosureLedger } from '@tributary/access';
import type { DirectoryView } from '@tributary/directory';
import { type Asked, Asking, Identity, STEP } from '@tributary/identity';
import { instantOf, type PractitionerId, type RoleCode } from '@tributary/kernel';
import { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { dirtyBorough } from './matching/dirty-borough';
import type { Labelled } from './matching/scored';
import { percentile, type Row } from './row';
import { BENCH_AGENCY, BENCH_SEED, saidBy, standRecords } from './stand-records';

export type AskBench = Readonly<{
  /** Migrated databases, app role. */
  events: Pool;
  keys: Pool;
  /** Records that stand. */
  records: number;
  questions: number;
  /** Records of children never seen before that come in, and then come again. */
  firstSights: number;
}>;

const view = { agency: () => ({ sector: 'education' }), authorityOf: () => undefined } as unknown as DirectoryView;

/** One person asked among many records, through the hub's own tables; then first sights, and records that are known. */
export async function run(bench: AskBench): Promise<readonly Row[]> {
  const shredDirectory = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const vault = await Vault.open({ keys: bench.keys, masterKey: Buffer.alloc(32, 5), shredDirectory });
  try {
    const sample = await standRecords({ ...bench, sampled: bench.questions }, vault);
    return [await asked(bench, vault, sample), await told(bench, vault, sample), ...(await seen(bench, vault))];
  } finally {
    await rm(shredDirectory, { recursive: true, force: true });
  }
}

const askingOf = (events: Pool, vault: Vault, level: 'content' | 'nothing'): Asking => {
  const ledger = new DisclosureLedger(events);
  return new Asking({
    ...{ pool: events, vault, directory: { current: async () => view } },
    admission: { count: () => undefined, isNews: () => false },
    standingOf: async () => ({ reach: () => ({ level, rule: 'bench', version: 'bench/1' }), opensPlaces: () => true }),
    disclose: (line) => ledger.record(line),
    // What the work takes; an answer leaves at the end of its step.
    onStep: async () => undefined,
    now: () => instantOf(Date.now()),
  });
};

async function asked({ events, records }: AskBench, vault: Vault, sample: readonly Labelled[]): Promise<Row> {
  const asking = askingOf(events, vault, 'content');
  const asker = { kind: 'agency', agency: BENCH_AGENCY, client: BENCH_AGENCY, scopes: [] } as const;
  const times: number[] = [];
  let found = 0;
  for (const one of sample) {
    const person = saidBy(one);
    const began = performance.now();
    const answer = await asking.ask(asker, { reason: { code: 'bench' }, person });
    times.push(performance.now() - began);
    if (answer.status === 'Match' || answer.status === 'ManyMatch') found += 1;
  }
  const p95 = percentile(times, 0.95);
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  return {
    what: `one person asked among ${records.toLocaleString('en-GB')} records, p95`,
    ...{ figure: p95, unit: 'ms', aim: '≤ 20 ms', met: p95 <= 20 },
    note: `p50 ${percentile(times, 0.5).toFixed(1)} ms; ${found} of ${sample.length} matched; ${memory} MB`,
  };
}

/** Whether the time that an answer takes tells a child who is closed to the asker from nobody. */
async function told({ events, records }: AskBench, vault: Vault, sample: readonly Labelled[]): Promise<Row> {
  const asking = askingOf(events, vault, 'nothing');
  const who = { practitioner: 'p-bench' as PractitionerId, role: 'bench' as RoleCode, agency: BENCH_AGENCY };
  const asker = { kind: 'person', ...who } as Parameters<Asking['ask']>[0];
  const strangers = [...dirtyBorough({ children: sample.length, seed: BENCH_SEED + 2 })].slice(0, sample.length);
  const [closed, nobody]: [number[], number[]] = [[], []];
  // One after the other, so that what else the machine does falls on both.
  for (const [i, one] of sample.entries()) {
    for (const [times, person] of [
      [closed, one],
      [nobody, strangers[i] ?? one],
    ] as const) {
      const began = performance.now();
      await asking.ask(asker, { reason: { code: 'bench' }, person: saidBy(person) });
      times.push(performance.now() - began);
    }
  }
  const steps = (times: readonly number[]): readonly number[] => times.map((time) => Math.ceil(time / STEP));
  const figure = 100 * distance(steps(closed), steps(nobody));
  const [of, than] = [closed, nobody].map((times) => [0.5, 0.99].map((share) => percentile(times, share).toFixed(1)));
  return {
    what: `closed child told from nobody by time, among ${records.toLocaleString('en-GB')} records`,
    ...{ figure, unit: '% apart (Kolmogorov–Smirnov)', aim: '≤ 1 %', met: figure <= 1 },
    note: `p50 and p99 ${of?.join(' and ')} ms of closed, ${than?.join(' and ')} ms of nobody; ${(100 * distance(closed, nobody)).toFixed(0)} % apart without steps of ${STEP} ms`,
  };
}

/** Kolmogorov and Smirnov's: the most by which the shares below any value differ. */
function distance(one: readonly number[], other: readonly number[]): number {
  const below = (all: readonly number[], value: number): number =>
    all.filter((each) => each <= value).length / all.length;
  return Math.max(...[...one, ...other].map((value) => Math.abs(below(one, value) - below(other, value))));
}

/** All of them new, in batches as the intake hands them on; then the same again. */
async function seen({ events, records, firstSights }: AskBench, vault: Vault): Promise<readonly Row[]> {
  const identity = new Identity({ pool: events, vault });
  const all: Asked[] = [];
  for (const one of dirtyBorough({ children: firstSights, seed: BENCH_SEED + 1 })) {
    if (one.sector !== 'health' || all.length === firstSights) continue;
    const sighting = { ...saidBy(one), system: 'bench', localId: one.id } as Asked['sighting'];
    all.push({ agency: BENCH_AGENCY, sector: 'health', sighting });
  }
  const rate = async (): Promise<number> => {
    const began = performance.now();
    for (let at = 0; at < all.length; at += 500) await identity.resolve(all.slice(at, at + 500));
    return all.length / ((performance.now() - began) / 1_000);
  };
  const [first, known] = [await rate(), await rate()];
  const among = `among ${records.toLocaleString('en-GB')} records`;
  return [
    { what: `first sights, all of them, ${among}`, figure: first, unit: '/s', aim: '≥ 500/s', met: first >= 500 },
    { what: `known records, ${among}`, figure: known, unit: '/s', aim: '–' },
  ];
}
