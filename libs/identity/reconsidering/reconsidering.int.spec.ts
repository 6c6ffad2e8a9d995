import { type AgencyId, childStream, type PlainDate, recordStream, type RoleCode } from '@tributary/kernel';
import type { PractitionerId } from '@tributary/kernel';
import { matchSet, STANDING_WEIGHTS } from '@tributary/matching';
import fc from 'fast-check';
import { type Asked, Children, firstSightEvents, Identity, identityMigrations, type Resolution, SealedPairs } from '..';
import { testStore, type TestStore } from '../../testing/store';
import { WeightsInForce } from '../weights';
import { knownRecords } from './known-records';
import { Reconsidering } from './reconsidering';

const NHS = ['9990000018', '9990000026'] as const;
const wren = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' as PlainDate, postcode: 'ZZ1 1AA' };
const asked = (agency: string, localId: string, said: object): Asked => ({
  agency: agency as AgencyId,
  sector: 'health',
  sighting: { system: 'pas', localId, ...said },
});
const numbered = (nhsNumber: string) => ({ nhsNumber, nhsNumberStatus: '01' });

/** Six children as several agencies have them: twins, a moved one, one mistyped, numbers here and there. */
const RECORDS: readonly Asked[] = ['Wren', 'Tansy', 'Orla', 'Idris', 'Maeve', 'Caspian'].flatMap((givenName, i) => {
  const child = { ...wren, givenName, familyName: i < 2 ? 'Okoro' : `Pennshaw${'abcd'[i - 2]}` };
  const born = i < 2 ? wren.birthDate : (`201${i}-03-1${i}` as PlainDate);
  return [
    asked('gp', `G${i}`, { ...child, birthDate: born, ...numbered(NHS[i] ?? '') }),
    asked('hospital', `H${i}`, { ...child, birthDate: born, postcode: i % 2 ? 'YY4 4AB' : 'ZZ1 1AA' }),
    asked('clinic', `C${i}`, { ...child, givenName: givenName.slice(0, -1), birthDate: born }),
    asked('school', `S${i}`, { givenName: child.familyName, familyName: givenName, birthDate: born }),
    asked('nurse', `N${i}`, { familyName: child.familyName, birthDate: `${born.slice(0, 4)}-01-01` as PlainDate }),
  ];
});

