import { Client } from 'pg';
import { describeWithKafka } from '../../libs/testing/broker';
import { tributary } from '../support/command';
import { besideRebuilds, caughtUp, enter, type House, rowsOf, wholeFeed, wholeStore } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { until } from '../support/processes';
import { atRest } from '../support/rest';
import { type Shape, type ShapeName, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const CHILDREN = 30;
const ITEMS = 5;
const DAMAGED = 7;

type Parked = Readonly<{ consumer: string; at: string; reason: string; attempts: number }>;

function poisoned(name: ShapeName): void {
  let shape: Shape;
  let house: House;
  let admin: Client;
  let mend: () => Promise<unknown>;

  beforeAll(async () => {
    shape = await startShape(name);
    house = await enter(shape);
    admin = new Client({ connectionString: shape.postgres.url('admin') });
    await admin.connect();
    // Damage is done past the log's own guards, as a broken disk does it.
    await admin.query('SET session_replication_role = replica');
    const tokens = tokensOf(shape.home);
    const deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => tokens.client('wexbourne-hospital'),
    );
    const release = await holdFeed(shape);
    for (let child = 0; child < CHILDREN; child += 1) {
      const items = Array.from({ length: ITEMS }, (_, item) => loadEvent(child, item));
      await deliverer.deliver(`c${child}`, items);
    }
    mend = await damage(admin, await factOf(admin, DAMAGED));
    await release();
    await caughtUp(house);
  });
  afterAll(async () => {
    await admin?.end();
    await house?.close();
    await shape?.stop();
  });

  const parked = async (): Promise<readonly Parked[]> => {
    const { output } = await tributary(shape, 'parked', 'list', '--json');
    return JSON.parse(output) as readonly Parked[];
  };
  const shown = async (): Promise<number> => {
    const slot = await house.base.reads.activeSlot('chronology');
    return (await rowsOf(house, `${slot}.chronology`, `type = 'health.emergency-attended'`)).length;
  };
  const counted = async (): Promise<boolean> => {
    const texts = await Promise.all(shape.apps.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    return texts.some((text) => /^tributary_events_parked\{[^}]*consumer="chronology"[^}]*\} 1$/m.test(text));
  };

  it('is parked by each that would take it, with the reason; all else of its partition is taken; it shows', async () => {
    const list = await parked();
    expect(list.map(({ consumer }) => consumer)).toEqual(expect.arrayContaining(['chronology', 'alerting']));
    const damaged = list.find(({ consumer }) => consumer === 'chronology')?.at ?? '';
    const others = list.filter(({ at }) => at !== damaged);
    expect(others.length).toBeLessThan(ITEMS);
    // A rule looks at the whole of a child: where one fact of it cannot be read, it neither raises nor ends anything.
    const child = await tokenAt(admin, damaged);
    expect(child).toEqual(expect.any(String));
    for (const { consumer, at } of others) expect([consumer, await tokenAt(admin, at)]).toEqual(['alerting', child]);
    expect(new Set(list.map(({ reason }) => reason))).toEqual(new Set(['record-damaged']));
    expect(Math.min(...list.map(({ attempts }) => attempts))).toBeGreaterThanOrEqual(3);
    expect(await shown()).toBe(CHILDREN * ITEMS - 1);
    for (const app of shape.apps) await app.ready();
    await until('it shows in the metrics', counted);
  });

  it('stays parked when it is tried unmended, and is taken in its place once mended', async () => {
    const consumers = (await parked()).map(({ consumer }) => consumer);
    const [first = ''] = consumers;
    expect((await tributary(shape, 'parked', 'redrive', first)).code).toBe(1);
    await mend();
    expect(await tributary(shape, 'parked', 'redrive', ...consumers)).toMatchObject({ code: 0, errors: '' });
    expect(await parked()).toEqual([]);
    expect(await shown()).toBe(CHILDREN * ITEMS);
    expect((await wholeStore(house)).length).toBe((await wholeFeed(house)).length);
    await atRest(house);
    for (const { followed, rebuilt } of await besideRebuilds(house)) expect(followed).toEqual(rebuilt);
  });
}

/** Holds what is appended from now on out of the committed feed, until released. */
async function holdFeed({ postgres }: Shape): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: postgres.url('admin') });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT pg_current_xact_id()');
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}

/** Where an event stands in the middle of a record's stream. */
async function factOf(admin: Client, nth: number): Promise<string> {
  const { rows } = await admin.query<{ position: string }>(
    `SELECT position FROM store.events WHERE version = 4 ORDER BY stream_token OFFSET $1 LIMIT 1`,
    [nth],
  );
  const [row] = rows;
  if (!row) throw new Error('there are fewer streams of four events than that');
  return row.position;
}

/** Of which child an event is, as the clear part of its row tells. */
async function tokenAt(admin: Client, at: string): Promise<string | undefined> {
  const { rows } = await admin.query<{ token: string }>(
    `SELECT child_token AS token FROM store.events WHERE position = $1`,
    [at.split('.').at(-1)],
  );
  return rows[0]?.token;
}

/** Turns one bit of the sealed body; what it answers turns it back. */
async function damage(admin: Client, position: string): Promise<() => Promise<unknown>> {
  const { rows } = await admin.query<{ body: Buffer }>('SELECT body FROM store.events WHERE position = $1', [position]);
  const body = rows[0]?.body;
  if (!body) throw new Error('no such event');
  const broken = Buffer.from(body);
  broken.writeUInt8(broken.readUInt8(broken.length - 1) ^ 1, broken.length - 1);
  const put = (bytes: Buffer) =>
    admin.query('UPDATE store.events SET body = $2 WHERE position = $1', [position, bytes]);
  await put(broken);
  return () => put(body);
}

describe('an event that cannot be read, in the hub', () => poisoned('hub'));
describeWithKafka('an event that cannot be read, in the microservices', () => poisoned('microservices'));
