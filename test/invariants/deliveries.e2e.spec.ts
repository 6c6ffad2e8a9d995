import { request } from 'node:http';
import type { Recorded } from '@tributary/kernel';
import { describeWithKafka } from '../../libs/testing/broker';
import { caughtUp, enter, type House, rowsOf, wholeStore } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { until } from '../support/processes';
import { type Shape, type ShapeName, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';
import { whatHolds } from '../support/what-holds';

const TYPE = 'health.emergency-attended';
const CHILDREN = 10;
const ITEMS = 4;
const MODELS = ['chronology', 'status', 'involvement'];
/** What every arrival has of its own: names drawn for it, its place in the feed, and when it came. */
const OWN = ['item', 'place', 'received_at', 'known_from', 'first_known', 'last_known'];

type Events = readonly object[];
/** Sends a first delivery and a second that corrects it, in some way. */
type Way = (name: string, first: Events, second: Events, house: Sender) => Promise<void>;
type Sender = Readonly<{
  send(key: string, events: Events): Promise<void>;
  cut(events: Events): Promise<void>;
}>;

const once: Way = async (name, first, second, { send }) => {
  await send(`${name}-1`, first);
  await send(`${name}-2`, second);
};

const each =
  (repeat: (key: string, events: Events, sender: Sender) => Promise<void>): Way =>
  async (name, first, second, sender) => {
    for (const [n, events] of [first, second].entries()) await repeat(`${name}-${n}`, events, sender);
  };

/** The same facts in other bytes: members and events the other way round. */
function turned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turned).reverse() as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner as unknown)]),
  ) as T;
}

const REPEATED: Readonly<Record<string, Way>> = {
  'twice under one key': each(async (key, events, { send }) => {
    await send(key, events);
    await send(key, events);
  }),
  'twice under two keys': each(async (key, events, { send }) => {
    await send(key, events);
    await send(`${key}-again`, events);
  }),
  'twice in other words': each(async (key, events, { send }) => {
    await send(key, events);
    await send(`${key}-again`, turned(events));
  }),
  'cut off, then whole': each(async (key, events, { send, cut }) => {
    await cut(events);
    await send(key, events);
  }),
};
const backwards: Way = (name, first, second, sender) => once(name, second, first, sender);

