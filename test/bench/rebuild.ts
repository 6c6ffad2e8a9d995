import { type CommittedFeed, FEED_START, isErased, type Opener } from '@tributary/kernel';
import { rebuild } from '@tributary/runtime';
import type { House } from '../support/house';
import { median, type Row } from './row';

const BATCH = 2_000;

/** The chronology rebuilt from the feed, beside reading, opening and inserting a bare row for each event. */
export async function run(
  { base, rooms }: House,
  owner: { query(sql: string, values?: unknown[]): Promise<unknown> },
  runs: number,
): Promise<Row> {
  const definition = rooms.projections.find(({ name }) => name === 'chronology');
  if (!definition) throw new Error('no chronology');
  const { database, store, logger, metrics } = base;
  const figures: number[] = [];
  const references: number[] = [];
  for (let n = 0; n < runs; n += 1) {
    const { events, seconds } = await rebuild(definition, { pool: database.events, store, logger, metrics });
    figures.push(events / seconds);
    references.push(await bare(store, owner));
  }
  const [figure, reference] = [median(figures), median(references)];
  return {
    what: 'rebuild of chronology',
    figure,
    reference,
    unit: 'events/s',
    aim: '≥ 15,000/s',
    met: figure >= 15_000,
  };
}

async function bare(
  store: CommittedFeed & Opener,
  owner: { query(sql: string, values?: unknown[]): Promise<unknown> },
): Promise<number> {
  await owner.query(`DROP TABLE IF EXISTS public.bench_rows;
    CREATE TABLE public.bench_rows (child uuid, stream text, version int, type text, known timestamptz, PRIMARY KEY (stream, version))`);
  const begun = performance.now();
  let count = 0;
  let after = FEED_START;
  for (;;) {
    const { records } = await store.read(after, BATCH);
    const last = records.at(-1);
    if (!last) return count / ((performance.now() - begun) / 1_000);
    after = last.at;
    const opened = (await store.open(records)).flatMap((one) => (isErased(one) ? [] : [one.event]));
    await owner.query(
      'INSERT INTO public.bench_rows SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::timestamptz[])',
      [
        opened.map((e) => e.childId),
        opened.map((e) => e.streamId),
        opened.map((e) => e.version),
        opened.map((e) => e.type),
        opened.map((e) => e.knownFrom),
      ],
    );
    count += records.length;
  }
}
