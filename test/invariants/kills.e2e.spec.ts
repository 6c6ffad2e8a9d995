import { setTimeout as pause } from 'node:timers/promises';
import type { Envelope } from '@tributary/kernel';
import { describeWithKafka } from '../../libs/testing/broker';
import { Acknowledger } from '../support/acknowledger';
import { storiesOf } from '../support/alert-stories';
import { deliverBlock, Delivered } from '../support/blocks';
import { besideRebuilds, enter, type House, rowsOf, unlikeRebuild, wholeFeed, wholeStore } from '../support/house';
import { type Target, targetsOf } from '../support/kills';
import { IN_TIME } from '../support/processes';
import { seeded, shuffled, sized } from '../support/random';
import { atRest } from '../support/rest';
import { Senders } from '../support/senders';
import { type Shape, type ShapeName, startShape } from '../support/shapes';

const SEED = sized('TEST_SEED', 20261121);
/** What a run of each shape brings and suffers: short as it stands, `npm run soak` asks for more. */
const SIZES: Readonly<Record<ShapeName, Readonly<{ events: number; kills: number }>>> = {
  hub: { events: sized('INVARIANT_EVENTS', 5_000), kills: sized('INVARIANT_KILLS', 4) },
  microservices: { events: sized('INVARIANT_EVENTS', 5_000), kills: sized('INVARIANT_KILLS', 5) },
};
const WORKERS = 4;
const LOOK_FOR_MS = 3_000;
const TRICKLE_MS = 300;
/** Seconds in which an alert has to be acknowledged before it goes to the next in line. */
const ACK_LIMIT = '3';

type Hit = Readonly<{ name: string; hit: boolean }>;
type Load = Readonly<{ senders: Senders; delivered: Delivered; goesOn: () => boolean; isEnough: () => boolean }>;

/** Once there is enough only so much more is brought that each kill still finds something open. */
async function work(worker: number, load: Load): Promise<void> {
  for (let turn = 0; load.goesOn(); turn += 1) {
    await deliverBlock(worker + turn * WORKERS, WORKERS, load);
    if (load.isEnough()) await pause(TRICKLE_MS);
  }
}

/** Until nobody needs it any more; a house that is down is asked again. */
async function acknowledge(acknowledger: Acknowledger, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    await acknowledger.round();
    await pause(500);
  }
}

/** One kill in each equal part of the load, at a random moment of it; none once the load is given up. */
async function killThroughout(
  targets: readonly Target[],
  { delivered, goesOn }: Load,
  { events, kills }: Readonly<{ events: number; kills: number }>,
  random: () => number,
): Promise<readonly Hit[]> {
  const hits: Hit[] = [];
  let round: Target[] = [];
  while (hits.length < kills) {
    if (round.length === 0) round = shuffled(targets, random);
    const target = round.pop() as Target;
    const goal = (events * (hits.length + random())) / kills;
    while (delivered.things.size < goal && goesOn()) await pause(20);
    const hit = await busyWithin(target, LOOK_FOR_MS);
    if (!goesOn()) break;
    await target.kill();
    hits.push({ name: target.name, hit });
    await pause(random() * 300);
    if (goesOn()) await target.bringBack();
  }
  return hits;
}

/** Looks until the target is in the middle of something; after that time it is killed as it is. */
async function busyWithin(target: Target, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end;)
    if (await target.isBusy().catch(unlessWrong)) return true;
  return false;
}

/** A connection that was just cut sees nothing; a question that PostgreSQL does not understand is a fault of this spec. */
function unlessWrong(error: Error & { code?: string }): false {
  if (error.code?.startsWith('42')) throw error;
  return false;
}

