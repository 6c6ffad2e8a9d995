import { join } from 'node:path';
import {
  accessMigrations,
  type Agreement,
  Agreements,
  ContentRequests,
  disclosedTo,
  DisclosureLedger,
  FamilyLinks,
  HeldBackList,
  Openings,
  readAgreements,
} from '@tributary/access';
import { recordsOf } from '@tributary/catalogue';
import { type Directory, DirectoryView, readDirectoryFile } from '@tributary/directory';
import { inTransaction, type RoomMigration } from '@tributary/event-store';
import {
  type AgencyId,
  type ChildId,
  childStream,
  type EventId,
  FEED_START,
  type FeedPosition,
  type Instant,
  isErased,
  type NewEvent,
  plusMillis,
  type Recorded,
  recordStream,
  type PractitionerId,
  type RoleCode,
  uuidv7,
} from '@tributary/kernel';
import type { ProjectionDefinition } from '@tributary/runtime';
import { readable, type TestStore, testStore } from '../testing/store';
import type { Named } from './access';
import { ChildAnswers } from './answers';
import { childDoors } from './child-doors';
import { onDay, type Unplaced } from './domain/given.fixture';
import { type ChildGrants, childGrants } from './grants/grants';
import { releaseReactor } from './grants/release.reactor';
import type { News, Post } from './grants/review-mail';
import type { ChildDoors, Viewer } from './ports';
import { ChildReader } from './reader';
import { migrations } from './storage/migrations';
import { chronologyProjections } from './storage/projections';

const TWO_DAYS_MS = 2 * 86_400_000;
const DEMO = join(__dirname, '../../infra/demo');

export const hat = (practitioner: string, role: string, agency: string): Viewer => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});

/** The doors of children by the directory and agreements of Wexbourne, over a real store. */
export class DoorStand {
  clock: Instant = onDay(0);
  /** What open alerts name, to anybody. */
  named: Named = new Map();
  /** Who may live with a child; another room’s to know. */
  householdOf: (child: ChildId) => Promise<readonly ChildId[]> = async () => [];
  /** Who was told by mail, and of what that was taken back. */
  readonly news: News[] = [];
  readonly withdrawn: EventId[] = [];
  /** Read models of another room that are folded with these. */
  readonly others: ProjectionDefinition[] = [];
  private from: FeedPosition = FEED_START;

  private constructor(
    readonly stand: TestStore,
    readonly view: DirectoryView,
    private readonly agreements: Agreements,
    private readonly children: ReadonlyMap<string, ChildId>,
  ) {}

  /** Children by the reference that every agency uses for them here. */
  static async open(
    children: ReadonlyMap<string, ChildId>,
    agreed: (agreement: Agreement) => Agreement = (one) => one,
    more: readonly RoomMigration[] = [],
  ): Promise<DoorStand> {
    const view = new DirectoryView(1, await readDirectoryFile(join(DEMO, 'directory.yaml')));
    const agreements = new Agreements((await readAgreements(join(DEMO, 'agreements'))).map(agreed));
    const held: { here?: DoorStand } = {};
    const clock = (): Instant => held.here?.clock ?? onDay(0);
    const stand = await testStore([...migrations, ...accessMigrations, ...more], { clock });
    return (held.here = new DoorStand(stand, view, agreements, children));
  }

  close = async (): Promise<void> => this.stand.close();

  get doors(): ChildDoors {
    const { db, vault } = this.stand;
    const directory = { current: async () => this.view, at: async () => this.view } as unknown as Directory;
    return childDoors({
      ...{ reader: this.reader, directory, vault, refOf: vault.ref.bind(vault), agreements: this.agreements },
      ledger: new DisclosureLedger(db.events, () => this.clock),
      alertsNaming: async () => this.named,
      decisionsOn: (child) => this.stand.store.load(childStream(child)),
      householdOf: (child) => this.householdOf(child),
      viewerOf: async () => hat('p-marlow', 'social-worker', 'wexbourne-council'),
      childOf: async (_agency, ref) => this.children.get(ref),
      namesOf: async () => [],
      openAlerts: async () => [],
      waitFor: async () => true,
      now: () => this.clock,
    });
  }

