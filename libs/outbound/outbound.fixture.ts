import { AlertsService, alertingMigrations, Inbox, inboxProjection } from '@tributary/alerting';
import { type DataOf, definitionOf, type EventType } from '@tributary/catalogue';
import {
  Directory,
  directoryMigrations,
  type DirectoryDocument,
  type NoticeChannel,
  ROLES,
} from '@tributary/directory';
import {
  type AgencyId,
  type AlertId,
  alertStream,
  type ChildId,
  instantOf,
  type PractitionerId,
  type RoleCode,
  uuidv7,
} from '@tributary/kernel';
import {
  activeSlot,
  ConsumerLoop,
  Metrics,
  ProjectionConsumer,
  ReactorConsumer,
  runtimeMigrations,
  silentLogger,
  standingOf,
} from '@tributary/runtime';
import { EmbeddedStream } from '@tributary/stream';
import { aChild, anEvent, readable, testStore, type TestStore } from '../testing/store';
import { NoticeBook, Notices, outboundMigrations, partnerNotices } from './index';

export const COUNCIL = 'wexbourne-council' as AgencyId;
export const SCHOOL = 'ash-lane-primary' as AgencyId;
export const POLICE = 'wexbourne-police' as AgencyId;

type Told = NonNullable<DataOf<'alerting.alert-raised'>['owner']>;
const told = (practitioner: string, role: RoleCode, agency: AgencyId): Told => ({
  practitioner: practitioner,
  ...{ role, agency, reason: 'allocated' },
});
export const marlow = told('p-marlow', ROLES.socialWorker, COUNCIL);
export const brook = told('p-brook', ROLES.socialWorker, COUNCIL);
export const lead = told('p-lead', ROLES.safeguardingLead, SCHOOL);
export const officer = told('p-officer', 'police-safeguarding-officer' as RoleCode, POLICE);

/** The council takes notices as the spec says, the school polls, the police have no system that hears. */
export const documentWith = (council: NoticeChannel): DirectoryDocument => ({
  authorities: [{ code: '999', name: 'Wexbourne Council', frontDoor: '01632 960 100', outOfHours: '01632 960 199' }],
  agencies: [
    { id: COUNCIL, name: 'Wexbourne children’s services', sector: 'social-care', authority: '999', notices: council },
    { id: SCHOOL, name: 'Ash Lane Primary School', sector: 'education', authority: '999', notices: { by: 'poll' } },
    { id: POLICE, name: 'Wexbourne police', sector: 'police', authority: '999' },
  ],
  feeds: [],
  practitioners: [marlow, brook, lead, officer].map(({ practitioner, role, agency }) => ({
    id: practitioner as PractitionerId,
    name: `Holder of ${role}`,
    roles: [{ role: role as RoleCode, agency: agency as AgencyId }],
  })),
});

export type House = TestStore &
  Readonly<{
    directory: Directory;
    book: NoticeBook;
    notices: Notices;
    alerts: AlertsService;
    child: ChildId;
    /** Appends an event of an alert, and waits until everybody has taken it. */
    says<T extends AlertEvent>(alertId: AlertId, type: T, data: Omit<DataOf<T>, 'alertId'>): Promise<void>;
    raises(more?: Partial<DataOf<'alerting.alert-raised'>>): Promise<AlertId>;
    settled(): Promise<void>;
    /** The reactor lost its place in a crash, and looks at everything again. */
    forgets(): Promise<void>;
  }>;

type AlertEvent = Extract<EventType, `alerting.${string}`>;

/** A store with an inbox for each person and notices for each agency's system, over a directory of three agencies. */
export async function house(council: NoticeChannel = { by: 'poll' }): Promise<House> {
  const t = await testStore([
    ...runtimeMigrations,
    ...directoryMigrations,
    ...alertingMigrations,
    ...outboundMigrations,
  ]);
  const pool = t.db.events;
  const directory = new Directory({ pool, vault: t.vault });
  await directory.put(documentWith(council));
  const children = { refOf: async (agency: AgencyId, child: ChildId) => t.vault.ref(agency, child) };
  const inbox = new Inbox({ pool, slotOf: (name) => activeSlot(pool, name) });
  const limits = { immediate: 60_000, today: 60_000, thisWeek: 60_000 };
  const alerts = new AlertsService({
    ...{
      inbox,
      store: t.store,
      directory,
      children,
      policy: { limits, serviceHours: 'always', reopenWithinMs: 1, bundleWithinMs: 1 },
    },
    hiddenFrom: async () => undefined,
    familiesAmong: async () => [],
    now: () => instantOf(Date.now()),
  });
  const book = new NoticeBook(pool);
  const notices = new Notices({ book, directory, children, alerts, base: 'https://hub.wexbourne.example' });
  const child = aChild();
  let loop = await started(t, directory);
  const settled = async (): Promise<void> => {
    await loop.whenCaughtUp({ timeoutMs: 30_000 });
    expect(loop.problems()).toEqual([]);
  };
  const says: House['says'] = async (alertId, type, data) => {
    const streamId = alertStream(alertId);
    const childId = 'feed' in data ? null : child;
    const definition = definitionOf(type);
    if (!definition) throw new Error(type);
    const { dataClass, retention } = definition;
    const more = {
      type,
      childId,
      data: { alertId, ...data },
      dataClass,
      retention,
      source: { system: 'hub' } as const,
    };
    const { position } = await t.store.append({ streams: [streamId] }, () => ({ events: [anEvent(streamId, more)] }));
    await readable(t.store, position);
    await settled();
  };
  return {
    ...{ ...t, directory, book, notices, alerts, child, says, settled },
    raises: async (more = {}) => {
      const alertId = uuidv7() as AlertId;
      const data = { rule: 'was-not-brought', ruleVersion: 1, severity: 'today' as const, evidence: [uuidv7()] };
      await says(alertId, 'alerting.alert-raised', { ...data, childId: child, owner: marlow, ...more });
      return alertId;
    },
    forgets: async () => {
      await loop.stop();
      await t.db.owner.query(`DELETE FROM store.checkpoints WHERE name = 'partner-notices'`);
      loop = await started(t, directory);
      await settled();
    },
    close: async () => {
      await loop.stop();
      await t.close();
    },
  };
}

async function started({ db, store }: TestStore, directory: Directory): Promise<ConsumerLoop> {
  const pool = db.events;
  const stream = new EmbeddedStream({ feed: store, partitions: 4, shuffleSeed: 7 });
  const retry = { tries: 2, firstPause: 1, lastPause: 20 };
  const run = new ConsumerLoop({
    ...{ group: 'spec', stream, store, db: pool, logger: silentLogger, metrics: new Metrics(), retry },
  });
  const { slot } = await standingOf(pool, inboxProjection);
  const partitionOf = () => 0;
  run.host(new ProjectionConsumer(inboxProjection, slot, { pool, store, partitionOf, onRefold: () => undefined }));
  run.host(new ReactorConsumer(partnerNotices({ directory, freshnessMs: 86_400_000 }), { pool, store }));
  await run.start();
  return run;
}
