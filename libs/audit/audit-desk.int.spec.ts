import { ChildReader, type Viewer } from '@tributary/chronology';
import {
  type AgencyId,
  childStream,
  type EventId,
  type FeedId,
  type Instant,
  type NewEvent,
  type PractitionerId,
  type RecordId,
  type RecordRef,
  recordStream,
  type RoleCode,
  uuidv7,
} from '@tributary/kernel';
import { aChild, anEvent, readable, type TestStore, testStore } from '../testing/store';
import { AuditDesk, type AuditDeskOptions } from './audit-desk';
import { auditMigrations, ReplaysService } from './index';
import type { ComparedEvent } from './comparison';

const SCHOOL = 'ash-lane' as AgencyId;
const auditor: Viewer = { practitioner: 'a1' as PractitionerId, role: 'auditor' as RoleCode, agency: SCHOOL };
const onDay = (day: number): Instant => new Date(Date.UTC(2026, 2, 1 + day, 12)).toISOString() as Instant;
const marlow = {
  practitioner: 'p-marlow' as PractitionerId,
  role: 'social-worker' as RoleCode,
  agency: 'council' as AgencyId,
};

describe('the desk of audits', () => {
  let stand: TestStore;
  let desk: AuditDesk;
  let clock: Instant = onDay(-30);
  let seen: unknown[] = [];
  let told: { -readonly [K in keyof AuditDeskOptions]?: AuditDeskOptions[K] };
  const child = aChild();
  const record = uuidv7() as RecordId;

  const append = async (at: Instant, ...events: NewEvent[]): Promise<void> => {
    clock = at;
    const streams = [...new Set(events.map((e) => e.streamId))];
    const plan = { events: events.map((e) => ({ ...e, receivedAt: at })) };
    const { position } = await stand.store.append({ streams }, () => plan);
    await readable(stand.store, position);
  };
  const said = (item: string, type: string, day: number, more: Partial<NewEvent> = {}): NewEvent =>
    anEvent(recordStream(record), {
      ...{ childId: child, type, data: { item }, dataClass: 'education', retention: 'education' },
      source: { agency: SCHOOL, feed: 'school' as FeedId, record: item as RecordRef },
      occurred: { at: onDay(day) },
      ...more,
    });

  beforeAll(async () => {
    stand = await testStore(auditMigrations, { clock: () => clock });
    const { store, vault, db } = stand;
    const refOf = vault.ref.bind(vault);
    const replays = new ReplaysService({
      pool: db.events,
      doors: {
        childOf: async (_agency, ref) => (ref === 'C-1' ? child : undefined),
        accessOf: async () => ({
          judge: ({ release }) => ({
            level: release.state === 'open' ? 'content' : 'nothing',
            ...{ rule: 'audit', reason: '', version: '1' },
          }),
          hidden: undefined,
          refusal: undefined,
        }),
        disclose: async (reading) => void seen.push([reading.what, reading.purpose]),
        now: () => clock,
      },
      source: new ChildReader({ pool: db.events, store, refOf, slotOf: async () => 'read_a' }),
      head: () => store.head(),
      refOf,
      referenceAt: async () => ({ version: '7', currencyOf: () => 'live', statusFeeds: [] }),
      versions: async () => ({ code: { version: '1', build: 'b' }, catalogue: 'c', rules: {}, projections: {} }),
    });
    desk = new AuditDesk({
      replays,
      disclosures: async (...asked) => (await told.disclosures?.(...asked)) ?? [],
      alerts: async (...asked) => (await told.alerts?.(...asked)) ?? [],
      hindsight: async (asked) => (await told.hindsight?.(asked)) ?? [],
    });
    await append(
      onDay(-30),
      anEvent(childStream(child), {
        ...{ childId: child, type: 'identity.record-linked', data: { recordId: record, childId: child } },
        ...{ source: { system: 'hub' }, dataClass: 'general', retention: 'identity' },
      }),
      said('early', 'education.pupil-suspended', -31),
    );
    await append(onDay(14), said('late', 'education.school-concern-raised', 0, { recordedAt: onDay(0) }));
    await append(onDay(15), said('early', 'education.pupil-suspended', -32));
    const release = { state: 'held', by: 'team-manager' as RoleCode, audience: [] } as const;
    await append(onDay(16), said('secret', 'social-care.section-47-started', 1, { release }));
    await append(onDay(17), said('after', 'education.pupil-left', 17));
    clock = onDay(25);
  });
  afterAll(() => stand.close());
  beforeEach(() => {
    seen = [];
    told = {};
  });

  const viewAt = async (day: number) => {
    const id = await desk.ask(auditor, { child: 'C-1', purpose: 'practice-review', asKnownOn: onDay(day) });
    return { id, view: await desk.view(auditor, id) };
  };
  const lines = (events: readonly ComparedEvent[]) =>
    events.map(({ entry, then, now, difference }) => [
      entry.type.split('.')[1],
      ...[then.held, then.available, now.available, difference],
    ]);

  it('sets held and available at a moment beside now, and leaves out what is held back', async () => {
    const { view } = await viewAt(7);
    expect(lines(view.comparison.events)).toEqual([
      ['pupil-suspended', false, null, 'current', 'later'],
      ['pupil-suspended', true, 'current', 'superseded', 'changed'],
      ['school-concern-raised', true, null, 'current', 'held-only'],
      ['pupil-left', false, null, 'current', 'later'],
    ]);
    expect(JSON.stringify(view)).not.toContain('section-47');
    expect(JSON.stringify(view)).not.toContain(child);
  });

  it('is the same where nothing came since', async () => {
    const { view } = await viewAt(25);
    expect(view.comparison.events.map(({ difference }) => difference)).toEqual(['none', 'none', 'none', 'none']);
    expect(view.comparison.status.some(({ differs }) => differs)).toBe(false);
  });

  it('says to whom an event was shown by then: by class in the ledger, by name in an alert', async () => {
    const [first] = (await viewAt(25)).view.comparison.events.filter(({ entry }) => entry.type.endsWith('raised'));
    const concern = first?.entry.eventId ?? ('' as EventId);
    const opened = { ...marlow, what: 'chronology', purpose: 'direct-work', asKnownOn: null, refused: false };
    const shown = [{ agency: SCHOOL, dataClass: 'education', rule: 'own-record' }];
    told.disclosures = async () => [{ ...opened, shown, at: onDay(2) }];
    const to = { practitioner: 'p-dsl', role: 'designated-safeguarding-lead', agency: SCHOOL };
    const alert = { rule: 'r', ruleVersion: 1, title: 'R', evidence: [concern] };
    const raised = { at: onDay(16), what: 'raised', by: null, to: [to], detail: null };
    told.alerts = async () => [
      { ...alert, steps: [raised] },
      { ...alert, evidence: [concern, uuidv7() as EventId], steps: [{ ...raised, to: [marlow] }] },
    ];
    const { view } = await viewAt(7);
    const shownTo = view.comparison.events.map(({ then, now }) => [
      then.shown.map(({ practitioner }) => practitioner),
      now.shown.map(({ practitioner }) => practitioner),
    ]);
    // The suspension stood there on day 2; the concern came after, and only the alert put it before anybody.
    expect(shownTo).toEqual([
      [[], []],
      [['p-marlow'], ['p-marlow']],
      [[], ['p-dsl']],
      [[], []],
    ]);
    expect(view.alerts).toHaveLength(1);
  });

  it('keeps hindsight apart, and what is held back out of it', async () => {
    const { id, view } = await viewAt(7);
    const open = view.comparison.events[0]?.entry.eventId ?? ('' as EventId);
    const finding = { rule: 'r', ruleVersion: 1, title: 'R', finds: 'found' };
    let asked: unknown;
    told.hindsight = async (given) => {
      asked = given;
      return [
        { ...finding, evidence: [open] },
        { ...finding, evidence: [open, uuidv7() as EventId] },
      ];
    };
    const found = await desk.hindsight(auditor, id);
    expect(asked).toMatchObject({ child, asOf: onDay(7) });
    expect(found.rules).toHaveLength(1);
  });

  it('writes each look to the ledger with its purpose, and gives the bytes that were first answered', async () => {
    const { id, view } = await viewAt(7);
    const { json, equal, row } = await desk.canonical(auditor, id);
    expect(equal).toBe(true);
    expect(JSON.parse(json)).toMatchObject({ header: { position: view.position, purpose: 'practice-review' } });
    expect(row.digest).toBe(view.digest);
    expect(seen).toEqual(Array.from({ length: 3 }, () => ['replay', 'practice-review']));
  });

  it('is for auditors of the agency that asked', async () => {
    const { id } = await viewAt(7);
    const others: readonly (readonly [Viewer, string])[] = [
      [{ ...auditor, role: 'social-worker' as RoleCode }, 'role-wrong'],
      [{ ...auditor, agency: 'council' as AgencyId }, 'replay-unknown'],
    ];
    for (const [viewer, code] of others) {
      await expect(desk.view(viewer, id)).rejects.toMatchObject({ code });
      await expect(desk.hindsight(viewer, id)).rejects.toMatchObject({ code });
      await expect(desk.canonical(viewer, id)).rejects.toMatchObject({ code });
    }
  });
});
