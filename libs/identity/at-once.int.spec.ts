import { seeded } from '@tributary/demo';
import type { AgencyId } from '@tributary/kernel';
import { Pool } from 'pg';
import { type Asked, Identity, identityMigrations } from '.';
import { testStore, type TestStore } from '../testing/store';

/** Each with connections of its own, as processes have. */
const INTAKES = 20;
type Said = Readonly<Record<string, unknown>>;

/** Children of whom nothing is alike, so that none is another's sibling or twin. */
const CHILDREN: readonly Said[] = [
  said('Wrenfield', 'Okorovale', '2015-06-14', 'WX12 3AB', '9990000018', 'Annabeth Okorovale'),
  said('Quillon', 'Pennshaw', '2012-11-23', 'WX14 5EF', '9990000026', 'Margery Pennshaw'),
  said('Zephrina', 'Ludlowe', '2010-02-09', 'WX1 1AA', '9990000034', 'Tobiah Ludlowe'),
  said('Brielind', 'Harkavy', '2014-08-30', 'WX7 8GH', '9990000042', 'Delphine Harkavy'),
  said('Thaddeon', 'Marchbank', '2016-04-05', 'WX3 6JK', '9990000050', 'Rosalba Marchbank'),
];

function said(
  ...[givenName, familyName, birthDate, postcode, nhsNumber, parent]: [string, string, string, string, string, string]
): Said {
  return { givenName, familyName, birthDate: birthDate, postcode, nhsNumber, parents: [parent] };
}

const swapped = (text: string, at: number): string =>
  text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);

/** What agencies make of a child: one slip each, and mostly no number. */
const SLIPS: readonly ((one: Said) => Said)[] = [
  (one) => one,
  (one) => ({ ...one, givenName: swapped(String(one['givenName']), 3) }),
  (one) => ({ ...one, familyName: swapped(String(one['familyName']), 4) }),
  (one) => ({ ...one, givenName: one['familyName'], familyName: one['givenName'] }),
  (one) => ({ ...one, givenName: `${String(one['givenName'])} Ann` }),
  (one) => ({ ...one, postcode: undefined }),
  (one) => ({ ...one, parents: undefined }),
];

const whole = (below: number, random: () => number): number => Math.floor(random() * below);
const pick = <T>(all: readonly T[], random: () => number): T => all[whole(all.length, random)] as T;

function dirty(child: number, random: () => number): Said {
  const { nhsNumber, ...one } = pick(SLIPS, random)(CHILDREN[child] ?? {});
  return random() < 0.2 ? { ...one, nhsNumber, nhsNumberStatus: '01' } : one;
}

const asked = (agency: number, localId: string, one: Said): Asked => ({
  ...{ agency: `agency-${agency}` as AgencyId, sector: 'health' },
  sighting: { system: 'pas', localId, ...one },
});

describe('intakes that meet new children at the same moment', () => {
  let store: TestStore;
  let pools: readonly Pool[];
  let intakes: readonly Identity[];
  beforeAll(async () => {
    store = await testStore(identityMigrations);
    pools = Array.from({ length: INTAKES }, () => new Pool({ connectionString: store.db.appUrl, max: 2 }));
    // A dropped database ends idle connections.
    for (const pool of pools) pool.on('error', () => undefined);
    intakes = pools.map((pool) => new Identity({ pool, vault: store.vault }));
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await store.close();
  });

  const resolve = async (at: number, batch: readonly Asked[]) =>
    (await (intakes[at % INTAKES] as Identity).resolve(batch)).flatMap((one) => one ?? []);

  it('make one child of a hundred dirty records of it', async () => {
    const random = seeded(1);
    const all = Array.from({ length: 100 }, (_, i) => asked(i, `P${i}`, dirty(0, random)));
    const found = (await Promise.all(all.map((one, i) => resolve(i, [one])))).flat();
    expect(new Set(found.map(({ childId }) => childId)).size).toBe(1);
    expect(found.filter(({ founded }) => founded)).toHaveLength(1);
  });

  it('make as many children as there are, each of its own records, whatever order they come in', async () => {
    const random = seeded(2);
    const all = Array.from({ length: 100 }, (_, i) => {
      // The first is taken.
      const child = 1 + whole(CHILDREN.length - 1, random);
      return { child, one: asked(i, `Q${i}`, dirty(child, random)) };
    });
    const batches = Array.from({ length: 25 }, (_, i) => all.slice(i * 4, i * 4 + 4));
    const found = await Promise.all(
      batches.map((batch, i) =>
        resolve(
          i,
          batch.map(({ one }) => one),
        ),
      ),
    );
    const childOf = found.flat().map(({ childId }) => childId);
    const byChild = Map.groupBy(childOf, (_, at) => all[at]?.child ?? -1);
    expect([...byChild.values()].map((ids) => new Set(ids).size)).toEqual(CHILDREN.slice(1).map(() => 1));
    expect(new Set(childOf).size).toBe(CHILDREN.length - 1);
  });

  it('never wait for each other in a ring, whatever stands in their batches', async () => {
    const random = seeded(3);
    for (let round = 0; round < 4; round += 1) {
      const batches = Array.from({ length: INTAKES }, (_, i) =>
        Array.from({ length: 1 + whole(20, random) }, () => {
          const child = whole(CHILDREN.length, random);
          // Records that several batches hold, in another order in each, and that say something new each round.
          return asked(i % 3, `R${whole(60, random)}-${child}`, { ...dirty(child, random), school: `999200${round}` });
        }),
      );
      const done = await Promise.allSettled(batches.map((batch, i) => resolve(i, batch)));
      expect(done.filter(({ status }) => status === 'rejected')).toEqual([]);
    }
    const { rows } = await store.db.events.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM (SELECT ref FROM identity.records GROUP BY ref HAVING count(*) > 1) AS doubled',
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});
