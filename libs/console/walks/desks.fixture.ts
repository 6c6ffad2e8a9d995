import type { DayHeard, Undelivered } from '@tributary/alerting';
import { mappingOf } from '@tributary/feeds';
import {
  type ChecklistItem,
  type ContractReport,
  FeedDesk,
  type FeedInfo,
  type FeedRegistry,
  managedFeed,
  type MappingState,
  type PulledFeed,
  type Receipt,
  RedriveDesk,
  type Run,
  StatedByHand,
} from '@tributary/intake';
import type { MatchQuality } from '@tributary/identity';
import type { AgencyId, FeedId, Instant, RoleCode } from '@tributary/kernel';
import type { Endpoint } from '@tributary/outbound';
import type { ParkedEvent } from '@tributary/runtime';
import type { Hat, ReaderContext } from '@tributary/sign-in';
import type { ConsoleOptions } from '../ports';
import { QUALITY } from './quality.fixture';

/** Feeds, parked records and letters that a spec lays out, behind the real desk of feeds. */
export const RECEIPT = '0190a000-0000-7000-8000-0000000000a1';
export const PARKED = ['0190a000-0000-7000-8000-0000000000b1', '0190a000-0000-7000-8000-0000000000b2'] as const;
export const FEED = 'ash-lane-suspensions';
export const hat = (role: string, agency: string): Hat => ({ role: role as RoleCode, agency: agency as AgencyId });

const feed = (id: string, agency: string): FeedInfo =>
  ({
    id: id as FeedId,
    agency: agency as AgencyId,
    format: 'suspension-csv',
    currency: 'daily',
    rhythm: 'daily',
    live: true,
    agreement: 'education-1',
  }) as FeedInfo;
const FEEDS = [feed(FEED, 'ash-lane'), feed('kingsmere-suspensions', 'kingsmere')];
const registry: FeedRegistry = {
  feed: async (id) => FEEDS.find((one) => one.id === id),
  feedsOf: async (agency) => FEEDS.filter((one) => one.agency === agency),
  all: async () => FEEDS,
};

const receivedAt = '2026-03-10T10:00:00.000Z' as Instant;
const counts = { accepted: 2, duplicate: 1, parked: 2, review: 0, retracted: 0, late: 0, dropped: 3 };
const receipt: Receipt = {
  ...{ id: RECEIPT, feed: FEED, status: 'done', receivedAt, finishedAt: receivedAt, counts, position: '1.2.3' },
  records: [
    { place: 'line 2', outcome: 'accepted', childId: 'canary-reference' },
    { place: 'line 3', outcome: 'parked', code: 'value-missing', message: 'StartDate is empty.' },
    { place: 'line 4', outcome: 'accepted', redriven: true },
  ],
};

const CHECKLIST: readonly ChecklistItem[] = [
  { id: 'contact', title: 'Contact and deputy', done: true, finding: 'Ada Okonjo; deputy Sam Dunmore' },
  { id: 'rhythm', title: 'Rhythm and calendar', done: false, finding: 'None declared', next: 'Declare one.' },
];
export const RUN = '0190a000-0000-7000-8000-0000000000c1';
export const aRun: Run = {
  ...{ id: RUN, feed: FEED as FeedId, kind: 'parked', state: 'running', startedBy: 'p-okonjo', startedAt: receivedAt },
  ...{ total: 3000, done: 120, remaining: 2880, accepted: 110, stillParked: 10, requeued: 1 },
};

const seen = { at: receivedAt, client: 'ash-lane', sample: true, hub: '0.1.0', catalogue: 'c' };
const CONTRACT: ContractReport = {
  ...{ state: 'passed', passedAt: receivedAt, mapping: 3, hub: '0.1.0', catalogue: 'c' },
  checks: [
    { id: 'accepted', title: 'A delivery is taken in whole', seen },
    { id: 'late', title: 'What comes too late does not replace what is newer' },
  ],
};

