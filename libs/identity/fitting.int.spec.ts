import { type AgencyId, type ChildId, type PlainDate } from '@tributary/kernel';
import { seeded } from '@tributary/demo';
import { Identity, identityMigrations, WeightsFitting, WeightsInForce } from '.';
import { testStore, type TestStore } from '../testing/store';

const GIVEN = ['Aelandor', 'Quenobin', 'Brielind', 'Xanimond', 'Haliond', 'Gwenadine', 'Torvald', 'Ysolda'];
const FAMILY = ['Thornwick', 'Pennshaw', 'Culverley', 'Yarcombe', 'Dorfen', 'Lunwick', 'Kelbra'];
const RARE = 'Zephandrel';

/** A child as an agency has it on file; every eighth is mistyped by the school. */
function said(child: number, sector: string) {
  const given = child === 0 ? RARE : (GIVEN[child % GIVEN.length] ?? '');
  const slip = sector === 'education' && child % 8 === 1;
  return {
    givenName: slip ? `${given.slice(0, 3)}${given.slice(4)}` : given,
    familyName: FAMILY[child % FAMILY.length] ?? '',
    birthDate: `20${10 + (child % 8)}-0${1 + (child % 9)}-${10 + (child % 17)}` as PlainDate,
    postcode: `WX12 ${child % 10}AB`,
    sex: child % 2 ? ('male' as const) : ('female' as const),
  };
}

describe('weights of the borough’s own', () => {
  let store: TestStore;
  let fitting: WeightsFitting;
  beforeAll(async () => {
    store = await testStore(identityMigrations);
    fitting = new WeightsFitting({
      pool: store.db.events,
      vault: store.vault,
      randomFor: (fingerprint) => seeded(Number.parseInt(fingerprint.slice(0, 8), 16)),
    });
  });
  afterAll(async () => store.close());

  const take = async (children: number): Promise<ReadonlySet<ChildId>> => {
    const identity = new Identity({ pool: store.db.events, vault: store.vault });
    const asked = ['health', 'education'].flatMap((sector) =>
      Array.from({ length: children }, (_, child) => ({
        agency: `the-${sector}` as AgencyId,
        sector,
        sighting: { system: 'files', localId: String(child), ...said(child, sector) },
      })),
    );
    const resolved = await identity.resolve(asked);
    return new Set(resolved.flatMap((one) => one?.childId ?? []));
  };

  it('are not made of too few records', async () => {
    await take(4);
    await expect(fitting.fit()).rejects.toMatchObject({ code: 'weights-too-few' });
    expect(await new WeightsInForce(store.db.events).document()).toBeUndefined();
  });

  it('are kept as a version, tell of nobody, and are in force when somebody puts them there', async () => {
    const children = await take(160);
    const inForce = new WeightsInForce(store.db.events);
    const fit = await fitting.fit();
    expect(fit).toMatchObject({ inForce: 'standing-3', records: 320, children: children.size });
    expect(fit.weights).toMatchObject({ population: children.size, made: { from: 'estimated', records: 320 } });
    const names = fit.weights.names?.['given-name'];
    expect(names).toMatchObject({ total: 320, rest: 1 });
    expect(names?.counts['QUENOBIN']).toBeGreaterThan(9);
    expect(JSON.stringify(fit.weights)).not.toMatch(new RegExp(RARE, 'i'));
    expect((await inForce.current()).version).toBe('standing-3');

    await fitting.use(fit.weights);
    expect((await new WeightsInForce(store.db.events).current()).version).toBe(fit.weights.version);
    expect(await inForce.document()).toEqual(fit.weights);
  });

  it('are the same from the same records, and then change nothing', async () => {
    const again = await fitting.fit();
    expect(again).toMatchObject({ inForce: again.weights.version, changes: [] });
    const { rows } = await store.db.events.query('SELECT version FROM identity.weights');
    expect(rows).toEqual([{ version: again.weights.version }]);
  });
});
