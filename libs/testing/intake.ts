import { formatOf } from '@tributary/feeds';
import { identityMigrations } from '@tributary/identity';
import {
  type FeedInfo,
  type FeedRegistry,
  type Identity,
  Intake,
  type IntakeLimits,
  intakeMigrations,
  type IntakeOptions,
  type Resolved,
} from '@tributary/intake';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  type CommittedFeed,
  derivedId,
  FEED_START,
  type FeedId,
  isErased,
  type NewEvent,
  type Opener,
  type Recorded,
  type RecordId,
  recordStream,
  type StreamId,
} from '@tributary/kernel';
import { peopleMigrations } from '@tributary/people';
import { testStore, type TestStore, anEvent } from './store';

/** One child for each record; the identity room has its own specs. */
export class PlainIdentity implements Identity {
  readonly known = new Set<string>();

  async resolve(...[stamp, asked]: Parameters<Identity['resolve']>): Promise<readonly (Resolved | undefined)[]> {
    return asked.map(({ sighting, ifKnown }) => {
      const name = `${stamp.agency}/${sighting.system}/${sighting.localId}`;
      if (ifKnown && !this.known.has(name)) return undefined;
      this.known.add(name);
      const streamId = recordStream(derivedId(name) as RecordId);
      const childId = derivedId('child', name) as ChildId;
      return {
        streamId,
        childId,
        openingStreams: [],
        review: false,
        opening: () => opening(streamId, childId, stamp.deliveryId),
      };
    });
  }

  async childRefs(_agency: AgencyId, streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, string>> {
    return new Map(streams.map((stream) => [stream, `ref-of-${stream}`]));
  }
}

function opening(streamId: StreamId, childId: ChildId, deliveryId: string) {
  const recordId = streamId.slice('record-'.length);
  const data = { recordId, childId, previous: null, method: 'first-sight', evidence: [] };
  const event: NewEvent = anEvent(streamId, {
    type: 'identity.record-linked',
    childId,
    data,
    dataClass: 'general',
    retention: 'identity',
    source: { system: 'hub' },
    correlationId: deliveryId,
  });
  return { events: [event], links: [{ streamId, childId }] };
}

/** All that was committed; waits while other specs' open transactions hold the feed back. */
export async function allRecorded(store: CommittedFeed & Opener): Promise<readonly Recorded[]> {
  for (;;) {
    const { records, pending } = await store.read(FEED_START, 100_000);
    if (!pending) return (await store.open(records)).filter((r): r is Recorded => !isErased(r));
  }
}

export const aFeed = (id: string, format: FeedInfo['format'], more: Partial<FeedInfo> = {}): FeedInfo => ({
  id: id as FeedId,
  agency: `${id.split('.')[0]}` as AgencyId,
  format,
  live: true,
  currency: 'live',
  agreement: 'spine-1' as AgreementVersion,
  ...more,
});

export const feedRegistry = (feeds: readonly FeedInfo[]): FeedRegistry => ({
  feed: async (id) => feeds.find((feed) => feed.id === id),
  feedsOf: async (agency) => feeds.filter((feed) => feed.agency === agency),
  all: async () => feeds,
});

export type TestIntake = TestStore &
  Readonly<{
    intake: Intake;
    /** `idle`: takes in and answers, and works on nothing by itself. */
    open(more?: Partial<Pick<IntakeOptions, 'store' | 'limits'>> & Readonly<{ idle?: true }>): Promise<Intake>;
  }>;

/** An intake over a fresh store; `open` makes another one over the same, as a second process would. */
export async function testIntake(
  feeds: readonly FeedInfo[],
  limits: Partial<IntakeLimits> = {},
  identityOf: (base: TestStore) => Identity = () => new PlainIdentity(),
): Promise<TestIntake> {
  const base = await testStore([...intakeMigrations, ...identityMigrations, ...peopleMigrations]);
  const identity = identityOf(base);
  const opened: Intake[] = [];
  const open: TestIntake['open'] = async ({ idle, ...more } = {}) => {
    const intake = new Intake({
      pool: base.db.events,
      vault: base.vault,
      store: base.store,
      identity,
      feeds: feedRegistry(feeds),
      formats: (id) => {
        const format = formatOf(id);
        if (!format) throw new Error(`no format ${id}`);
        return format;
      },
      limits,
      ...more,
    });
    if (!idle) await intake.start();
    opened.push(intake);
    return intake;
  };
  const intake = await open();
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.stop()));
    await base.close();
  };
  return { ...base, intake, open, close };
}
