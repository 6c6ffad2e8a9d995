import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithKafka } from '../../libs/testing/broker';
import { enter, type House } from '../support/house';
import type { Receipt } from '../support/load';
import { type Dump, dumpOf, Names, unlike } from '../support/parity';
import { answerAll } from '../support/parity-answers';
import { type Delivery, givenBy } from '../support/parity-load';
import { until } from '../support/processes';
import { sized } from '../support/random';
import { READ_MODEL_TABLES } from '../support/read-model-tables';
import { atRest } from '../support/rest';
import { Senders } from '../support/senders';
import { newGround, type Shape, type ShapeName, startShape } from '../support/shapes';

const FIRST_SEED = sized('TEST_SEED', 20261121);
/** One as it stands; `npm run soak` asks for three, whose rows make up a hundred in each table. */
const SEEDS = Array.from({ length: sized('PARITY_SEEDS', 1) }, (_, n) => FIRST_SEED + n);
const LEAST_ROWS = 34 * SEEDS.length;

/** One house, and the receipts of what it was given, kept outside it. */
class Side {
  readonly receipts = new Map<string, Receipt>();

  private constructor(
    readonly shape: Shape,
    readonly house: House,
    private readonly senders = new Senders(shape),
  ) {}

  /** With the given master key, or one of its own: keyed hashes of agencies' numbers are compared as they stand. */
  static async open(name: ShapeName, masterKey?: string): Promise<Side> {
    const ground = await newGround(name);
    if (masterKey !== undefined) await writeFile(join(ground.home, 'master.key'), masterKey, { mode: 0o600 });
    const shape = await startShape(name, { ground, env: { ACK_LIMIT_TODAY: '1' } });
    return new Side(shape, await enter(shape));
  }

  /**
   * Each is told of before the next comes. How many batches of events are told of together follows from the clock, and
   * so would what a feed that speaks at that moment confirms.
   */
  async take(deliveries: readonly Delivery[]): Promise<void> {
    const { events } = this.house.base.database;
    for (const { key, sender, parcel } of deliveries) {
      this.receipts.set(key, await this.senders.send(sender, key, parcel));
      await until('the delivery told of', async () => {
        const { rowCount } = await events.query('SELECT FROM intake.deliveries WHERE NOT announced LIMIT 1');
        return rowCount === 0;
      });
    }
    await atRest(this.house);
  }

  names(): Promise<Names> {
    return Names.in(this.house, this.receipts);
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.shape.stop();
  }
}

/** Delivered, told, answered, said otherwise: until nothing is left to do. */
async function live(side: Side): Promise<void> {
  for (const [turn, seed] of SEEDS.entries()) {
    const { first, later } = givenBy(seed, turn);
    await side.take(first);
    expect(await answerAll(side.shape, side.house, await side.names())).toBeGreaterThan(0);
    // Whoever it was handed to has their own time, which must be over before it is taken back.
    await atRest(side.house);
    await side.take(later);
  }
}

describeWithKafka('the microservices and the hub, given the same', () => {
  const sides: Side[] = [];
  let dumps: readonly [Dump, Dump];
  const dump = async (side: Side): Promise<Dump> => dumpOf(side.house, await side.names());

  beforeAll(async () => {
    const hub = await Side.open('hub');
    sides.push(hub);
    const masterKey = await readFile(join(hub.shape.home, 'master.key'), 'utf8');
    const services = await Side.open('microservices', masterKey);
    sides.push(services);
    await Promise.all(sides.map(live));
    dumps = [await dump(hub), await dump(services)];
    const counts = [...dumps[0]].map(([table, rows]) => `${table} ${rows.length}`).join(', ');
    process.stdout.write(`seeds ${SEEDS.join(', ')}: ${counts}\n`);
  });
  afterAll(async () => {
    await Promise.all(sides.map((side) => side.close()));
  });

  it('have no read-model table that is not compared', async () => {
    const listed = Object.keys(READ_MODEL_TABLES).sort();
    for (const { house } of sides) {
      const { rows } = await house.base.database.events.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class
          WHERE relnamespace = 'read_a'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') ORDER BY relname COLLATE "C"`,
      );
      expect(rows.map(({ name }) => name)).toEqual(listed);
    }
    for (const one of dumps) expect([...one.keys()].sort()).toEqual(listed);
  });

  it('have enough rows in each table to tell, alerts that went up the line among them', () => {
    for (const one of dumps) {
      expect([...one].filter(([, rows]) => rows.length < LEAST_ROWS)).toEqual([]);
      const alerts = one.get('alert_inbox')?.map((row) => JSON.parse(row) as { status: string; step: number });
      expect(alerts?.filter(({ step }) => step > 0).length).toBeGreaterThanOrEqual(LEAST_ROWS);
      const statuses = new Set(alerts?.map(({ status }) => status));
      expect([...statuses].sort()).toEqual(['acknowledged', 'closed', 'historical', 'open']);
    }
  });

  it('come to the same read models, row for row', () => {
    expect(unlike(...dumps)).toEqual([]);
  });

  it('would show a single row that is changed, missing or doubled', async () => {
    const [hub, services] = sides as [Side, Side];
    const { reads, database } = services.house.base;
    const [inbox, chronology] = [await reads.activeSlot('alert-inbox'), await reads.activeSlot('chronology')];
    const one = (table: string): string => `ctid = (SELECT min(ctid) FROM ${table})`;
    await database.events.query(`UPDATE ${inbox}.alert_inbox SET step = step + 1 WHERE ${one(`${inbox}.alert_inbox`)}`);
    await database.events.query(`DELETE FROM ${chronology}.chronology WHERE ${one(`${chronology}.chronology`)}`);
    const found = unlike(await dump(hub), await dump(services)).map((line) => line.split(':')[0] ?? '');
    expect(found.sort()).toEqual([
      'alert_inbox, only in the first',
      'alert_inbox, only in the second',
      'chronology, only in the first',
    ]);
    const [table, rows] = [...dumps[0]][0] as [string, readonly string[]];
    const doubled = new Map([...dumps[0], [table, [...rows, ...rows.slice(0, 1)]]]);
    expect(unlike(doubled, dumps[0])).toHaveLength(1);
  });
});
