import { isEvent } from '@tributary/catalogue';
import { alertStream, type ChildId, type Envelope } from '@tributary/kernel';
import { aChild } from '../../testing/store';
import { alerts, all, child, clocksFire, ids, mine, restarted, settled, t, useHouse } from '../alerting.fixture';
import type { AlertView, Person } from '../index';
import { duty, halloran, marlow, pemberly, tennant } from '../people.fixture';
import { allocated, delivered, link, say, suspended, takenBack } from '../said.fixture';

jest.setTimeout(60_000);
useHouse();

/** A school's record taken for that of a child with a social worker; the pupil was suspended. */
describe('a record that was taken for another child’s', () => {
  let home: ChildId;
  beforeEach(async () => {
    home = aChild();
    await delivered();
    await link(ids.council);
    await allocated();
    await link(ids.school, home);
  });
  const wronglyLinked = async (): Promise<void> => {
    await link(ids.school, child, home);
    await suspended();
    await settled();
  };
  const recallOf = async (person: Person): Promise<AlertView | undefined> =>
    (await mine(person)).find(({ rule }) => rule === 'wrong-child');
  const eventsOf = async (id: string): Promise<readonly Envelope[]> => t.store.load(alertStream(id as never));
  const letters = async (): Promise<number> =>
    (await t.db.events.query<{ n: number }>('SELECT count(*)::int AS n FROM alerting.outbox')).rows[0]?.n ?? 0;

  it('whoever was told of its alert is told that it is taken back, by inbox and by mail', async () => {
    await wronglyLinked();
    const [alert] = await mine(marlow);
    const before = await letters();
    await takenBack(ids.school, home);
    await settled();
    const recall = await recallOf(marlow);
    expect(recall).toMatchObject({ status: 'open', owner: true, recalls: { id: alert?.id, title: alert?.title } });
    expect(recall?.dueAt).not.toBeNull();
    expect(await letters()).toBe(before + 1);
    // What they were told stays to be read, as it was.
    expect(await alerts.one(marlow, alert?.id ?? '')).toMatchObject({ outcome: 'recalled', evidence: alert?.evidence });
    expect(JSON.stringify(recall)).not.toContain(home);
  });

  it('each who was told gets their own, escalated and informed ones too, and nobody else', async () => {
    await say(ids.council, {
      ...{ type: 'social-care.looked-after-started', item: 'lac/1', data: { startDate: '2026-01-05' } },
    });
    await wronglyLinked();
    await clocksFire();
    await takenBack(ids.school, home);
    await settled();
    for (const person of [marlow, tennant, pemberly]) expect(await recallOf(person)).toMatchObject({ status: 'open' });
    for (const person of [halloran, duty]) expect(await recallOf(person)).toBeUndefined();
  });

  it('also where they had closed it', async () => {
    await wronglyLinked();
    const [alert] = await mine(marlow);
    await alerts.answer(marlow, alert?.id ?? '', { kind: 'close', outcome: 'useful' });
    await settled();
    await takenBack(ids.school, home);
    await settled();
    expect(await recallOf(marlow)).toMatchObject({ status: 'open' });
  });

  it('stays until they acknowledge it, by name, once', async () => {
    await wronglyLinked();
    await takenBack(ids.school, home);
    await settled();
    const id = (await recallOf(marlow))?.id ?? '';
    await expect(alerts.answer(halloran, id, { kind: 'acknowledge' })).rejects.toMatchObject({ status: 404 });
    await alerts.answer(marlow, id, { kind: 'acknowledge' });
    await alerts.answer(marlow, id, { kind: 'acknowledge' });
    await settled();
    expect(await recallOf(marlow)).toMatchObject({ status: 'closed', outcome: 'seen' });
    const past = await eventsOf(id);
    const seen = past.filter((event) => isEvent(event, 'alerting.alert-acknowledged'));
    expect(seen.map(({ data }) => data.by)).toEqual([marlow.practitioner]);
    await clocksFire();
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
      'alerting.alert-raised',
      'alerting.alert-acknowledged',
      'alerting.alert-closed',
    ]);
  });

  it('unacknowledged it goes to the deputy, the manager, and stays with the duty desk', async () => {
    await wronglyLinked();
    await takenBack(ids.school, home);
    await settled();
    const id = (await recallOf(marlow))?.id ?? '';
    while ((await clocksFire()) > 0);
    const gone = (await eventsOf(id)).flatMap((event) =>
      isEvent(event, 'alerting.alert-escalated') ? [event.data.to.practitioner] : [],
    );
    expect(gone).toEqual([tennant, halloran, duty].map(({ practitioner }) => practitioner));
    expect(await recallOf(duty)).toMatchObject({ status: 'open', owner: true });
  });

  it('a reactor that lost its place after a crash recalls nothing twice', async () => {
    await wronglyLinked();
    await takenBack(ids.school, home);
    await settled();
    const before = await all();
    const sent = await letters();
    await restarted();
    await settled();
    expect(await all()).toEqual(before);
    expect(await letters()).toBe(sent);
  });

  it('two children found to be one recall nothing: what was told is so', async () => {
    await suspended('s/1', {}, home);
    await link(ids.school, child, home);
    await settled();
    const lone = aChild();
    await link(ids.harbour, lone);
    await link(ids.school, lone, child);
    await link(ids.council, lone, child);
    await settled();
    // The school's record left the worker's behind; then the worker's followed.
    expect((await mine(marlow)).filter(({ rule }) => rule === 'wrong-child')).toHaveLength(1);
  });
});

