import { inTransaction } from '@tributary/event-store';
import { derivedId, type ChildId, type Instant, type Recorded } from '@tributary/kernel';
import { testDatabase, type TestDatabase } from '../testing/postgres';
import { answering, END_OF_TIME } from './domain/as-known';
import { linesOf } from './domain/chronology';
import { currencyOf, given, refOf, type Unplaced } from './domain/given.fixture';
import { hearingsOf } from './domain/involvement';
import { randomFacts, seeded } from './domain/random.fixture';
import { inOrder, lastWords, statementOf } from './domain/statement';
import { statusFrom, statusOf } from './domain/status';
import { stateStatementOf } from './domain/step';
import { chronologyProjection } from './storage/chronology.projection';
import type { ProjectionDefinition } from '@tributary/runtime';
import { involvementProjection } from './storage/involvement.projection';
import { migrations } from './storage/migrations';
import { readHearings, readStatements, readStates } from './storage/read-rows';
import type { Slot } from '@tributary/runtime';
import { statusProjection } from './storage/status.projection';

const definitions: readonly ProjectionDefinition[] = [
  chronologyProjection,
  statusProjection(refOf),
  involvementProjection,
];
const children = ['a', 'b', 'c'].map((name) => derivedId('child', name) as ChildId);
const [A, B] = children as [ChildId, ChildId, ChildId];
const at = '2026-12-01T12:00:00.000Z' as Instant;
const freshness = { currencyOf, confirmations: [], limitMs: 500 * 86_400_000 };

describe('the read models', () => {
  let db: TestDatabase;
  beforeAll(async () => (db = await testDatabase(migrations)));
  afterAll(async () => db.close());
  afterEach(async () => {
    for (const d of definitions) {
      for (const slot of ['read_a', 'read_b'] as const)
        await inTransaction(db.events, (tx) => d.create(slot).reset(tx));
    }
  });

  const apply = async (slot: Slot, batch: readonly Recorded[]): Promise<void> => {
    for (const d of definitions) {
      const handled = batch.filter((r) => d.handles.includes(r.event.type));
      await inTransaction(db.events, (tx) => d.create(slot).apply(handled, tx));
    }
  };
  const forget = async (slot: Slot, gone: readonly ChildId[]): Promise<void> => {
    for (const d of definitions) await inTransaction(db.events, (tx) => d.create(slot).forget(gone, tx));
  };
  const dump = async (slot: Slot): Promise<unknown[]> => {
    const tables = definitions.flatMap((d) => d.tables);
    const read = tables.map((t) =>
      db.events.query<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${slot}.${t} t ORDER BY t::text COLLATE "C"`),
    );
    return (await Promise.all(read)).map(({ rows }) => rows.map((r) => r.row));
  };
  const expectFold = async (slot: Slot, recorded: readonly Recorded[], child: ChildId): Promise<void> => {
    const asked = answering(recorded, child, { view: 'available', at: END_OF_TIME });
    expect(asked.length).toBeGreaterThan(20);
    const rows = await readStatements(db.events, slot, child);
    expect([...rows].sort(inOrder)).toEqual(asked.flatMap((r) => statementOf(r) ?? []).sort(inOrder));
    expect(linesOf(rows, true)).toEqual(
      linesOf(
        asked.flatMap((r) => statementOf(r) ?? []),
        true,
      ),
    );
    const states = await readStates(db.events, slot, child);
    const words = lastWords(asked.flatMap((r) => stateStatementOf(r, refOf) ?? []));
    expect([...states].sort(inOrder)).toEqual([...words.values()].sort(inOrder));
    expect(statusFrom(states, at, freshness)).toEqual(statusOf(asked, at, freshness, refOf));
    expect(await readHearings(db.events, slot, child)).toEqual(hearingsOf(asked));
  };

  it.each([1, 2, 3])('equal the pure fold, in batches of any size (seed %i)', async (seed) => {
    const random = seeded(seed);
    const recorded = given(...children.flatMap((child) => randomFacts(random, child, 120)));
    for (const batch of batchesOf(recorded, random)) await apply('read_a', batch);
    for (const child of children) await expectFold('read_a', recorded, child);
  });

  it('do not mind in which order different children come, and equal a rebuild in one go', async () => {
    const random = seeded(4);
    const recorded = given(...children.flatMap((child) => randomFacts(random, child, 120)));
    await apply('read_a', recorded);
    for (const batch of batchesOf(interleaved(recorded, random), random)) await apply('read_b', batch);
    expect(await dump('read_b')).toEqual(await dump('read_a'));
  });

  it('folded again after an unlink are as if the link had never been', async () => {
    const random = seeded(5);
    const facts = given(...randomFacts(random, A, 80), ...randomFacts(random, B, 80));
    const ofRecord = (name: string): Recorded[] => facts.filter((r) => r.event.childId === (name === 'a' ? A : B));
    await apply('read_a', facts);
    const wrongly = facts.map((r) => ({ ...r, event: { ...r.event, childId: A } }));
    await apply('read_b', wrongly);
    await forget('read_b', [A, B]);
    await apply('read_b', ofRecord('a'));
    await apply('read_b', ofRecord('b'));
    expect(await dump('read_b')).toEqual(await dump('read_a'));
  });

  it('hold no number, name or word of what was said', async () => {
    const events: Unplaced[] = randomFacts(seeded(6), A, 200);
    await apply('read_a', given(...events));
    const text = JSON.stringify(await dump('read_a'));
    const numbers = [...JSON.stringify(events.map((e) => e.data)).matchAll(/"(?:worker|plan|episode|own)":"([^"]+)"/g)];
    expect(numbers.length).toBeGreaterThan(20);
    for (const [, number] of numbers) expect(text).not.toContain(`"${number}"`);
  });
});

/** Cuts at random places. */
function batchesOf(recorded: readonly Recorded[], random: () => number): Recorded[][] {
  const batches: Recorded[][] = [];
  for (let i = 0; i < recorded.length;) {
    const size = 1 + Math.floor(random() * 40);
    batches.push(recorded.slice(i, i + size));
    i += size;
  }
  return batches;
}

/** Keeps the order of each child, and no other. */
function interleaved(recorded: readonly Recorded[], random: () => number): Recorded[] {
  const queues = [...Map.groupBy(recorded, (r) => r.event.childId).values()];
  const out: Recorded[] = [];
  while (out.length < recorded.length) {
    const full = queues.filter((q) => q.length > 0);
    const next = full[Math.floor(random() * full.length)]?.shift();
    if (next) out.push(next);
  }
  return out;
}