export class Desks {
  readonly redriven: string[] = [];
  readonly given: string[] = [];
  readonly sent: string[] = [];
  readonly declared: [string, boolean][] = [];
  readonly mapped: string[] = [];
  stillParked = 2;
  parkedEvents: ParkedEvent[] = [];
  letters: Undelivered[] = [];
  endpoints: Endpoint[] = [];
  readonly calledAgain: string[] = [];
  pulls: PulledFeed[] = [];
  quality: MatchQuality = QUALITY;

  options(): Pick<
    ConsoleOptions,
    | 'feeds'
    | 'redrives'
    | 'feedDays'
    | 'declarations'
    | 'onboarding'
    | 'mappings'
    | 'byHand'
    | 'operations'
    | 'matchQuality'
  > {
    const declarations = {
      declare: async (reader: ReaderContext, id: string, live: boolean) => {
        await managedFeed(registry, reader, id);
        this.declared.push([id, live]);
        return { position: '1.2.3', open: [] };
      },
    };
    const byHand = new StatedByHand(
      { receive: async (id, { body }) => this.takes(id, body) },
      {
        feedsOf: async (agency) =>
          this.sendsNothing ? [] : [{ ...feed('own-events', agency), format: 'cloudevents' }],
      },
    );
    return {
      feeds: new FeedDesk(this.intake(), registry),
      feedDays: { of: async () => new Map(this.heard) },
      redrives: new RedriveDesk(this.redrives(), registry),
      declarations,
      mappings: this.mappings(),
      onboarding: this.onboarding(),
      byHand,
      operations: this.operations(),
      matchQuality: async () => this.quality,
    };
  }

  contract: ContractReport = CONTRACT;

  private onboarding(): ConsoleOptions['onboarding'] {
    return {
      checklist: async () => CHECKLIST,
      contract: async () => this.contract,
      contractsOf: async (feeds) => new Map(feeds.map(({ id }) => [id, this.contract])),
    };
  }

  /** What the form of concerns sent, and how many of it were kept aside. */
  readonly stated: [string, unknown][] = [];
  keptAside = 0;
  sendsNothing = false;