describe('after a link is taken back, alerts stand', () => {
  let home: ChildId;
  beforeEach(async () => {
    home = aChild();
    await delivered();
    await link(ids.school, home);
    await link(ids.council, home);
    await allocated(home);
    await link(ids.harbour);
  });
  const linkAndTakeBack = async (): Promise<void> => {
    await link(ids.council, child, home);
    await settled();
    await takenBack(ids.council, home);
    await settled();
  };
  const live = async () => (await all()).filter((line) => !line.includes('closed'));

  it('open, where they were open', async () => {
    await suspended('s/1', {}, home);
    await settled();
    expect(await live()).toEqual(['p-marlow owns open']);
    await linkAndTakeBack();
    expect(await live()).toEqual(['p-marlow owns open']);
    const alert = (await mine(marlow)).find(({ rule }) => rule !== 'wrong-child');
    expect((await t.store.load(alertStream(alert?.id as never))).map(({ type }) => type)).toEqual([
      'alerting.alert-raised',
      'alerting.alert-closed',
      'alerting.alert-reopened',
    ]);
    expect(await clocksFire()).toBeGreaterThan(0);
  });

  it('acknowledged, where they were: nobody is asked twice', async () => {
    await suspended('s/1', {}, home);
    await settled();
    const [alert] = await mine(marlow);
    await alerts.answer(marlow, alert?.id ?? '', { kind: 'acknowledge' });
    await linkAndTakeBack();
    expect(await live()).toEqual(['p-marlow owns acknowledged']);
    await clocksFire();
    expect(await live()).toEqual(['p-marlow owns acknowledged']);
  });

  it('with the person they had gone to', async () => {
    await suspended('s/1', {}, home);
    await settled();
    await clocksFire();
    await linkAndTakeBack();
    expect((await live()).filter((line) => line.includes('owns'))).toEqual(['p-tennant owns open']);
    await clocksFire();
    expect((await live()).filter((line) => line.includes('owns'))).toEqual(['p-halloran owns open']);
  });

  it('and what the wrong link hid is found, as if it had been looked for then', async () => {
    await link(ids.council, child, home);
    await suspended('s/1', {}, home);
    await settled();
    expect(await live()).toEqual([]);
    await takenBack(ids.council, home);
    await settled();
    expect(await live()).toEqual(['p-marlow owns open']);
  });
});
