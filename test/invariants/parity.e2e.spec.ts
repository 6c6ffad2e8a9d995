import { describeWithKafka } from '../../libs/testing/broker';
import { type Dump, sizesOf, unlike } from '../support/parity';
import { answerAll } from '../support/parity-answers';
import { givenBy } from '../support/parity-load';
import { bothSides, type Side } from '../support/parity-side';
import { sized } from '../support/random';
import { READ_MODEL_TABLES } from '../support/read-model-tables';
import { atRest } from '../support/rest';

const FIRST_SEED = sized('TEST_SEED', 20261121);
/** One as it stands; `npm run soak` asks for three, whose rows make up a hundred in each table. */
const SEEDS = Array.from({ length: sized('PARITY_SEEDS', 1) }, (_, n) => FIRST_SEED + n);
const LEAST_ROWS = 34 * SEEDS.length;

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
  let sides: readonly [Side, Side];
  let dumps: readonly [Dump, Dump];

  beforeAll(async () => {
    sides = await bothSides({ ACK_LIMIT_TODAY: '1' });
    await Promise.all(sides.map(live));
    dumps = [await sides[0].dump(), await sides[1].dump()];
    process.stdout.write(`seeds ${SEEDS.join(', ')}: ${sizesOf(dumps[0])}\n`);
  });
  afterAll(async () => {
    await Promise.all((sides ?? []).map((side) => side.close()));
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
    const [hub, services] = sides;
    const { reads, database } = services.house.base;
    const [inbox, chronology] = [await reads.activeSlot('alert-inbox'), await reads.activeSlot('chronology')];
    const one = (table: string): string => `ctid = (SELECT min(ctid) FROM ${table})`;
    await database.events.query(`UPDATE ${inbox}.alert_inbox SET step = step + 1 WHERE ${one(`${inbox}.alert_inbox`)}`);
    await database.events.query(`DELETE FROM ${chronology}.chronology WHERE ${one(`${chronology}.chronology`)}`);
    const found = unlike(await hub.dump(), await services.dump()).map((line) => line.split(':')[0] ?? '');
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
