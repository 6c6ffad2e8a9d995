import { createHash, randomBytes } from 'node:crypto';
import { KEY_KINDS, PersonReader } from '@tributary/matching';
import { Vault } from '@tributary/vault';
import { testDatabase, type TestDatabase } from '../testing/postgres';
import { testStore, type TestStore } from '../testing/store';
import { keysOf } from './blocking';

const wren = new PersonReader().read({
  ...{ id: '', sector: 'education', givenName: 'Wrenfield', familyName: 'Okorovale', birthDate: '2015-06-14' },
  ...{ postcode: 'WX12 3AB', nhsNumber: '9990000018', houseNumber: '3', addressLines: ['Mill Lane'] },
});

describe('the hashes that records are found by', () => {
  let here: TestStore;
  let elsewhere: TestDatabase;
  beforeAll(async () => {
    [here, elsewhere] = await Promise.all([testStore(), testDatabase()]);
  });
  afterAll(() => Promise.all([here.close(), elsewhere.close()]));

  it('are others in every installation, and the same in one', async () => {
    const masterKey = randomBytes(32);
    const another = await Vault.open({ keys: elsewhere.keys, masterKey, shredDirectory: here.shredDirectory });
    const [own, again, other] = [here.vault, here.vault, another].map((vault) => [...keysOf(wren, vault).values()]);
    expect(own).toHaveLength(KEY_KINDS.flatMap(({ name }) => keysOf(wren, here.vault).get(name) ?? []).length);
    expect(own?.length).toBeGreaterThan(8);
    expect(again).toEqual(own);
    expect(other?.filter((key) => own?.includes(key))).toEqual([]);
  });

  it('are none that somebody without the key could make from a list of names, dates and numbers', () => {
    const stored = new Set(keysOf(wren, here.vault).values());
    const plain = KEY_KINDS.flatMap(({ name, keyOf }) => {
      const key = keyOf(wren);
      return key === undefined ? [] : [key, `${name}${key}`, `key/${name}${key}`, `key/${name}|${key}`];
    });
    const forms = ['hex', 'base64', 'base64url'] as const;
    const guessed = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) =>
      plain.flatMap((text) => forms.map((form) => createHash(algorithm).update(text).digest(form))),
    );
    expect(guessed.length).toBeGreaterThan(100);
    for (const known of stored) {
      expect(guessed.some((guess) => guess.startsWith(known) || known.startsWith(guess))).toBe(false);
      expect(known).not.toMatch(/okorovale|wrenfield|2015|9990000018|WX12/i);
    }
  });

  it('do not show that two kinds of key say the same', () =>
    expect(here.vault.ref('key/nhs-number', '9990000018')).not.toBe(here.vault.ref('key/number', '9990000018')));
});
