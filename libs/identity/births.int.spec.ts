import { createHash } from 'node:crypto';
import type { AgencyId, PlainDate } from '@tributary/kernel';
import { birthKeys, PersonReader } from '@tributary/matching';
import { testStore, type TestStore } from '../testing/store';
import { keysOf } from './blocking';
import { type Asked, Identity, identityMigrations, type Resolution } from './index';
import { Reconsidering } from './reconsidering/reconsidering';

const MOTHER = 'Gwenadine Thornwick';
const unborn = {
  ...{ familyName: 'Thornwick', postcode: 'WX12 3AB', parents: [MOTHER] },
  expectedBirthDate: '2026-03-20' as PlainDate,
};
/** The family moved, and the father’s name was given. */
const newborn = {
  ...{ givenName: 'Baby Boy', familyName: 'Pennshaw', postcode: 'WX14 5EF', birthDate: '2026-02-09' as PlainDate },
  ...{ nhsNumber: '9990000018', nhsNumberStatus: '01', parents: [`Mrs ${MOTHER}`] },
};
const asked = (agency: string, localId: string, said: object, sector: string): Asked => ({
  agency: agency as AgencyId,
  sector,
  sighting: { system: 'own', localId, ...said },
});

describe('a child not yet born', () => {
  let store: TestStore;
  let identity: Identity;
  beforeEach(async () => {
    store = await testStore(identityMigrations);
    identity = new Identity({ pool: store.db.events, vault: store.vault });
  });
  afterEach(async () => store.close());

  const seen = async (...all: readonly Asked[]): Promise<readonly Resolution[]> =>
    (await identity.resolve(all)).map((one) => {
      if (!one) throw new Error('nothing resolved');
      return one;
    });
  const expects = (localId = 'C1', said: object = unborn) => asked('council', localId, said, 'social-care');
  const born = (localId = 'M1', said: object = newborn) => asked('maternity', localId, said, 'health');
  const keysOfRecord = async (recordId = ''): Promise<readonly string[]> => {
    const { rows } = await store.db.events.query<{ key: string }>(
      'SELECT key FROM identity.keys WHERE record_id = $1 ORDER BY 1',
      [recordId],
    );
    return rows.map(({ key }) => key);
  };
  const proposed = async () => {
    const { rows } = await store.db.events.query<{ record: string; child: string }>(
      `SELECT record_id AS record, child_id AS child FROM identity.proposals WHERE reason = 'not-yet-born'`,
    );
    return rows;
  };

  it('is found by mother and month where the family moved and the newborn has another name, and linked by a person', async () => {
    const [council] = await seen(expects());
    const [maternity] = await seen(born());
    expect(maternity?.childId).not.toBe(council?.childId);
    expect(await proposed()).toEqual([{ record: maternity?.recordId, child: council?.childId }]);
  });

  it('is found by a newborn of the same batch too, and by nobody born outside of these months, or at school', async () => {
    const [council, maternity] = await seen(expects(), born());
    await seen(born('M2', { ...newborn, nhsNumber: '9990000026', birthDate: '2025-06-09' }));
    await seen(asked('school', 'S1', { ...newborn, nhsNumber: undefined, school: '9992001' }, 'education'));
    expect(await proposed()).toEqual([{ record: maternity?.recordId, child: council?.childId }]);
  });

  it('stands under hashes alone; a born child stands under what it did, parents or none', async () => {
    const [council, maternity] = await seen(expects(), born());
    const [own = [], other = []] = await Promise.all([council, maternity].map((one) => keysOfRecord(one?.recordId)));
    const read = (said: object) => new PersonReader().read({ id: '', sector: 'health', ...said });
    expect(other).toEqual([...new Set(keysOf(read(newborn), store.vault).values())].sort());
    const [key = ''] = birthKeys(read(newborn));
    expect(birthKeys(read(unborn))).toContain(key);
    const plain = [key, `key/parent and month of birth${key}`, `parent and month of birth|${key}`];
    const guessed = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) =>
      plain.flatMap((text) =>
        (['hex', 'base64url'] as const).map((form) => createHash(algorithm).update(text).digest(form)),
      ),
    );
    expect(own.length).toBeGreaterThan(5);
    for (const known of own) {
      expect(guessed.some((guess) => guess.startsWith(known) || known.startsWith(guess))).toBe(false);
      expect(known).not.toMatch(/thornwick|gwenadine|20260/i);
    }
  });

  it('is found by nobody under a mother’s name and month that too many share', async () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) =>
        expects(`C${i}`, { ...unborn, familyName: `Thorn${i}wick`, postcode: undefined }),
      );
    await seen(...many(100));
    const [found] = await seen(born());
    expect(found?.proposals).toHaveLength(20);
    await seen(...many(101));
    const [none] = await seen(born('M2', { ...newborn, nhsNumber: '9990000026', postcode: 'WX15 6GH' }));
    expect(none?.proposals.filter(({ childId }) => childId !== found?.childId)).toEqual([]);
  });

  it('whose record came before there were these keys stands under them once all records were looked at', async () => {
    const [council] = await seen(expects());
    await store.db.owner.query('DELETE FROM identity.keys');
    await new Reconsidering({ pool: store.db.events, vault: store.vault }).run();
    const [maternity] = await seen(born());
    expect(maternity?.proposals.map(({ childId }) => childId)).toEqual([council?.childId]);
  });
});
