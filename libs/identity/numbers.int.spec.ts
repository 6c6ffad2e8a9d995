import type { AgencyId, PlainDate } from '@tributary/kernel';
import { type Asked, Identity, identityMigrations, type Resolution } from '.';
import { testStore, type TestStore } from '../testing/store';

const NHS = '9990000018';
const wren = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' as PlainDate };
const asked = (agency: string, localId: string, said: object = {}, sector = 'health'): Asked => ({
  agency: agency as AgencyId,
  sector,
  sighting: { system: 'pas', localId, ...said },
});

describe('numbers of a record at intake', () => {
  let store: TestStore;
  let identity: Identity;
  beforeEach(async () => {
    store = await testStore(identityMigrations);
    identity = new Identity({ pool: store.db.events, vault: store.vault });
  });
  afterEach(async () => store.close());
  const one = async (ask: Asked): Promise<Resolution> => {
    const [found] = await identity.resolve([ask]);
    if (!found) throw new Error('nothing resolved');
    return found;
  };

  it('counts a superseded NHS number as the one that superseded it, whichever record says so and whichever came first', async () => {
    const [former, current] = [NHS, '9912003888'];
    const numbered = (nhsNumber: string, more: object = {}) => ({ ...wren, nhsNumber, nhsNumberStatus: '01', ...more });
    const known = await one(asked('gp', 'G1', numbered(former)));
    // Two different valid numbers, and nobody says that the one stands for the other.
    const apart = await one(asked('clinic', 'K1', numbered(current, { givenName: 'Rowan' })));
    expect(apart.childId).not.toBe(known.childId);
    const told = await one(asked('hospital', 'P1', numbered(current, { formerNhsNumbers: [former] })));
    expect(told).toMatchObject({ childId: known.childId, method: 'nhs-number' });
    const later = await one(asked('school', 'S1', { ...numbered(current), postcode: 'ZZ1 1AA' }));
    expect(later.childId).toBe(known.childId);
    expect((await one(asked('pharmacy', 'R1', numbered(former)))).childId).toBe(known.childId);
  });

  it('counts a former UPN as the one that came after it, between education and children’s services alone', async () => {
    const [former, current] = ['B801200005001', 'R674123101121'];
    const says = (agency: string, said: object, sector: string): Promise<Resolution> =>
      one(asked(agency, '1', { ...wren, ...said }, sector));
    const known = await says('primary', { upn: former }, 'education');
    const outside = await says('clinic', { upn: current, formerUpns: [former], givenName: 'Rowan' }, 'health');
    expect(outside.childId).not.toBe(known.childId);
    const told = await says('council', { upn: current, formerUpns: [former] }, 'social-care');
    expect(told).toMatchObject({ childId: known.childId, method: 'upn' });
    const later = await says('secondary', { upn: current }, 'education');
    expect(later).toMatchObject({ childId: known.childId, method: 'upn' });
  });

  it('finds a child by a number that has ended, and counts none that has not begun', async () => {
    const [ended, later] = [NHS, '9912003888'];
    const numberPeriods = [
      { kind: 'nhs-number', number: ended, until: '2020-01-01' },
      { kind: 'nhs-number', number: later, from: '2999-01-01' },
    ];
    const known = await one(asked('gp', 'G1', { ...wren, nhsNumber: ended, numberPeriods }));
    const old = await one(asked('hospital', 'P1', { ...wren, nhsNumber: ended, nhsNumberStatus: '01' }));
    expect(old).toMatchObject({ childId: known.childId, method: 'nhs-number' });
    const other = await one(asked('clinic', 'C1', { familyName: 'Lyle', nhsNumber: later, nhsNumberStatus: '01' }));
    expect(other).toMatchObject({ method: 'first-sight', proposals: [] });
  });
});
