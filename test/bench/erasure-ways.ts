/**
 * Two ways to make a single event erasable, measured for ADR-0005: a random salt per event, kept as a row of the key
 * database, against a leaf of a puncturable key, derived from the record's one row. Prints microseconds per event.
 */
import { createCipheriv, createSecretKey, hash, randomBytes } from 'node:crypto';
import { PuncturableKey } from '@tributary/vault';
import type { Pool } from 'pg';

const BATCH = 500;
const BATCHES = 40;

export type Way = Readonly<{ way: string; sealMicros: number; openMicros: number; bytesPerEvent: number }>;

const seal = (key: Buffer, plain: Buffer): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), Buffer.alloc(12));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

async function micros(work: (batch: number) => Promise<void>): Promise<number> {
  const begun = performance.now();
  for (let batch = 0; batch < BATCHES; batch += 1) await work(batch);
  return ((performance.now() - begun) * 1000) / (BATCH * BATCHES);
}

/** `keys`: a role that may create tables. */
export async function erasureWays(keys: Pool): Promise<readonly Way[]> {
  return [
    await saltPerEvent(keys),
    await puncturable('all of one record', 1),
    await puncturable('each another record', BATCH),
  ];
}

async function saltPerEvent(keys: Pool): Promise<Way> {
  await keys.query(`DROP TABLE IF EXISTS public.salts;
    CREATE TABLE public.salts (key_id uuid, leaf int, salt bytea NOT NULL, PRIMARY KEY (key_id, leaf))`);
  const plain = randomBytes(700);
  const root = randomBytes(32);
  const ids = Array.from({ length: BATCH * BATCHES }, () => crypto.randomUUID());
  const mine = (batch: number): string[] => ids.slice(batch * BATCH, (batch + 1) * BATCH);
  const sealMicros = await micros(async (batch) => {
    const salts = mine(batch).map(() => randomBytes(32));
    await keys.query('INSERT INTO public.salts SELECT k, 1, s FROM unnest($1::uuid[], $2::bytea[]) AS n (k, s)', [
      mine(batch),
      salts,
    ]);
    for (const salt of salts) seal(hash('sha256', Buffer.concat([root, salt]), 'buffer'), plain);
  });
  const openMicros = await micros(async (batch) => {
    const { rows } = await keys.query<{ salt: Buffer }>(
      'SELECT salt FROM public.salts WHERE key_id = ANY($1::uuid[])',
      [mine(batch)],
    );
    for (const { salt } of rows) seal(hash('sha256', Buffer.concat([root, salt]), 'buffer'), plain);
  });
  const { rows } = await keys.query<{ bytes: string }>(`SELECT pg_total_relation_size('public.salts') AS bytes`);
  await keys.query('DROP TABLE public.salts');
  return { way: 'salt row per event', sealMicros, openMicros, bytesPerEvent: Number(rows[0]?.bytes) / ids.length };
}

/** No statement of its own: the record's key row is read anyway. */
async function puncturable(how: string, records: number): Promise<Way> {
  const plain = randomBytes(700);
  const roots = Array.from({ length: records }, () => PuncturableKey.create().serialize());
  const keysAnew = (): PuncturableKey[] => roots.map((root) => PuncturableKey.parse(Buffer.from(root)));
  const walk = async (): Promise<number> => {
    const warm = keysAnew();
    return micros(async (batch) => {
      const keys = records === 1 ? warm : keysAnew();
      for (let i = 0; i < BATCH; i += 1) {
        const key = keys[i % records]?.leafKey(batch * BATCH + i);
        if (key) seal(key, plain);
      }
    });
  };
  return { way: `puncturable key, ${how}`, sealMicros: await walk(), openMicros: await walk(), bytesPerEvent: 0 };
}
