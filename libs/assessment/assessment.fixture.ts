import { join } from 'node:path';
import { accessMigrations, Agreements, DisclosureLedger, readAgreements } from '@tributary/access';
import { type DataOf, definitionOf, type EventType, releaseOf } from '@tributary/catalogue';
import {
  ChildAnswers,
  childDoors,
  type ChildDoors,
  ChildReader,
  chronologyMigrations,
  chronologyProjections,
  type Viewer,
} from '@tributary/chronology';
import { type Directory, DirectoryView, readDirectoryFile } from '@tributary/directory';
import { inTransaction } from '@tributary/event-store';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  childStream,
  type EventId,
  FEED_START,
  type FeedId,
  type FeedPosition,
  instantOf,
  isErased,
  londonDate,
  type NewEvent,
  type RecordId,
  recordStream,
  type StreamId,
  uuidv7,
} from '@tributary/kernel';
import { Metrics, runtimeMigrations, silentLogger, TimerService } from '@tributary/runtime';
import { aChild, readable, type TestStore, testStore } from '../testing/store';
import { Assessments } from './assessments.service';
import { COUNCIL, SCHOOL } from './domain/given.fixture';
import { AssessmentBook } from './storage/book';
import { assessmentMigrations } from './storage/migrations';

const DEMO = join(__dirname, '../../infra/demo');
const FEEDS: Readonly<Record<string, FeedId>> = {
  [COUNCIL]: 'council-social-care' as FeedId,
  [SCHOOL]: 'ash-lane-events' as FeedId,
};

/** A line of the ledger, as far as specs look at it. */
export type Line = Readonly<{
  practitioner: string;
  what: string;
  refusal: { rule: string } | null;
  withheld: object[];
}>;

/** Assessments by the directory and agreements of Wexbourne, over a real store; every agency calls a child the same. */
export class Stand {
  child: ChildId = aChild();
  /** Which record is whose child now. */
  readonly records = new Map<RecordId, Readonly<{ agency: AgencyId; child: ChildId }>>();
  readonly refs = new Map<string, ChildId>();
  private from: FeedPosition = FEED_START;

  private constructor(
    readonly store: TestStore,
    readonly view: DirectoryView,
    private readonly agreements: Agreements,
  ) {}

  static async open(): Promise<Stand> {
    const view = new DirectoryView(1, await readDirectoryFile(join(DEMO, 'directory.yaml')));
    const agreements = new Agreements(await readAgreements(join(DEMO, 'agreements')));
    const migrations = [...runtimeMigrations, ...chronologyMigrations, ...accessMigrations, ...assessmentMigrations];
    return new Stand(await testStore(migrations), view, agreements);
  }

  close = async (): Promise<void> => this.store.close();

  /** Another child, with a record of the council and one of the school. */
  async anotherChild(ref: string): Promise<Readonly<{ council: RecordId; school: RecordId }>> {
    this.child = aChild();
    this.refs.set(ref, this.child);
    return { council: await this.record(COUNCIL), school: await this.record(SCHOOL) };
  }

  async record(agency: AgencyId): Promise<RecordId> {
    const record = uuidv7() as RecordId;
    this.records.set(record, { agency, child: this.child });
    const data = { recordId: record, childId: this.child, previous: null, method: 'first-sight', evidence: [] };
    await this.append([
      { ...this.event('identity.record-linked', data, childStream(this.child)), source: { system: 'hub' } },
    ]);
    // Who has never said anything of a child has no record of it.
    const startDate = londonDate(instantOf(Date.now()));
    await this.say(record, 'education.pupil-enrolled', { startDate });
    return record;
  }

  /** What an agency says of its record. */
  async say<T extends EventType>(record: RecordId, type: T, data: DataOf<T>): Promise<EventId> {
    const agency = this.records.get(record)?.agency ?? COUNCIL;
    const event = this.event(type, data, recordStream(record));
    const source = { agency, feed: FEEDS[agency] ?? FEEDS[COUNCIL], record: this.store.vault.ref('item', event.id) };
    await this.append([{ ...event, source } as NewEvent]);
    return event.id;
  }

  /** Makes one event of a record unreadable for ever. */
  async erase(record: RecordId, event: EventId): Promise<void> {
    const { store } = this.store;
    const stream = recordStream(record);
    const one = (await store.load(stream)).find(({ id }) => id === event);
    await store.eraseOne(stream, one?.version ?? 0, 'wrong-child');
  }

