import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore, type EventStoreOptions, type RoomMigration } from '@tributary/event-store';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  type CommittedFeed,
  comparePositions,
  type EventId,
  type FeedId,
  type FeedPosition,
  formatPosition,
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
import { testDatabase, type TestDatabase } from './postgres';

export const TEST_MASTER_KEY = Buffer.alloc(32, 42);

/** A store over fresh databases; `another` opens the same store as a second process would. */
export type TestStore = Readonly<{
  db: TestDatabase;
  vault: Vault;
  store: EventStore;
  shredDirectory: string;
  another(): Promise<EventStore>;
  close(): Promise<void>;
}>;

type Options = Partial<Pick<EventStoreOptions, 'upcast' | 'clock'>>;

export async function testStore(migrations: readonly RoomMigration[] = [], options: Options = {}): Promise<TestStore> {
  const db = await testDatabase(migrations);
  const shredDirectory = await mkdtemp(join(tmpdir(), 'tributary-shreds-'));
  const stores: EventStore[] = [];
  const openVault = (): Promise<Vault> => Vault.open({ keys: db.keys, masterKey: TEST_MASTER_KEY, shredDirectory });
  const open = async (vault: Vault): Promise<EventStore> => {
    const store = await EventStore.open({ events: db.events, vault, ...options });
    stores.push(store);
    return store;
  };
  const vault = await openVault();
  const store = await open(vault);
  return {
    db,
    vault,
    store,
    shredDirectory,
    another: async () => open(await openVault()),
    close: async () => {
      await Promise.all(stores.map((one) => one.close()));
      await db.close();
      await rm(shredDirectory, { recursive: true });
    },
  };
}

/** Resolves once the feed may be read up to there: other specs' open transactions on the same server hold it back. */
export async function readable(feed: CommittedFeed, at: FeedPosition): Promise<void> {
  const end = Date.now() + 20_000;
  while (comparePositions(await feed.head(), at) < 0) {
    if (Date.now() > end) throw new Error(`the feed did not become readable up to ${formatPosition(at)} within 20 s`);
  }
}

export const aRecord = (): StreamId => recordStream(uuidv7() as RecordId);
export const aChild = (): ChildId => uuidv7() as ChildId;

/** A fact that a school's feed sent; a spec names only what matters to it. */
export function anEvent(streamId: StreamId, more: Partial<NewEvent> = {}): NewEvent {
  const id = uuidv7() as EventId;
  return {
    id,
    type: 'education.attendance-recorded',
    schemaVersion: 1,
    streamId,
    childId: null,
    data: { code: 'O' },
    dataClass: 'attendance',
    retention: 'attendance',
    release: { state: 'open' },
    occurred: { on: '2026-01-05' as PlainDate, session: 'AM' },
    receivedAt: '2026-01-05T16:00:00.000Z' as Instant,
    source: { agency: 'oakfield-school' as AgencyId, feed: 'attendance' as FeedId, record: id as string as RecordRef },
    supply: { controller: 'oakfield-school' as AgencyId, agreement: 'education-1' as AgreementVersion },
    correlationId: id,
    causationId: id,
    ...more,
  };
}