describe('a look at all records at once', () => {
  let store: TestStore;
  let identity: Identity;
  beforeAll(async () => (store = await testStore(identityMigrations)));
  afterAll(async () => store.close());
  beforeEach(async () => {
    await store.db.owner.query(
      'TRUNCATE identity.records, identity.numbers, identity.keys, identity.proposals, identity.weights',
    );
    identity = new Identity({ pool: store.db.events, vault: store.vault });
  });
  const run = async () => new Reconsidering({ pool: store.db.events, vault: store.vault }).run();
  const proposals = async () =>
    (await store.db.events.query<{ reason: string }>('SELECT * FROM identity.proposals ORDER BY record_id')).rows;
  const one = async (ask: Asked): Promise<Resolution> => {
    const [found] = await identity.resolve([ask]);
    if (!found) throw new Error('nothing resolved');
    return found;
  };

  it('comes to the same children whatever the order they came in, one by one or together', async () => {
    const clusters = async (order: readonly Asked[], atOnce: number): Promise<readonly string[]> => {
      await store.db.owner.query('TRUNCATE identity.records, identity.numbers, identity.keys, identity.proposals');
      const named = new Map<string, string>();
      for (let at = 0; at < order.length; at += atOnce) {
        const some = order.slice(at, at + atOnce);
        const found = await identity.resolve(some);
        found.forEach((row, i) => named.set(row?.ref ?? '', some[i]?.sighting.localId ?? ''));
      }
      const { known } = await knownRecords({ pool: store.db.events, vault: store.vault });
      const people = known.map(({ person }) => person);
      const { clusterOf } = matchSet(people, { weights: STANDING_WEIGHTS });
      const all = [...Map.groupBy(people.keys(), (place) => clusterOf[place]).values()];
      expect((await run()).children).toBe(all.length);
      const namesOf = (places: readonly number[]) => places.map((place) => named.get(people[place]?.id ?? '') ?? '');
      return all.map((places) => namesOf(places).sort().join(' ')).sort();
    };
    const expected = await clusters(RECORDS, RECORDS.length);
    expect(expected.length).toBeLessThan(RECORDS.length);
    expect(expected.some((all) => all.includes('G0') && all.includes('G1'))).toBe(false);
    const orders = fc.shuffledSubarray([...RECORDS], { minLength: RECORDS.length });
    await fc.assert(
      fc.asyncProperty(orders, fc.constantFrom(1, 4, 30), async (order, atOnce) =>
        expect(await clusters(order, atOnce)).toEqual(expected),
      ),
      { numRuns: 8, seed: 20_261_122 },
    );
  }, 120_000);

  it('asks about what other weights had left apart, once', async () => {
    const cautious = { ...STANDING_WEIGHTS, version: 'cautious', thresholds: { match: 1, potential: 1, low: 1 } };
    await new WeightsInForce(store.db.events).putInForce(cautious);
    const [first, second] = [await one(asked('gp', 'G1', wren)), await one(asked('hospital', 'H1', wren))];
    expect([second.childId === first.childId, second.proposals]).toEqual([false, []]);
    expect(await run()).toMatchObject({ weights: 'cautious', proposed: 0 });
    await new WeightsInForce(store.db.events).putInForce(STANDING_WEIGHTS);
    expect(await run()).toMatchObject({ proposed: 1, splits: [] });
    expect(await run()).toMatchObject({ proposed: 0, splits: [] });
    expect(await proposals()).toMatchObject([
      {
        record_id: second.recordId,
        child_id: first.childId,
        reason: 'looked-again',
        weights: STANDING_WEIGHTS.version,
      },
    ]);
    expect((await one(asked('hospital', 'H1', wren))).review).toBe(true);
  });

  describe('of two who agree in all but the given name', () => {
    const home = { ...wren, parents: ['Gwenadine Okoro'], postcode: 'WX12 3AB' };
    const ofSchool = (localId: string, givenName: string): Asked => ({
      ...asked('ash-lane-primary', localId, { ...home, givenName }),
      sector: 'education',
    });
    const reasons = async (): Promise<readonly string[]> => (await proposals()).map(({ reason }) => reason);

    it('asks a person where no sector holds both, and stops asking when one does', async () => {
      const [atHospital, atSchool] = [await one(asked('hospital', 'H1', home)), await one(ofSchool('S1', 'Tansy'))];
      expect([atSchool.childId === atHospital.childId, await reasons()]).toEqual([false, []]);
      expect([(await run()).proposed, await reasons()]).toEqual([1, ['one-or-twins']]);
      expect((await one(ofSchool('S1', 'Tansy'))).review).toBe(true);
      await one(ofSchool('S2', 'Wren'));
      expect([(await run()).proposed, await reasons()]).toEqual([0, []]);
      expect((await one(ofSchool('S1', 'Tansy'))).review).toBe(false);
    });

    it('leaves what a person has begun to answer', async () => {
      await one(asked('hospital', 'H1', home));
      await one(ofSchool('S1', 'Tansy'));
      await run();
      await store.db.owner.query(`UPDATE identity.proposals SET opinions = '[{}]'`);
      await one(ofSchool('S2', 'Wren'));
      await run();
      expect(await reasons()).toEqual(['one-or-twins']);
    });

    it('asks nobody about twins whom one sector holds both', async () => {
      for (const ask of [asked('hospital', 'H1', home), ofSchool('S1', 'Tansy'), ofSchool('S2', 'Wren')])
        await one(ask);
      expect([(await run()).proposed, await reasons()]).toEqual([0, []]);
    });
  });

  it('names a child whose records have come to exclude each other, and moves none', async () => {
    const first = await one(asked('gp', 'G1', { ...wren, ...numbered(NHS[0]) }));
    const second = await one(asked('hospital', 'H1', wren));
    expect(second.childId).toBe(first.childId);
    const later = await one(asked('hospital', 'H1', numbered(NHS[1])));
    expect(later.childId).toBe(first.childId);
    const { splits } = await run();
    expect(splits.map(({ childId, records }) => [childId, records.flat().sort()])).toEqual([
      [first.childId, [first.recordId, second.recordId].sort()],
    ]);
    expect(splits[0]?.records).toHaveLength(2);
  });

  it('makes records findable that came before there were such keys', async () => {
    const first = await one(asked('gp', 'G1', wren));
    await store.db.owner.query('TRUNCATE identity.keys');
    expect((await one(asked('hospital', 'H1', wren))).childId).not.toBe(first.childId);
    await run();
    await store.db.owner.query('DELETE FROM identity.records WHERE agency = $1', ['hospital']);
    expect((await one(asked('clinic', 'C1', wren))).childId).toBe(first.childId);
  });

  it('asks nobody about two identities that were sealed apart', async () => {
    const council = 'wexbourne-council' as AgencyId;
    const team = {
      ...{
        practitioner: 'p-thistlewood' as PractitionerId,
        role: 'adoption-team-manager' as RoleCode,
        agency: council,
      },
    };
    const old = await one(asked('council', 'C1', wren));
    await store.store.append({ streams: [recordStream(old.recordId), childStream(old.childId)] }, (view) => ({
      events: firstSightEvents(old, { at: view.now, correlationId: 'c', causationId: 'c' }),
      links: [{ streamId: recordStream(old.recordId), childId: old.childId }],
    }));
    const child = await new Children({ pool: store.db.events, vault: store.vault }).refOf(council, old.childId);
    const becomes = { givenName: wren.givenName, familyName: 'Okoro-Castellane', birthDate: wren.birthDate };
    await new SealedPairs({ pool: store.db.events, vault: store.vault, store: store.store }).open(team, {
      child,
      becomes,
    });
    const adopted = await one(asked('hospital', 'H1', { ...wren, ...becomes }));
    expect(adopted.childId).not.toBe(old.childId);
    const found = await run();
    expect(found.children).toBe(1);
    expect([found.proposed, found.splits, await proposals()]).toEqual([0, [], []]);
  });
});