  private async takes(feed: string, body: AsyncIterable<Uint8Array>): Promise<Receipt> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    this.stated.push([feed, JSON.parse(Buffer.concat(chunks).toString())]);
    return { ...receipt, feed, counts: { ...counts, parked: this.keptAside } };
  }

  private intake(): ConstructorParameters<typeof FeedDesk>[0] {
    return {
      activity: async (feeds) =>
        new Map(
          feeds.map((id) => [
            id,
            {
              ...{ perHour: 1, perDay: 4, waiting: 0, failed: 1, lastSeen: receivedAt },
              ...{ parked: this.stillParked, week: { stated: 40, parked: 2 }, lastNews: receivedAt },
              ...(this.pulls[0] && { pull: this.pulls[0] }),
              lags: {
                happenedToRecorded: [1, 0, 3, 0, 0, 0, 0],
                recordedToReceived: [4, 0, 0, 0, 0, 0, 0],
                happenedToReceived: [0, 0, 0, 0, 0, 0, 0],
              },
            },
          ]),
        ),
      delivered: async () => [{ id: RECEIPT, receivedAt, status: 'done', backfill: false, counts }],
      receipt: async (agency, id) => (agency === 'ash-lane' && id === RECEIPT ? receipt : undefined),
      parked: async () =>
        PARKED.map((id, i) => ({
          ...{ id, receipt: RECEIPT, place: `line ${i + 3}`, code: 'value-missing', message: 'StartDate is empty.' },
          ...{ parkedAt: receivedAt, tries: i, held: true },
        })),
      redriveOne: async (_feed, id) => {
        this.redriven.push(id);
        return { tried: 1, redriven: 1, stillParked: 0 };
      },
      parkedReasons: async () => [
        { code: 'value-missing', count: 1 },
        { code: 'date-wrong', count: 1 },
      ],
    };
  }

  heard: (readonly [FeedId, readonly DayHeard[]])[] = [];
  /** Much that was sent again, newest first. */
  runs: Run[] = [];
  readBefore = 3;

  private redrives(): ConstructorParameters<typeof RedriveDesk>[0] {
    const begin = (feed: string, kind: Run['kind'], startedBy: string, code?: string): Run => {
      const run = { ...aRun, feed: feed as FeedId, kind, startedBy, ...(code ? { code } : {}) };
      this.runs.unshift(run);
      return run;
    };
    const turn = async (_feed: string, id: string, state: Run['state']): Promise<Run> => {
      this.runs = this.runs.map((run) => (run.id === id ? { ...run, state } : run));
      return this.runs.find((run) => run.id === id) ?? aRun;
    };
    return {
      parked: async (feed, { startedBy, code }) => begin(feed, 'parked', startedBy, code),
      mapping: async (feed, startedBy) => begin(feed, 'mapping', startedBy),
      readBefore: async () => this.readBefore,
      of: async () => this.runs,
      one: (feed, id) => turn(feed, id, 'running'),
      stop: (feed, id) => turn(feed, id, 'stopped'),
      resume: (feed, id) => turn(feed, id, 'running'),
    };
  }

  private mappings(): ConsoleOptions['mappings'] {
    const own = async (reader: ReaderContext, id: string) => void (await managedFeed(registry, reader, id));
    const put = { version: 1, effectiveFrom: receivedAt, putAt: receivedAt, by: 'p-okonjo', role: 'feed-manager' };
    const line = {
      delivery: RECEIPT,
      place: 'line 2',
      change: 'would-park',
      what: ['Line 2: From is empty.'],
    } as const;
    const code = { type: 'education.pupil-suspended', field: 'reasons', own: 'Fighting', times: 3 };
    return {
      look: async (reader, id) => {
        await own(reader, id);
        return {
          format: 'mapped-csv',
          inForce: 1,
          versions: [put as MappingState['versions'][number]],
          text: 'mapping: 1\n',
        };
      },
      preview: async (reader, id, { text }) => {
        await own(reader, id);
        mappingOf(text);
        return {
          ...{ deliveries: 1, records: 3, same: 1, changed: 0, wouldPark: 2, noLongerParked: 0, refused: [] },
          ...{ lines: [line], more: false },
        };
      },
      put: async (reader, id, { text }) => {
        await own(reader, id);
        mappingOf(text);
        this.mapped.push(text);
        return this.mapped.length + 1;
      },
      unmapped: async (reader, id) => {
        await own(reader, id);
        const suggestion = { code: 'PP', title: 'Physical assault against a pupil' };
        return [{ ...code, firstSeen: receivedAt, lastSeen: receivedAt, suggestion }];
      },
    };
  }

  private operations(): ConsoleOptions['operations'] {
    return {
      parked: async () => this.parkedEvents,
      redrive: async (consumer) => {
        this.given.push(consumer);
        return { taken: 1, parked: 0 };
      },
      undelivered: async () => this.letters,
      sendAgain: async (id) => {
        this.sent.push(id);
        return this.letters.some(({ messageId }) => messageId === id);
      },
      endpoints: async () => this.endpoints,
      failingPulls: async () => this.pulls,
      callAgain: async (agency) => {
        this.calledAgain.push(agency);
        return this.endpoints.some((one) => one.agency === agency && one.offSince !== null);
      },
    };
  }
}

export const aParkedEvent: ParkedEvent = {
  ...{ consumer: 'chronology', slot: 'read_a', partition: 0, reason: 'the event cannot be read', attempts: 6 },
  at: { generation: 1, tx: 20, position: 300 },
};

export const aLetter: Undelivered = {
  ...{ messageId: '<a1.0@tributary>', alertId: 'canary-alert', practitioner: 'p-marlow' },
  ...{ severity: 'today', since: receivedAt, tries: 1, failure: 'no-address' },
};

export const aPull: PulledFeed = {
  ...{ feed: FEED as FeedId, dueAt: receivedAt, failingSince: receivedAt },
  problem: {
    ...{ type: 'docs/problems.md#pull-source-away', status: 503, code: 'pull-source-away' },
    ...{ title: 'The source of a pull does not answer as it should', detail: 'marks: It was asked, and it said 500.' },
  },
};

export const anEndpoint: Endpoint = {
  ...{ agency: 'ash-lane', answer: '410', failingSince: receivedAt, offSince: receivedAt, waiting: 4, failed: 1 },
  refused: null,
};