  get assessments(): Assessments {
    const { store, db } = this.store;
    return this.over({ store, book: new AssessmentBook(db.events) });
  }

  over(log: ConstructorParameters<typeof Assessments>[0]['log']): Assessments {
    return new Assessments({
      log,
      doors: this.doors,
      answers: this.answers,
      directory: this.directory,
      children: {
        recordsOf: async (child) =>
          [...this.records]
            .filter(([, one]) => one.child === child)
            .map(([recordId, { agency }]) => ({ recordId, agency })),
        childOf: async (_agency, ref) => this.refs.get(ref),
        refsOf: async (_agency, streams) =>
          new Map(streams.flatMap((stream) => this.refOf(stream).map((ref) => [stream, ref] as const))),
      },
    });
  }

  /** Everything that the ledger says of the child, oldest first. */
  async ledger(): Promise<readonly Line[]> {
    const { rows } = await this.store.db.events.query<Line>(
      `SELECT practitioner, what, refusal, withheld FROM access.disclosures
        WHERE replace(child_token::text, '-', '') = $1 ORDER BY id`,
      [this.store.vault.childToken(this.child)],
    );
    return rows;
  }

  /** Fires what is due; answers how many clocks did. */
  async fireDue(): Promise<number> {
    const { db, store } = this.store;
    const metrics = new Metrics();
    return new TimerService({ pool: db.events, store, logger: silentLogger, metrics }).fireDue();
  }

  private refOf(stream: StreamId): readonly string[] {
    const child = this.records.get(stream.slice('record-'.length) as RecordId)?.child;
    return [...this.refs].filter(([, one]) => one === child).map(([ref]) => ref);
  }

  private get directory(): Directory {
    return { current: async () => this.view, at: async () => this.view } as unknown as Directory;
  }

  private get reader(): ChildReader {
    const { db, vault, store } = this.store;
    return new ChildReader({
      ...{ pool: db.events, store, refOf: vault.ref.bind(vault) },
      slotOf: async () => 'read_a',
    });
  }

  private get answers(): ChildAnswers {
    const { reader, doors, directory } = this;
    const refOf = this.store.vault.ref.bind(this.store.vault);
    return new ChildAnswers({ reader, doors, directory, refOf, silences: async () => () => undefined });
  }

  private get doors(): ChildDoors {
    const { db, vault, store } = this.store;
    const refOf = vault.ref.bind(vault);
    const { reader, directory } = this;
    return childDoors({
      ...{ reader, directory, vault, refOf, agreements: this.agreements },
      ledger: new DisclosureLedger(db.events),
      alertsNaming: async () => new Map(),
      openAlerts: async () => [],
      decisionsOn: (child) => store.load(childStream(child)),
      householdOf: async () => [],
      viewerOf: async () => ({}) as Viewer,
      childOf: async (_agency, ref) => this.refs.get(ref),
      namesOf: async () => ['Ada Test'],
      waitFor: async () => true,
      now: () => instantOf(Date.now()),
    });
  }

  private event(type: EventType, data: object, streamId: StreamId): NewEvent {
    const definition = definitionOf(type);
    if (!definition) throw new Error(type);
    const at = instantOf(Date.now());
    const id = uuidv7() as EventId;
    const { dataClass, retention } = definition;
    return {
      ...{ id, type, data, streamId, childId: this.child, dataClass, retention, release: releaseOf(definition) },
      ...{ schemaVersion: 1, occurred: { at }, receivedAt: at, source: { system: 'hub' } },
      supply: { controller: COUNCIL, agreement: '1' as AgreementVersion },
      ...{ correlationId: id, causationId: id },
    };
  }

  private async append(events: readonly NewEvent[]): Promise<void> {
    const { store, db, vault } = this.store;
    const { position } = await store.append({ streams: events.map(({ streamId }) => streamId) }, () => ({ events }));
    await readable(store, position);
    const { records } = await store.read(this.from, 1_000);
    this.from = records.at(-1)?.at ?? this.from;
    const opened = (await store.open(records)).flatMap((r) => (isErased(r) ? [] : [r]));
    for (const definition of chronologyProjections(vault.ref.bind(vault))) {
      const batch = opened.filter((r) => definition.handles.includes(r.event.type));
      await inTransaction(db.events, async (tx) => definition.create('read_a').apply(batch, tx));
    }
  }
}
