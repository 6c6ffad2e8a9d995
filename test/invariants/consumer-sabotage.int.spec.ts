import type { ConsumerLoop } from '@tributary/runtime';
import { type Broker, brokerForTests, describeWithAnyKafka } from '../../libs/testing/broker';
import { victimOf } from '../../libs/testing/victim';
import { Consuming } from '../support/consuming';
import { unlikeRebuild } from '../support/house';
import { confirmsUnworked, forgets, noCompare, placeBeforeRows, type Spoil, twice } from '../support/sabotages';
import { tally } from '../support/tally';

/**
 * What the kills, the outages and the restores ask of every read model, that it is as a rebuild of it from the feed,
 * asked here of a consumer that is right and of ones that are wrong in one way each: a check that stays green over
 * those proves nothing. Polling by position and locking after the inbox stand in feed-order.int.spec.ts.
 */
type Differs = ReturnType<typeof unlikeRebuild>;
type Row = Readonly<{ child_id: string; events: number; latest: string }>;

const rowsIn = (differs: Differs, side: 'missing' | 'surplus'): readonly Row[] =>
  differs.flatMap((one) => one[side].map((row) => JSON.parse(row) as Row));
const counted = (differs: Differs, side: 'missing' | 'surplus'): number =>
  rowsIn(differs, side).reduce((sum, { events }) => sum + events, 0);

function sabotaged(brokers: () => readonly string[] | undefined): void {
  let house: Consuming;
  beforeEach(async () => {
    house = await Consuming.over(brokers());
  });
  afterEach(() => house.close());

  /** The first process dies with its first batch in hand, before its rows are committed; a second, right one goes on. */
  async function killedWithBatchInHand(spoil: Spoil): Promise<Differs> {
    const { pool, kill } = victimOf(house.t.db);
    const { promise: dead, resolve: died } = Promise.withResolvers<void>();
    const definition = tally({ before: async () => kill().then(died) });
    const first = await house.loop({ definition, spoil, pool });
    await house.put(2);
    await dead;
    await house.end(first);
    await pool.end().catch(() => undefined);
    const second = await house.loop();
    await house.caughtUp(second);
    return unlikeRebuild(await house.besideRebuild());
  }

  describe('offset before commit', () => {
    it('is not what it does: killed between, nothing is lost', async () => {
      expect(await killedWithBatchInHand({})).toEqual([]);
    });

    it('of its place loses what the killed process had in hand', async () => {
      const differs = await killedWithBatchInHand(placeBeforeRows);
      expect(counted(differs, 'missing')).toBeGreaterThan(counted(differs, 'surplus'));
    });

    it('of the stream alone loses nothing: the next one begins at its own place', async () => {
      expect(await killedWithBatchInHand(confirmsUnworked)).toEqual([]);
    });
  });

  describe('every batch delivered twice', () => {
    async function deliveredTwice(consumer: Spoil['consumer']): Promise<Differs> {
      const loop = await house.loop({ spoil: { stream: twice, ...(consumer ? { consumer } : {}) } });
      await house.put(2);
      await house.caughtUp(loop);
      expect(await house.parked()).toBe(0);
      return unlikeRebuild(await house.besideRebuild());
    }

    it('is taken once', async () => {
      expect(await deliveredTwice(undefined)).toEqual([]);
    });

    it('is taken twice by one that skips the checkpoint compare', async () => {
      const differs = await deliveredTwice(noCompare.consumer);
      expect(rowsIn(differs, 'surplus').map(({ events }) => events)).toEqual(house.children.map(() => 4));
      expect(rowsIn(differs, 'missing').map(({ events }) => events)).toEqual(house.children.map(() => 2));
    });
  });

  describe('one partition forgotten', () => {
    async function followed(partition: number | undefined): Promise<Differs> {
      await house.put(1);
      const loop: ConsumerLoop = await house.loop({ spoil: partition === undefined ? {} : forgets(partition) });
      await house.put(1);
      await house.caughtUp(loop);
      return unlikeRebuild(await house.besideRebuild());
    }

    it('is not what it does', async () => {
      expect(await followed(undefined)).toEqual([]);
    });

    it('leaves out all of its children, and nobody else', async () => {
      const stream = await house.aStream();
      const [first] = house.children;
      if (!first) throw new Error('there are children');
      const partition = house.partitionOf(first, stream);
      const theirs = house.children.filter((child) => house.partitionOf(child, stream) === partition);
      const differs = await followed(partition);
      expect(new Set(rowsIn(differs, 'missing').map((row) => row.child_id))).toEqual(new Set(theirs));
      expect(rowsIn(differs, 'surplus')).toEqual([]);
    });
  });
}

describe('a consumer of the embedded stream', () => sabotaged(() => undefined));

describeWithAnyKafka('a consumer on Kafka', () => {
  let broker: Broker | undefined;
  beforeAll(async () => {
    broker = await brokerForTests();
  });
  afterAll(() => broker?.close());
  sabotaged(() => broker?.brokers);
});

describe('a read model', () => {
  let house: Consuming;
  beforeEach(async () => {
    house = await Consuming.over();
  });
  afterEach(() => house.close());

  async function read(definition = tally()): Promise<Differs> {
    const loop = await house.loop({ definition });
    await house.put(1);
    await house.caughtUp(loop);
    return unlikeRebuild(await house.besideRebuild(definition));
  }

  it('that looks at events alone is as its rebuild on another day', async () => {
    expect(await read()).toEqual([]);
  });

  it('that reads the clock is not, even where it looks at the day alone', async () => {
    const differs = await read(tally({ latest: () => new Date().toISOString().slice(0, 10) }));
    expect(rowsIn(differs, 'surplus')).toHaveLength(house.children.length);
  });
});