function killed(name: ShapeName): void {
  const size = SIZES[name];
  let shape: Shape;
  let house: House;
  let senders: Senders;
  let acknowledger: Acknowledger;
  let events: readonly Envelope[];
  let over = false;
  const delivered = new Delivered();

  beforeAll(
    async () => {
      shape = await startShape(name, { env: { ACK_LIMIT_TODAY: ACK_LIMIT } });
      house = await enter(shape);
      senders = new Senders(shape);
      const random = seeded(SEED);
      acknowledger = new Acknowledger(shape, seeded(SEED + 1));
      let [killing, answering] = [true, true];
      const isEnough = (): boolean => delivered.things.size >= size.events;
      const load = { senders, delivered, isEnough, goesOn: () => !over && (killing || !isEnough()) };
      const targets = targetsOf(shape, { pool: house.base.database.events, deliverer: senders });
      const began = Date.now();
      const answered = acknowledge(acknowledger, () => answering && !over);
      const working = Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker, load)));
      const killer = killThroughout(targets, load, size, random).finally(() => (killing = false));
      const [hits] = await Promise.all([killer, working]);
      const loaded = Date.now();
      await atRest(house, REST_MS(size.events));
      answering = false;
      await answered;
      await atRest(house);
      events = (await wholeStore(house)).map(({ event }) => event);
      report({ name, delivered, hits, retried: senders.retried, seconds: [loaded - began, Date.now() - loaded] });
      expect(hits.filter(({ hit }) => hit).length * 2).toBeGreaterThanOrEqual(hits.length);
    },
    2 * IN_TIME + size.kills * 60_000 + size.events * 20,
  );
  afterAll(async () => {
    // A load that ran out of time must not bring back what is stopped here.
    over = true;
    await house?.close();
    await shape?.stop();
  });

  it('holds each event of each receipt exactly once, and each thing delivered exactly once', () => {
    const times = new Map<string, number>();
    for (const { id } of events) times.set(id, (times.get(id) ?? 0) + 1);
    expect([...times].filter(([, count]) => count !== 1)).toEqual([]);
    const records = senders.receipts.flatMap((receipt) => receipt.records);
    const promised = records.flatMap(({ eventIds }) => eventIds ?? []);
    expect(promised.filter((id) => !times.has(id))).toEqual([]);
    expect(new Set(promised).size).toBe(promised.length);
    expect(promised).toHaveLength(delivered.things.size);
    expect(records.filter(({ outcome }) => outcome === 'parked')).toEqual([]);
    const facts = events.filter(({ source }) => 'feed' in source && 'record' in source);
    expect(facts).toHaveLength(delivered.things.size);
  });

  it('counts every stream from 1 without a gap', async () => {
    const versions = new Map<string, number>();
    for (const { streamToken, version } of await wholeFeed(house)) {
      expect(version).toBe((versions.get(streamToken) ?? 0) + 1);
      versions.set(streamToken, version);
    }
  });

  it('raised each alert that was owed exactly once, and took each step and each end once', () => {
    const stories = storiesOf(events);
    const owedBy = new Map([...delivered.owed].flatMap(([key, owed]) => owed.events.map((id) => [id, key] as const)));
    const raised = stories.flatMap((story) => story.raised.map(({ rule, on }) => `${rule} ${owedBy.get(on)}`));
    const owed = [...delivered.owed.keys()].map((key) => `child-with-social-worker-suspended ${key}`);
    expect(raised.sort()).toEqual(owed.sort());
    expect(stories).toHaveLength(owed.length);
    for (const { steps, owners, acknowledged, afterwards, ends, rang, raised: found } of stories) {
      const isWithdrawn = delivered.owed.get(owedBy.get(found[0]?.on ?? '') ?? '')?.withdrawn === true;
      expect(steps).toEqual(steps.map((_, i) => i + 1));
      expect({ owners, rang }).toEqual({ owners: [...new Set(owners)], rang: [...new Set(rang)] });
      expect(ends).toEqual(isWithdrawn ? ['recalled'] : []);
      expect([acknowledged.length <= 1, afterwards]).toEqual([true, 0]);
    }
    expect(stories.filter(({ steps }) => steps.length > 0).length).toBeGreaterThan(0);
  });

  it('holds each alert once in the inbox, and acknowledged what somebody was answered for', async () => {
    const stories = storiesOf(events);
    const expected = stories.map((one) => {
      const status = one.ends.length > 0 ? 'closed' : one.acknowledged.length > 0 ? 'acknowledged' : 'open';
      return { id: one.id, status, step: one.steps.length, owners: [one.owners.at(-1)] };
    });
    expect(await inboxOf(house)).toEqual(expected.sort((a, b) => (a.id < b.id ? -1 : 1)));
    const acknowledged = new Map(stories.map((one) => [one.id, one]));
    const forgotten = [...acknowledger.answered].filter(([id, by]) => {
      const story = acknowledged.get(id);
      // What is closed already is answered as well: there is nothing left to acknowledge.
      return !story || (!story.acknowledged.includes(by) && story.ends.length === 0);
    });
    expect(forgotten).toEqual([]);
    expect(stories.filter((one) => one.acknowledged.length > 0).length).toBeGreaterThan(0);
  });

  it('has read models equal to a rebuild, and nothing parked', async () => {
    const compared = await besideRebuilds(house);
    expect(unlikeRebuild(compared)).toEqual([]);
    const chronology = compared.find((one) => one.name === 'chronology')?.followed.get('chronology');
    expect(chronology?.length).toBeGreaterThan(0);
    expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
  });
}

/** How long the rules may need for what was delivered while they were down. */
const REST_MS = (events: number): number => IN_TIME + events * 10;

/** Each alert as its people see it; more than one owner would show. */
async function inboxOf({ base }: House): Promise<readonly object[]> {
  const slot = await base.reads.activeSlot('alert-inbox');
  const { rows } = await base.database.events.query<object>(
    `SELECT alert_id AS id, status, step,
            array(SELECT practitioner FROM ${slot}.alert_recipients r WHERE r.alert_id = i.alert_id AND owner) AS owners
       FROM ${slot}.alert_inbox i ORDER BY alert_id::text COLLATE "C"`,
  );
  return rows;
}

type Run = Readonly<{
  name: string;
  delivered: Delivered;
  hits: readonly Hit[];
  retried: number;
  /** Milliseconds of the load, and from its end to rest. */
  seconds: readonly [number, number];
}>;

function report({ name, delivered, hits, retried, seconds }: Run): void {
  const cut = hits.filter(({ hit }) => hit).length;
  const list = hits.map((one) => `${one.name}${one.hit ? '' : ' (idle)'}`).join(', ');
  const [load, rest] = seconds.map((milliseconds) => Math.round(milliseconds / 1_000));
  process.stdout.write(
    `${name}: seed ${SEED}, ${delivered.things.size} events in ${load} s, at rest ${rest} s later, ` +
      `${delivered.owed.size} alerts owed, ${hits.length} kills, ${cut} hit something open, ` +
      `${retried} deliveries sent again: ${list}\n`,
  );
}

describe('the hub, killed under load', () => killed('hub'));
describeWithKafka('the microservices, killed under load', () => killed('microservices'));