  get answers(): ChildAnswers {
    return new ChildAnswers({
      ...{ reader: this.reader, doors: this.doors, refOf: this.stand.vault.ref.bind(this.stand.vault) },
      directory: { at: async () => this.view },
      silences: async () => (_feed, last) => plusMillis(last, 86_400_000),
    });
  }

  /** What the list of what waits for a release is kept with. */
  get releasing(): Parameters<typeof releaseReactor>[0] {
    const { db, vault } = this.stand;
    const at = async (): Promise<DirectoryView> => this.view;
    return {
      ...{ reader: this.reader, agreements: this.agreements, refOf: vault.ref.bind(vault), statusLimitMs: TWO_DAYS_MS },
      ...{ directory: { soFar: async () => ({ at }) } as unknown as Directory, held: new HeldBackList(db.events) },
      post: this.post,
    };
  }

  private get post(): Post {
    return {
      post: async (news) => void this.news.push(news),
      withdraw: async (about) => void this.withdrawn.push(about),
    };
  }

  get grants(): ChildGrants {
    const { db, store, vault } = this.stand;
    return childGrants({
      ...{ doors: this.doors, reader: this.reader, appender: store },
      ...{ openings: new Openings(db.events), familyLinks: new FamilyLinks(db.events) },
      ...{ requests: new ContentRequests(db.events), heldBack: new HeldBackList(db.events) },
      ...{ agreements: this.agreements, hashOf: vault.ref.bind(vault), statusLimitMs: TWO_DAYS_MS },
      directory: { current: async () => this.view },
      decisionsOn: (child) => store.load(childStream(child)),
      refOf: async (agency) => `${agency}/C-1`,
      looksBy: ({ child, at: from, until: to, ...who }) =>
        disclosedTo(db.events, { child: vault.childToken(child), who, from, to, limit: 50 }),
      post: this.post,
    });
  }

  get reader(): ChildReader {
    const { db, vault, store } = this.stand;
    return new ChildReader({ pool: db.events, store, refOf: vault.ref.bind(vault), slotOf: async () => 'read_a' });
  }

  /** Appends at a time and folds the read models on. */
  async append(at: Instant, events: readonly Unplaced[]): Promise<void> {
    this.clock = at;
    const now = events.map((event): NewEvent => ({ ...event, id: uuidv7() as EventId, receivedAt: at }));
    const { store } = this.stand;
    const { position } = await store.append({ streams: [...new Set(now.map((e) => e.streamId))] }, () => ({
      events: now,
    }));
    await readable(store, position);
    await this.project();
  }

  private async project(): Promise<void> {
    const { store } = this.stand;
    const { records } = await store.read(this.from, 1_000);
    this.from = records.at(-1)?.at ?? this.from;
    const opened = (await store.open(records)).flatMap((r) => (isErased(r) ? [] : [r]));
    const moved = opened.some(({ event }) => event.type === 'identity.record-unlinked');
    if (moved) await this.fold(await this.stillLinked(), true);
    else await this.fold(opened, false);
  }

  /** As the runtime folds a child anew after an unlink: from what its records hold that are still its own. */
  private async stillLinked(): Promise<readonly Recorded[]> {
    const { store } = this.stand;
    const { records } = await store.read(FEED_START, 10_000);
    const all = (await store.open(records)).flatMap((r) => (isErased(r) ? [] : [r]));
    const own = recordsOf(all.map(({ event }) => event).filter(({ streamId }) => streamId.startsWith('child-')));
    const streams = new Set<string>(own.map(recordStream));
    return all.filter(({ event }) => !event.streamId.startsWith('record-') || streams.has(event.streamId));
  }

  private async fold(events: readonly Recorded[], anew: boolean): Promise<void> {
    const { vault, db } = this.stand;
    for (const definition of [...chronologyProjections(vault.ref.bind(vault)), ...this.others]) {
      const batch = events.filter((r) => definition.handles.includes(r.event.type));
      await inTransaction(db.events, async (tx) => {
        const projection = definition.create('read_a');
        if (anew) await projection.reset(tx);
        await projection.apply(batch, tx);
      });
    }
  }
}
