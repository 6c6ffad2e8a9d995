import { Identity, WeightsInForce } from '@tributary/identity';
import type { AgencyId, PlainDate } from '@tributary/kernel';
import { STANDING_WEIGHTS } from '@tributary/matching';
import { enter, type House } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { AppProcess, freePort, until } from '../support/processes';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const CHILDREN = 600;
const HOSPITAL = 'wexbourne-hospital' as AgencyId;
const SCHOOL = 'ash-lane-primary' as AgencyId;
/** Weights by which no machine links and nobody is asked: what they left apart is found by others. */
const CAUTIOUS = { ...STANDING_WEIGHTS, version: 'cautious', thresholds: { match: 1, potential: 1, low: 1 } };

const LETTERS = 'bdfgklmnpr';
const nameOf = (first: string, n: number): string =>
  first + [...String(n).padStart(3, '0')].map((digit) => `${LETTERS[Number(digit)]}o`).join('');
const two = (n: number): string => String(n).padStart(2, '0');
const childOf = (n: number) => ({
  givenName: nameOf('W', (n * 7) % 1_000),
  familyName: nameOf('T', n),
  birthDate: `20${10 + (n % 9)}-${two(1 + (n % 12))}-${two(1 + ((n * 5) % 28))}` as PlainDate,
});

describe('the rounds of hubs in which all records are looked at as one set', () => {
  let shape: Shape;
  let house: House;
  let second: AppProcess | undefined;

  beforeAll(async () => {
    shape = await startShape('hub', { env: { RECONSIDER: 'off' } });
    house = await enter(shape);
    const { database, vault } = house.base;
    await new WeightsInForce(database.events).putInForce(CAUTIOUS);
    const identity = new Identity({ pool: database.events, vault });
    for (const [agency, sector] of [
      [HOSPITAL, 'health'],
      [SCHOOL, 'education'],
    ] as const) {
      const sightings = Array.from({ length: CHILDREN }, (_, n) => ({ system: 'own', localId: `${n}`, ...childOf(n) }));
      await identity.resolve(sightings.map((sighting) => ({ agency, sector, sighting })));
    }
    await new WeightsInForce(database.events).putInForce(STANDING_WEIGHTS);
  });
  afterAll(async () => {
    await house?.close();
    await second?.kill();
    await shape?.stop();
  });

  const proposals = async () =>
    (
      await house.base.database.events.query<{ between: string }>(
        `SELECT concat_ws(' ', least(r.child_id, p.child_id), greatest(r.child_id, p.child_id)) AS between
           FROM identity.proposals p JOIN identity.records r USING (record_id)`,
      )
    ).rows.map(({ between }) => between);
  const last = async () =>
    (
      await house.base.database.events.query<{ records: number; children: number; proposed: number }>(
        'SELECT records, children, proposed FROM identity.reconsidered',
      )
    ).rows[0];
  const hub = async (every: string) =>
    new AppProcess('hub', 'dist/apps/hub/main.js', { ...shape.env, RECONSIDER: every }, await freePort());

  it('are made on a thread beside intake, by one of two hubs, and go on after a kill without asking anything twice', async () => {
    second = (await hub('PT2S')).start();
    const killed = second;
    await until('the first are asked', async () => (await proposals()).length > 0);
    await killed.kill();
    const before = await proposals();

    second = (await hub('PT2S')).start();
    const third = (await hub('PT2S')).start();
    try {
      await second.ready();
      const deliverer = new Deliverer(
        () => second?.url ?? '',
        () => tokensOf(shape.home).client(HOSPITAL),
      );
      const { records } = await deliverer.deliver('meanwhile', [loadEvent(1, 0)]);
      expect(records.map(({ outcome }) => outcome)).toEqual(['accepted']);
      // The delivery's record may have come after the look that asked the rest began: the one after it has seen it.
      const looked = await until('all are looked at', async () => {
        const found = await last();
        return found !== undefined && found.records > 2 * CHILDREN && found;
      });
      const asked = await proposals();
      expect(asked.length).toBeGreaterThan(CHILDREN * 0.9);
      expect(asked).toHaveLength(looked.records - looked.children);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked).toEqual(expect.arrayContaining(before));
      await until('a metric says so', async () => {
        const text = await (await fetch(`${second?.url}/metrics`)).text();
        return text.includes(`tributary_reconsider_records{app="hub"} ${looked.records}`);
      });
      await third.ready();
    } finally {
      await third.stop();
      expect(await second.stop()).toBe(0);
    }
    const { rows } = await house.base.database.events.query(
      `SELECT practitioner, role, count(*)::int AS lines FROM access.disclosures WHERE what = 'match-reconsidered'
        GROUP BY practitioner, role`,
    );
    // As often as something was new: what was killed told of nothing.
    expect(rows).toEqual([{ practitioner: 'tributary', role: 'system', lines: expect.any(Number) as number }]);
    expect((rows[0] as { lines: number }).lines).toBeLessThanOrEqual(2);
  });
});
