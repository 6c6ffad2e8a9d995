import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DisclosureLedger } from '@tributary/access';
import type { DirectoryView } from '@tributary/directory';
import { type Asked, Asking, Identity, keysOf, sealSaid, STEP } from '@tributary/identity';
import { type AgencyId, instantOf, type PractitionerId, type RoleCode, uuidv7 } from '@tributary/kernel';
import { PersonReader } from '@tributary/matching';
import { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { dirtyBorough } from './matching/dirty-borough';
import type { Labelled } from './matching/scored';
import { percentile, type Row } from './row';

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

const SEED = 20_261_121;
/** The dirty borough has about so many records of each child. */
const RECORDS_A_CHILD = 2.08;
const BATCH = 2_000;
const AGENCY = 'bench' as AgencyId;
const view = { agency: () => ({ sector: 'education' }), authorityOf: () => undefined } as unknown as DirectoryView;

/** One person asked among many records, through the hub's own tables; then first sights, and records that are known. */
export async function run(bench: AskBench): Promise<readonly Row[]> {
  const shredDirectory = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const vault = await Vault.open({ keys: bench.keys, masterKey: Buffer.alloc(32, 5), shredDirectory });
  try {
    const sample = await load(bench, vault);
    return [await asked(bench, vault, sample), await told(bench, vault, sample), ...(await seen(bench, vault))];
  } finally {
    await rm(shredDirectory, { recursive: true, force: true });
  }
}

/** Straight into the tables: the intake would take an hour for a million. Answers some of the records, as asked about. */
async function load({ events, records, questions }: AskBench, vault: Vault): Promise<readonly Labelled[]> {
  const sample: Labelled[] = [];
  const children = new Map<string, string>();
  const every = Math.max(1, Math.floor(records / questions));
  let batch: Labelled[] = [];
  let loaded = 0;
  const population = { children: Math.ceil(records / RECORDS_A_CHILD), seed: SEED };
  for (const one of dirtyBorough(population)) {
    if ((loaded + batch.length) % every === 0) sample.push(one);
    if (batch.push(one) < BATCH) continue;
    await insert(events, vault, { batch, children });
    loaded += batch.length;
    batch = [];
    if (loaded % 100_000 === 0) process.stderr.write(`  ${loaded.toLocaleString('en-GB')} records stand\n`);
  }
  await insert(events, vault, { batch, children });
  return sample;
}

type Batch = Readonly<{ batch: readonly Labelled[]; children: Map<string, string> }>;

async function insert(events: Pool, vault: Vault, { batch, children }: Batch): Promise<void> {
  const reader = new PersonReader();
  const rows = batch.map((one) => {
    const child = children.get(one.who) ?? uuidv7();
    children.set(one.who, child);
    const id = uuidv7() as Parameters<typeof sealSaid>[1];
    const keys = [...new Set(keysOf(reader.read(one), vault).values())];
    return { id, child, keys, sealed: sealSaid(vault, id, spokenOf(one)), ref: vault.ref('record', 'bench', one.id) };
  });
  await events.query(
    `INSERT INTO identity.records (record_id, ref, agency, child_id, founded, provisional, review, method, evidence, said, sealed)
     SELECT id, ref, $5, child, true, false, false, 'first-sight', '[]'::jsonb, ARRAY[]::text[], sealed
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[]) AS n (id, ref, child, sealed)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ ref }) => ref),
      rows.map(({ child }) => child),
      rows.map(({ sealed }) => sealed),
      AGENCY,
    ],
  );
  const keys = rows.flatMap((row) => row.keys.map((key) => ({ key, id: row.id })));
  await events.query('INSERT INTO identity.keys (key, record_id) SELECT * FROM unnest($1::text[], $2::uuid[])', [
    keys.map(({ key }) => key),
    keys.map(({ id }) => id),
  ]);
}

/** What a record says of the person; the rest is who it is, and whose. */
const saidBy = (one: Labelled): Omit<Labelled, 'id' | 'who' | 'groups' | 'sector'> =>
  Object.fromEntries(Object.entries(one).filter(([field]) => !['id', 'who', 'groups', 'sector'].includes(field)));

type Spoken = Parameters<typeof sealSaid>[2];
const spokenOf = (one: Labelled): Spoken => ({ ...saidBy(one), sector: one.sector ?? '' }) as Spoken;

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
  const asker = { kind: 'agency', agency: AGENCY, client: AGENCY, scopes: [] } as const;
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
  const who = { practitioner: 'p-bench' as PractitionerId, role: 'bench' as RoleCode, agency: AGENCY };
  const asker = { kind: 'person', ...who } as Parameters<Asking['ask']>[0];
  const strangers = [...dirtyBorough({ children: sample.length, seed: SEED + 2 })].slice(0, sample.length);
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
  for (const one of dirtyBorough({ children: firstSights, seed: SEED + 1 })) {
    if (one.sector !== 'health' || all.length === firstSights) continue;
    const sighting = { ...saidBy(one), system: 'bench', localId: one.id } as Asked['sighting'];
    all.push({ agency: AGENCY, sector: 'health', sighting });
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
