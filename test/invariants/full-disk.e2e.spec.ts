import { besideRebuilds, caughtUp, enter, type House, rowsOf, wholeStore } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { until } from '../support/processes';
import { atRest } from '../support/rest';
import { newGround, type Shape, startShape } from '../support/shapes';
import { type SmallDisk, smallDisk } from '../support/small-disk';
import { tokensOf } from '../support/tokens';

const DISK_MIB = 400;
const BATCH = 100;

describe('the database’s disk, full', () => {
  let disk: SmallDisk | undefined;
  let shape: Shape;
  let house: House;
  let deliverer: Deliverer;
  let token: () => Promise<string>;
  let children = 0;

  beforeAll(async () => {
    disk = await smallDisk(DISK_MIB);
    if (!disk) throw new Error('this spec mounts a small file system: it must run as root');
    shape = await startShape('hub', { ground: await newGround('hub', disk.folder) });
    house = await enter(shape);
    const tokens = tokensOf(shape.home);
    token = () => tokens.client('wexbourne-hospital');
    deliverer = new Deliverer(() => shape.intakeUrl, token);
    await deliver();
    await caughtUp(house);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
    await disk?.remove();
  });

  const batch = (child: number) => Array.from({ length: BATCH }, (_, item) => loadEvent(child, item));
  async function deliver(): Promise<void> {
    const child = (children += 1);
    await deliverer.deliver(`d${child}`, batch(child));
  }
  /** Once; answers what was said. */
  async function attempt(child: number): Promise<{ status: number; retryAfter: string | null; code?: string }> {
    const answer = await fetch(`${shape.intakeUrl}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/cloudevents-batch+json',
        'idempotency-key': `d${child}`,
      },
      body: JSON.stringify(batch(child)),
    });
    const { code } = (await answer.json()) as { code?: string };
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), ...(code ? { code } : {}) };
  }

  it('is told: deliveries are refused with when to come again, and the hub is not ready, and lives', async () => {
    await disk?.fill();
    const refused = await until('a delivery refused', async () => {
      const child = (children += 1);
      const answer = await attempt(child);
      if (answer.status >= 500) return answer;
      await deliverer.deliver(`d${child}`, batch(child));
      return undefined;
    });
    expect(refused).toEqual({ status: 503, retryAfter: '5', code: 'not-now' });
    const [hub] = shape.apps;
    expect((await fetch(`${hub?.url}/healthz`)).ok).toBe(true);
    await until('the hub says so', async () => !(await fetch(`${hub?.url}/readyz`)).ok);
  });

  it('loses nothing: once there is room all goes on by itself, and what was refused can be sent again', async () => {
    await disk?.empty();
    for (const app of shape.apps) await app.ready();
    for (let child = 1; child <= children; child += 1) await deliverer.deliver(`d${child}`, batch(child));
    await deliver();
    await caughtUp(house);
    const events = (await wholeStore(house)).map(({ event }) => event);
    const held = new Set(events.map(({ id }) => id as string));
    const promised = [...deliverer.book.values()].flatMap(({ records }) =>
      records.flatMap((one) => one.eventIds ?? []),
    );
    expect(promised.filter((id) => !held.has(id))).toEqual([]);
    expect(events.filter(({ type }) => type === 'health.emergency-attended')).toHaveLength(children * BATCH);
    await atRest(house);
    for (const { followed, rebuilt } of await besideRebuilds(house)) expect(followed).toEqual(rebuilt);
    expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
  });
});
