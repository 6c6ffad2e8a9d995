import { keysOf, sealSaid } from '@tributary/identity';
import { type AgencyId, uuidv7 } from '@tributary/kernel';
import { PersonReader } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { dirtyBorough } from './matching/dirty-borough';
import type { Labelled } from './matching/scored';

export const BENCH_SEED = 20_261_121;
export const BENCH_AGENCY = 'bench' as AgencyId;
/** The dirty borough has about so many records of each child. */
const RECORDS_A_CHILD = 2.08;
const BATCH = 2_000;

export type Standing = Readonly<{
  events: Pool;
  /** How many stand. */
  records: number;
  /** How many of them are answered. */
  sampled: number;
  /** One record in so many stands as a child of its own; 0: none. */
  parted?: number;
}>;

/** Straight into the tables: the intake would take an hour for a million. Answers some of the records, as asked about. */
export async function standRecords(
  { events, records, sampled, parted = 0 }: Standing,
  vault: Vault,
): Promise<readonly Labelled[]> {
  const sample: Labelled[] = [];
  const children = new Map<string, string>();
  const every = Math.max(1, Math.floor(records / sampled));
  let batch: Labelled[] = [];
  let loaded = 0;
  const population = { children: Math.ceil(records / RECORDS_A_CHILD), seed: BENCH_SEED };
  for (const one of dirtyBorough(population)) {
    if ((loaded + batch.length) % every === 0) sample.push(one);
    if (batch.push(one) < BATCH) continue;
    await insert(events, vault, { batch, children, loaded, parted });
    loaded += batch.length;
    batch = [];
    if (loaded % 100_000 === 0) process.stderr.write(`  ${loaded.toLocaleString('en-GB')} records stand\n`);
  }
  await insert(events, vault, { batch, children, loaded, parted });
  return sample;
}

type Batch = Readonly<{
  batch: readonly Labelled[];
  children: Map<string, string>;
  loaded: number;
  parted: number;
}>;

async function insert(events: Pool, vault: Vault, { batch, children, loaded, parted }: Batch): Promise<void> {
  const reader = new PersonReader();
  const rows = batch.map((one, at) => {
    const isParted = parted > 0 && (loaded + at) % parted === 0;
    const child = (isParted ? undefined : children.get(one.who)) ?? uuidv7();
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
      BENCH_AGENCY,
    ],
  );
  const keys = rows.flatMap((row) => row.keys.map((key) => ({ key, id: row.id })));
  await events.query('INSERT INTO identity.keys (key, record_id) SELECT * FROM unnest($1::text[], $2::uuid[])', [
    keys.map(({ key }) => key),
    keys.map(({ id }) => id),
  ]);
}

/** What a record says of the person; the rest is who it is, and whose. */
export const saidBy = (one: Labelled): Omit<Labelled, 'id' | 'who' | 'groups' | 'sector'> =>
  Object.fromEntries(Object.entries(one).filter(([field]) => !['id', 'who', 'groups', 'sector'].includes(field)));

type Spoken = Parameters<typeof sealSaid>[2];
const spokenOf = (one: Labelled): Spoken => ({ ...saidBy(one), sector: one.sector ?? '' }) as Spoken;
