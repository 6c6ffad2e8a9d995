import { alertStream, plusDays } from '@tributary/kernel';
import { aChild } from '../testing/store';
import {
  TODAY,
  alerts,
  all,
  child,
  clocksFire,
  ids,
  mine,
  newest,
  restarted,
  settled,
  t,
  useHouse,
} from './alerting.fixture';
import { allocated, delivered, link, say, suspended, withdrawn } from './said.fixture';
import { dunmore, duty, halloran, pemberly, tennant } from './people.fixture';

jest.setTimeout(60_000);
useHouse();

describe('a child with a social worker is suspended', () => {
  beforeEach(async () => {
    await link(ids.council);
    await link(ids.school);
  });

  it('the worker owns one alert, whatever is corrected about the suspension', async () => {
    await allocated();
    await suspended();
    await suspended('s/1', { end: plusDays(TODAY, 2) });
    await settled();
    expect(await all()).toEqual(['p-marlow owns open']);
  });

  it('the virtual school head of a looked-after child is informed, and cannot answer for the worker', async () => {
    await allocated();
    await say(ids.council, {
      type: 'social-care.looked-after-started',
      item: 'lac/1',
      data: { startDate: '2026-01-05' },
    });
    await suspended();
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-pemberly sees open']);
    const [alert] = await mine(pemberly);
    await expect(alerts.answer(pemberly, alert?.id ?? '', { kind: 'acknowledge' })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('unacknowledged it goes to the deputy, the manager, and stays with the duty desk', async () => {
    await allocated();
    await suspended();
    await settled();
    const told: string[][] = [];
    while ((await clocksFire()) > 0) told.push((await all()).filter((line) => line.includes('owns')));
    expect(told).toEqual([['p-tennant owns open'], ['p-halloran owns open'], ['p-duty owns open']]);
    const [last] = await mine(duty);
    expect(last?.dueAt).toBeNull();
  });

  it('an acknowledgement stops it where it is, once, and for nobody but its owners', async () => {
    await allocated();
    await suspended();
    await settled();
    await clocksFire();
    const [alert] = await mine(tennant);
    const id = alert?.id ?? '';
    await expect(alerts.answer(halloran, id, { kind: 'acknowledge' })).rejects.toMatchObject({ status: 404 });
    await alerts.answer(tennant, id, { kind: 'acknowledge' });
    await alerts.answer(tennant, id, { kind: 'acknowledge' });
    await settled();
    expect(await clocksFire()).toBe(0);
    const types = (await t.store.load(alertStream(id as never))).map((one) => one.type);
    expect(types.filter((type) => type === 'alerting.alert-acknowledged')).toHaveLength(1);
    expect(await all()).toEqual(['p-marlow sees acknowledged', 'p-tennant owns acknowledged']);
  });

  it('a status that nobody has confirmed is an alert for the manager of its feed', async () => {
    await suspended();
    await settled();
    const [alert] = await mine(dunmore);
    expect(alert).toMatchObject({ statusUnknown: true, severity: 'this-week' });
    expect(alert?.text[0]).toContain('Social worker status not current: ring the front door.');
    await allocated();
    await suspended('s/1', { end: plusDays(TODAY, 2) });
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-dunmore owns closed resolved']);
  });

  it('no worker, by a feed that is current, is no alert', async () => {
    await delivered();
    await suspended();
    await settled();
    expect(await all()).toEqual([]);
  });

  it('history is told to nobody', async () => {
    await allocated();
    await suspended('s/1', { backfill: true });
    await suspended('s/2', { on: plusDays(TODAY, -9) });
    await settled();
    expect(await all()).toEqual([]);
    expect(await clocksFire()).toBe(0);
  });

  it('what is taken back is recalled; stated again, it is raised again', async () => {
    await allocated();
    await suspended();
    await withdrawn();
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed recalled']);
    await suspended();
    await settled();
    expect(await all()).toEqual(['p-marlow owns open']);
  });

  it('a reactor that lost its place after a crash tells nobody twice', async () => {
    await allocated();
    await suspended();
    await withdrawn();
    await suspended();
    await settled();
    await clocksFire();
    const before = await all();
    const events = await newest();
    await restarted();
    await settled();
    expect(await all()).toEqual(before);
    expect(await newest()).toBe(events);
  });
});

describe('records that are moved by hand', () => {
  beforeEach(delivered);

  it('a suspended pupil found to be the child of a worker: the worker is told then', async () => {
    const lone = aChild();
    await link(ids.council);
    await link(ids.school, lone);
    await allocated();
    await suspended('s/1', {}, lone);
    await settled();
    expect(await all()).toEqual([]);
    await link(ids.school, child, lone);
    await settled();
    expect(await all()).toEqual(['p-marlow owns open']);
  });

  it('a record that was never this child’s: its alert is recalled, and escalates no more', async () => {
    const other = aChild();
    await link(ids.council);
    await link(ids.school);
    await allocated();
    await suspended();
    await settled();
    await link(ids.school, other, child);
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-marlow owns closed recalled']);
    await clocksFire();
    expect(await all()).toContain('p-marlow owns closed recalled');
    expect((await mine(tennant)).map(({ rule }) => rule)).toEqual(['wrong-child']);
  });

  it('the worker’s record was another child’s: the alert about the suspension falls with it', async () => {
    const other = aChild();
    await link(ids.council);
    await link(ids.school);
    await allocated();
    await suspended();
    await settled();
    await link(ids.council, other, child);
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-marlow owns closed recalled']);
  });
});
