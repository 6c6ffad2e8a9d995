import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Envelope, type Instant, instantOf, recordStream, type StreamId, uuidv7 } from '@tributary/kernel';
import { besideRebuilds, caughtUp, enter, type House, rowsOf, wholeStore } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { root, until } from '../support/processes';
import { atRest } from '../support/rest';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const DAY = 86_400_000;
const BATCH = 10;

describe('the clock of an app', () => {
  let shape: Shape;
  let house: House;
  let folder: string;
  let deliverer: Deliverer;
  let delivered = 0;
  let token = async (): Promise<string> => '';

  /** At once: an app that looks in between finds the old time, never an empty file. */
  const jumpTo = async (ahead: number): Promise<void> => {
    await writeFile(join(folder, 'next'), String(ahead));
    await rename(join(folder, 'next'), join(folder, 'ahead'));
  };
  const deliver = async (): Promise<void> => {
    // The same child each time: its record's stream is written under every clock.
    const events = Array.from({ length: BATCH }, (_, item) => loadEvent(1, delivered * BATCH + item));
    await deliverer.deliver(`d${(delivered += 1)}`, events);
  };
  const eventsOf = async (type: string): Promise<readonly Envelope[]> =>
    (await wholeStore(house)).map(({ event }) => event).filter((event) => event.type === type);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tributary-clock-'));
    await jumpTo(0);
    shape = await startShape('hub', {
      env: {
        NODE_OPTIONS: `--import ${join(root, 'test/support/shifted-clock.mjs')}`,
        CLOCK_AHEAD_FILE: join(folder, 'ahead'),
      },
    });
    house = await enter(shape);
    const tokens = tokensOf(shape.home);
    token = () => tokens.client('wexbourne-hospital');
    deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => token(),
    );
    await deliver();
    await caughtUp(house);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** Sets one on a record that stands, as the rules do. */
  async function setTimer(dueAt: Instant): Promise<string> {
    const [fact] = await eventsOf('health.emergency-attended');
    const id = uuidv7();
    const streamId = fact?.streamId as StreamId;
    expect(streamId.startsWith(recordStream('' as never))).toBe(true);
    await house.base.store.setTimer({ id, dueAt, streamId, kind: 'spec' }, house.base.database.events);
    return id;
  }
  /** The app looks at how far its clock is ahead every few milliseconds. */
  const answeredSo = (wanted: 'refused' | 'taken'): Promise<Response> =>
    until(`the token ${wanted}`, async () => {
      const answer = await fetch(`${shape.intakeUrl}/v1/receipts/x`, {
        headers: { authorization: `Bearer ${await token()}` },
      });
      return (answer.status === 401) === (wanted === 'refused') && answer;
    });
  const firedOf = async (id: string): Promise<number> =>
    (await eventsOf('clock.fell-due')).filter(({ data }) => (data as { timerId: string }).timerId === id).length;

  it('jumping ahead by four hundred days ends tokens, and stops, deletes and fires nothing', async () => {
    const early = await setTimer(instantOf(Date.now() + 300 * DAY));
    await jumpTo(400 * DAY);
    const refused = await answeredSo('refused');
    expect(await refused.json()).toMatchObject({ code: 'token-refused' });
    // At its start the intake keeps house.
    const [hub] = shape.apps;
    await hub?.stop();
    await hub?.start().ready();
    const due = await setTimer(instantOf(Date.now()));
    await until('the timer fired', async () => (await firedOf(due)) > 0);
    await caughtUp(house);
    expect(await firedOf(early)).toBe(0);
    expect(await rowsOf(house, 'intake.deliveries', 'NOT raw_held')).toEqual([]);
  });

  it('set back by eight hundred days from there, it takes tokens that are young by its reckoning, and goes on', async () => {
    await jumpTo(-400 * DAY);
    await answeredSo('taken');
    await deliver();
    await caughtUp(house);
    const due = await setTimer(instantOf(Date.now()));
    await until('the timer fired', async () => (await firedOf(due)) > 0);
    await jumpTo(0);
    await deliver();
    await caughtUp(house);
    expect(await firedOf(due)).toBe(1);
    for (const app of shape.apps) await app.ready();
  });

  it('leaves every stream in its order of time, by the clock of the database, and the read models right', async () => {
    const last = new Map<string, string>();
    for (const { event } of await wholeStore(house)) {
      expect(event.knownFrom >= (last.get(event.streamId) ?? '')).toBe(true);
      expect(Math.abs(Date.parse(event.knownFrom) - Date.now())).toBeLessThan(DAY);
      last.set(event.streamId, event.knownFrom);
    }
    expect((await eventsOf('health.emergency-attended')).length).toBe(delivered * BATCH);
    await atRest(house);
    for (const { followed, rebuilt } of await besideRebuilds(house)) expect(followed).toEqual(rebuilt);
    expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
  });
});
