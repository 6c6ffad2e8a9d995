import { setTimeout as pause } from 'node:timers/promises';
import { describeWithKafka } from '../../libs/testing/broker';
import {
  besideRebuilds,
  caughtUp,
  enter,
  type House,
  rowsOf,
  unlikeRebuild,
  wholeFeed,
  wholeStore,
} from '../support/house';
import { type Target, targetsOf } from '../support/kills';
import { Deliverer, loadEvent } from '../support/load';
import { seeded, shuffled, sized } from '../support/random';
import { type Shape, type ShapeName, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const EVENTS = sized('INVARIANT_EVENTS', 4_000);
const KILLS = sized('INVARIANT_KILLS', 6);
const SEED = sized('TEST_SEED', 20261121);
const WORKERS = 4;
const BATCH = 20;
const LOOK_FOR_MS = 3_000;

jest.setTimeout(Math.max(300_000, KILLS * 30_000 + EVENTS * 5));

type Hit = Readonly<{ name: string; hit: boolean }>;

/** Deliveries of its own children, each item of a child first as revision 1, later as 2; some are sent under two keys. */
async function work(worker: number, deliverer: Deliverer, goesOn: () => boolean, delivered: Set<string>) {
  for (let n = 0; goesOn(); n += 1) {
    const child = worker + WORKERS * Math.floor(n / 3);
    const [first, revision] = [
      [0, 1],
      [0, 2],
      [BATCH, 1],
    ][n % 3] as [number, number];
    const items = Array.from({ length: BATCH }, (_, i) => first + i);
    const events = items.map((item) => loadEvent(child, item, revision));
    await deliverer.deliver(`w${worker}-n${n}`, events);
    for (const item of items) delivered.add(`${child}/${item}/${revision}`);
    if (n % 5 === 4) await deliverer.deliver(`w${worker}-n${n}-again`, events);
  }
}

async function killThroughout(targets: readonly Target[], random: () => number): Promise<readonly Hit[]> {
  const hits: Hit[] = [];
  let round: Target[] = [];
  while (hits.length < KILLS) {
    if (round.length === 0) round = shuffled(targets, random);
    const target = round.pop() as Target;
    await pause(100 + random() * 900);
    const hit = await busyWithin(target, LOOK_FOR_MS);
    await target.kill();
    hits.push({ name: target.name, hit });
    await pause(random() * 300);
    await target.bringBack();
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
  let shape: Shape;
  let house: House;
  let deliverer: Deliverer;
  const delivered = new Set<string>();

  beforeAll(async () => {
    shape = await startShape(name);
    house = await enter(shape);
    const tokens = tokensOf(shape.home);
    deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => tokens.client('wexbourne-hospital'),
    );
    const random = seeded(SEED);
    let killing = true;
    const goesOn = (): boolean => killing || delivered.size < EVENTS;
    const working = Promise.all(
      Array.from({ length: WORKERS }, (_, worker) => work(worker, deliverer, goesOn, delivered)),
    );
    const targets = targetsOf(shape, { pool: house.base.database.events, deliverer });
    const killer = killThroughout(targets, random).finally(() => (killing = false));
    const [hits] = await Promise.all([killer, working]);
    report(name, delivered.size, hits, deliverer.retried);
    expect(hits.filter(({ hit }) => hit).length * 2).toBeGreaterThanOrEqual(hits.length);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
  });

  it('holds each event of each receipt exactly once, and each thing delivered exactly once', async () => {
    const events = (await wholeStore(house)).map(({ event }) => event);
    const stored = events.map(({ id }) => id as string);
    const times = new Map<string, number>();
    for (const id of stored) times.set(id, (times.get(id) ?? 0) + 1);
    expect([...times].filter(([, count]) => count !== 1)).toEqual([]);
    // The same bytes twice in a row are one delivery: both are answered with its one receipt.
    const receipts = [...new Map([...deliverer.book.values()].map((receipt) => [receipt.id, receipt])).values()];
    const promised = receipts.flatMap(({ records }) => records.flatMap(({ eventIds }) => eventIds ?? []));
    expect(promised.filter((id) => !times.has(id))).toEqual([]);
    expect(new Set(promised).size).toBe(promised.length);
    expect(promised).toHaveLength(delivered.size);
    expect(receipts.flatMap(({ records }) => records).filter(({ outcome }) => outcome === 'parked')).toEqual([]);
    const facts = events.filter(({ type }) => type === 'health.emergency-attended');
    expect(facts).toHaveLength(delivered.size);
  });

  it('counts every stream from 1 without a gap', async () => {
    const versions = new Map<string, number>();
    for (const { streamToken, version } of await wholeFeed(house)) {
      expect(version).toBe((versions.get(streamToken) ?? 0) + 1);
      versions.set(streamToken, version);
    }
  });

  it('has read models equal to a rebuild, and nothing parked', async () => {
    await caughtUp(house);
    const compared = await besideRebuilds(house);
    expect(unlikeRebuild(compared)).toEqual([]);
    const chronology = compared.find((one) => one.name === 'chronology')?.followed.get('chronology');
    expect(chronology?.length).toBeGreaterThan(0);
    expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
  });
}

function report(name: string, events: number, hits: readonly Hit[], retried: number): void {
  const cut = hits.filter(({ hit }) => hit).length;
  const list = hits.map((one) => `${one.name}${one.hit ? '' : ' (idle)'}`).join(', ');
  process.stdout.write(
    `${name}: seed ${SEED}, ${events} events, ${hits.length} kills, ${cut} hit something open, ` +
      `${retried} deliveries sent again: ${list}\n`,
  );
}

describe('the hub, killed under load', () => killed('hub'));
describeWithKafka('the microservices, killed under load', () => killed('microservices'));