function delivered(shapeName: ShapeName): void {
  let shape: Shape;
  let house: House;
  let deliverer: Deliverer;
  let token: () => Promise<string>;
  let ways = 0;
  /** Child and item that an event tells of, by its id. */
  const about = new Map<string, string>();

  beforeAll(async () => {
    shape = await startShape(shapeName);
    house = await enter(shape);
    const tokens = tokensOf(shape.home);
    token = () => tokens.client('wexbourne-hospital');
    deliverer = new Deliverer(() => shape.intakeUrl, token);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
  });

  const sender: Sender = {
    send: async (key, events) => {
      const receipt = await deliverer.deliver(key, events);
      expect(receipt.counts['parked']).toBe(0);
      for (const [i, { eventIds = [] }] of receipt.records.entries()) {
        const { id } = events[i] as { id: string };
        for (const event of eventIds) if (!about.has(event)) about.set(event, id);
      }
    },
    cut: async (events) => {
      const before = (await rowsOf(house, 'intake.deliveries')).length;
      await cutInTheMiddle(shape.intakeUrl, await token(), JSON.stringify(events));
      await until('the cut delivery is gone', async () => (await rowsOf(house, 'intake.deliveries')).length === before);
    },
  };

  /** Delivers to children of its own; answers their events, and their rows with the names of this way taken out. */
  async function after(way: Way, name: string) {
    const base = 1_000 * (ways += 1);
    const ofRevision = (revision: number, items: number): Events =>
      Array.from({ length: CHILDREN * items }, (_, n) =>
        loadEvent(base + (n % CHILDREN), Math.floor(n / CHILDREN), revision),
      );
    await way(name, ofRevision(1, ITEMS), ofRevision(2, ITEMS / 2), sender);
    await caughtUp(house);
    const mine = (id: string): boolean => Math.floor(Number(/^c(\d+)/.exec(about.get(id) ?? '')?.[1]) / 1_000) === ways;
    const events = (await wholeStore(house)).filter(({ event }) => mine(event.id));
    return { events, rows: await rowsAbout(events, base) };
  }

  async function rowsAbout(events: readonly Recorded[], base: number) {
    const names = new Map<string, string>();
    for (const { event } of events) {
      const label = (about.get(event.id) ?? '').replace(/^c(\d+)/, (_, child: string) => `c${Number(child) - base}`);
      names.set(event.id, label);
      const [child = ''] = label.split('-');
      names.set(event.childId ?? '', child).set(event.streamId.slice('record-'.length), `record of ${child}`);
    }
    const children = [...new Set(events.map(({ event }) => event.childId))];
    const tables = new Map<string, readonly string[]>();
    for (const model of MODELS) {
      const slot = await house.base.reads.activeSlot(model);
      const rows = await rowsOf(house, `${slot}.${model}`, 'child_id = ANY($1::uuid[])', [children]);
      tables.set(model, rows.map((row) => named(row, names)).sort());
    }
    return tables;
  }

  it('repeated or cut off ends as delivered once; in the wrong order, what is stamped later holds', async () => {
    const plain = await after(once, 'once');
    expect(plain.events).toHaveLength(CHILDREN * ITEMS * 1.5);
    expect(plain.rows.get('chronology')).toHaveLength(CHILDREN * ITEMS * 1.5);
    const holds = whatHolds(plain.events, TYPE);
    expect(holds).toHaveLength(CHILDREN * ITEMS);
    for (const [name, way] of Object.entries(REPEATED)) {
      const { events, rows } = await after(way, name.replaceAll(' ', '-'));
      expect([name, rows]).toEqual([name, plain.rows]);
      expect([name, whatHolds(events, TYPE)]).toEqual([name, holds]);
    }
    const turnedRound = await after(backwards, 'backwards');
    expect(whatHolds(turnedRound.events, TYPE)).toEqual(holds);
    // Its history is another one, and the comparison sees it.
    expect(turnedRound.rows.get('chronology')).not.toEqual(plain.rows.get('chronology'));
    expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
  });

  it('as A, then B, then A again ends at A, in three events', async () => {
    const stated = (revision: number): Events => {
      const event = Object.entries(loadEvent(900_000, 1, revision)).filter(
        ([name]) => name !== 'sequence' && name !== 'recordedtime',
      );
      return [{ ...Object.fromEntries(event), id: 'the-same' }];
    };
    const ids: string[] = [];
    for (const [n, revision] of [1, 2, 1].entries()) {
      const { records } = await deliverer.deliver(`aba-${n}`, stated(revision));
      ids.push(...records.flatMap(({ eventIds }) => eventIds ?? []));
    }
    expect(ids).toHaveLength(3);
    const told = (await wholeStore(house)).filter(({ event }) => ids.includes(event.id));
    const [first] = told;
    expect(whatHolds(told, TYPE)).toEqual(whatHolds(first ? [first] : [], TYPE));
  });
}

/** A row without what every arrival has of its own, and with names for its ids. */
function named(row: string, names: ReadonlyMap<string, string>): string {
  const kept = Object.entries(JSON.parse(row) as Record<string, unknown>).filter(([column]) => !OWN.includes(column));
  return JSON.stringify(kept.map(([column, value]) => [column, names.get(String(value)) ?? value]));
}

/** Sends half of a body whose whole length it told, until the other side has it, and hangs up. */
async function cutInTheMiddle(url: string, token: string, body: string): Promise<void> {
  const outgoing = request(`${url}/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/cloudevents-batch+json',
      'content-length': String(Buffer.byteLength(body)),
    },
  });
  const closed = new Promise<void>((resolve) => outgoing.once('close', () => resolve()));
  outgoing.on('error', () => undefined);
  await new Promise<void>((resolve) => outgoing.write(body.slice(0, body.length / 2), () => resolve()));
  outgoing.destroy();
  await closed;
}

describe('a delivery to the hub', () => delivered('hub'));
describeWithKafka('a delivery to the microservices', () => delivered('microservices'));
