import { accessMigrations } from '@tributary/access';
import { Identity, identityMigrations, WeightsInForce } from '@tributary/identity';
import type { AgencyId } from '@tributary/kernel';
import { testStore, type TestStore } from '../../../libs/testing/store';
import { fitMatch, type FitOptions } from '../commands/match-fit';
import { withRooms } from '../with-rooms';

jest.mock('../with-rooms');

const STEWARD: FitOptions = {
  ...{ as: 'p-ellingham', role: 'data-steward', agency: 'tributary-operator' },
  ...{ reason: 'First term with all feeds', json: true },
};

describe('tributary match fit', () => {
  let store: TestStore;
  let printed = '';
  const fit = async (options: Partial<FitOptions> = {}) => {
    printed = '';
    const code = await fitMatch({ ...STEWARD, ...options });
    return { code, told: JSON.parse(printed) as Readonly<{ version: string; used: boolean; inForce: string }> };
  };
  const lines = async () => {
    const { rows } = await store.db.events.query<{ practitioner: string; purpose: string; shown: readonly object[] }>(
      "SELECT practitioner, purpose, shown FROM access.disclosures WHERE what = 'match-weights' ORDER BY at",
    );
    return rows;
  };

  beforeAll(async () => {
    store = await testStore([...identityMigrations, ...accessMigrations]);
    const identity = new Identity({ pool: store.db.events, vault: store.vault });
    await identity.resolve(
      ['health', 'education'].flatMap((sector) =>
        Array.from({ length: 60 }, (_, child) => ({
          agency: `the-${sector}` as AgencyId,
          sector,
          sighting: {
            ...{ system: 'files', localId: String(child), givenName: `Aelan${'bdfgklmnpr'[child % 10]}or` },
            ...{
              familyName: `Thorn${'bdfgkl'[child % 6]}ick`,
              birthDate: `20${10 + (child % 9)}-04-${11 + (child % 17)}` as never,
            },
          },
        })),
      ),
    );
    const base = { database: { events: store.db.events }, vault: store.vault };
    const directory = { current: () => Promise.resolve({ holds: (who: string) => who === STEWARD.as }) };
    jest.mocked(withRooms).mockImplementation(async (work) => work({ ...base, directory } as never, {} as never));
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await store.close();
  });

  it('keeps a version and leaves the weights in force, until it is told to use it', async () => {
    const kept = await fit();
    expect(kept).toMatchObject({ code: 0, told: { used: false, inForce: 'standing-3' } });
    const inForce = new WeightsInForce(store.db.events);
    expect(await inForce.document()).toBeUndefined();
    const used = await fit({ use: true });
    expect(used.told).toMatchObject({ used: true, version: kept.told.version });
    expect((await inForce.document())?.version).toBe(kept.told.version);
    expect(await lines()).toMatchObject([
      { practitioner: 'p-ellingham', purpose: STEWARD.reason, shown: [{ inForce: false, records: 120 }] },
      { practitioner: 'p-ellingham', purpose: STEWARD.reason, shown: [{ inForce: true }] },
    ]);
  });

  it.each([
    ['somebody else', { as: 'p-nobody' }, 'person-unknown'],
    ['somebody in another role', { role: 'auditor' }, 'not-data-steward'],
  ])('refuses %s', async (_, options, code) => {
    const before = await lines();
    await expect(fit({ use: true, ...options })).rejects.toMatchObject({ code });
    expect(await lines()).toEqual(before);
  });
});
