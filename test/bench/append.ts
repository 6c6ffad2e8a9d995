import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '@tributary/event-store';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  type EventId,
  type FeedId,
  type Instant,
  type NewEvent,
  type PlainDate,
  type RecordId,
  type RecordRef,
  recordStream,
  type StreamId,
  uuidv7,
} from '@tributary/kernel';
import { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { appendBare, type Item, REFERENCE_EVENTS, REFERENCE_KEYS } from './reference/append-reference';
import { median, type Row } from './row';

export type AppendBench = Readonly<{
  /** Migrated databases: app role for the subject, owner role to make the reference's tables. */
  events: Pool;
  keys: Pool;
  eventsOwner: Pool;
  keysOwner: Pool;
  /** Per run; default 20,000. */
  eventsPerRun?: number;
  /** Streams that stand before the known-children runs; default 20,000. */
  children?: number;
  /** Events of one append; default 500. */
  batch?: number;
  /** Appends at the same time; default 4. */
  writers?: number;
  /** Default 5. */
  runs?: number;
}>;

type Subject = Readonly<{ stream: StreamId; child: ChildId }>;
type Write = (batch: readonly Subject[]) => Promise<void>;

/** Subject and reference by turns, median of the runs: known children, then every child new. */
export async function run(bench: AppendBench): Promise<readonly Row[]> {
  const shredDirectory = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const vault = await Vault.open({ keys: bench.keys, masterKey: Buffer.alloc(32, 5), shredDirectory });
  const store = await EventStore.open({ events: bench.events, vault });
  try {
    await bench.eventsOwner.query(`DROP SCHEMA IF EXISTS reference CASCADE; ${REFERENCE_EVENTS}`);
    await bench.keysOwner.query(`DROP SCHEMA IF EXISTS reference CASCADE; ${REFERENCE_KEYS}`);
    return await measure(bench, { subject: subjectWrite(store), reference: referenceWrite(bench) });
  } finally {
    await store.close();
    await rm(shredDirectory, { recursive: true, force: true });
  }
}

async function measure(bench: AppendBench, writes: { subject: Write; reference: Write }): Promise<readonly Row[]> {
  const events = bench.eventsPerRun ?? 20_000;
  const population = Array.from({ length: bench.children ?? 20_000 }, newSubject);
  await rate(bench, population, writes.subject);
  await rate(bench, population, writes.reference);
  const known = (run: number): readonly Subject[] =>
    Array.from({ length: events }, (_, i) => population[(i * 7 + run * 131) % population.length] ?? newSubject());
  const fresh = (): readonly Subject[] => Array.from({ length: events }, newSubject);
  return [
    await row('append, known children', 10_000, bench, writes, known),
    await row('append, every child new', 8_000, bench, writes, fresh),
  ];
}

async function row(
  what: string,
  aim: number,
  bench: AppendBench,
  writes: { subject: Write; reference: Write },
  work: (run: number) => readonly Subject[],
): Promise<Row> {
  const figures: number[] = [];
  const references: number[] = [];
  for (let n = 0; n < (bench.runs ?? 5); n += 1) {
    figures.push(await rate(bench, work(n), writes.subject));
    references.push(await rate(bench, work(n), writes.reference));
  }
  const [figure, reference] = [median(figures), median(references)];
  const met = figure >= aim && figure >= 0.8 * reference;
  return { what, figure, reference, unit: 'events/s', aim: `≥ ${aim}/s, ≥ 80 %`, met };
}

/** Events per second with all writers busy. */
async function rate(bench: AppendBench, work: readonly Subject[], write: Write): Promise<number> {
  const size = bench.batch ?? 500;
  const batches = Array.from({ length: Math.ceil(work.length / size) }, (_, i) => work.slice(i * size, (i + 1) * size));
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: bench.writers ?? 4 }, async () => {
      for (let batch = batches.pop(); batch; batch = batches.pop()) await write(batch);
    }),
  );
  return work.length / ((performance.now() - begun) / 1000);
}

const newSubject = (): Subject => ({ stream: recordStream(uuidv7() as RecordId), child: uuidv7() as ChildId });

const subjectWrite =
  (store: EventStore): Write =>
  async (batch) => {
    const streams = [...new Set(batch.map((one) => one.stream))];
    await store.append({ streams }, () => ({ events: batch.map(attendance) }));
  };

const referenceWrite =
  (bench: AppendBench): Write =>
  async (batch) => {
    const items = batch.map((one): Item => {
      return { stream: one.stream.slice('record-'.length), child: one.child, body: attendance(one) };
    });
    await appendBare(bench.eventsOwner, bench.keysOwner, items);
  };

function attendance({ stream, child }: Subject): NewEvent {
  const id = uuidv7() as EventId;
  return {
    id,
    type: 'education.attendance-recorded',
    schemaVersion: 1,
    streamId: stream,
    childId: child,
    data: { code: 'O', agencyCode: 'O', agencyTerm: 'absent without authorisation', school: 'oakfield-school' },
    dataClass: 'attendance',
    retention: 'attendance',
    release: { state: 'open' },
    occurred: { on: '2026-01-05' as PlainDate, session: 'AM' },
    receivedAt: '2026-01-05T16:00:00.000Z' as Instant,
    source: { agency: 'oakfield-school' as AgencyId, feed: 'attendance' as FeedId, record: id as string as RecordRef },
    supply: { controller: 'oakfield-school' as AgencyId, agreement: 'education-1' as AgreementVersion },
    correlationId: id,
    causationId: id,
  };
}
