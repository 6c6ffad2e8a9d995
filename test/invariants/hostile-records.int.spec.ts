import { uuidv7 } from '@tributary/kernel';
import { Deliverer, type Receipt } from '../support/load';
import { hubOverHttp, type InProcess } from '../support/in-process';
import { tokensOf } from '../support/tokens';

const GOOD = { givenName: 'Wrenfield', familyName: 'Okorovale', birthDate: '2015-06-14', postcode: 'ZZ12 3AB' };
const LONG = 'Wrenfield'.repeat(1_112);

/** What a broken or hostile source may say of a person; each field is what the source sends, of whatever type. */
const HOSTILE: Readonly<Record<string, object>> = {
  'nothing at all': {},
  'blanks alone': { givenName: ' ', familyName: '\u00a0\u2003', birthDate: '  ', postcode: '\t', nhsNumber: ' ' },
  'nulls alone': { givenName: null, familyName: null, birthDate: null, postcode: null, nhsNumber: null },
  'a name of 10,000 letters': { ...GOOD, givenName: LONG },
  'both names of 10,000 letters': { ...GOOD, givenName: LONG, familyName: LONG },
  'emoji for names': { ...GOOD, givenName: '👶🏽👨‍👩‍👧‍👦', familyName: '🦆🦆🦆', birthDate: undefined, postcode: undefined },
  'marks without letters': { givenName: '\u0301\u0301\u200d', familyName: '\u202e\u200f', birthDate: '2015-06-14' },
  'unpaired surrogates': { givenName: '\ud83d', familyName: '\udc76', birthDate: '2015-06-14' },
  'placeholders for names': { givenName: 'Baby', familyName: 'Unknown', birthDate: '1900-01-01' },
  'a day that is not': { familyName: GOOD.familyName, birthDate: '2015-02-30' },
  'a day of another age': { familyName: GOOD.familyName, birthDate: '0001-01-01' },
  'a day to come': { familyName: GOOD.familyName, birthDate: '9999-12-31' },
  'a number for a day': { familyName: GOOD.familyName, birthDate: 20150614 },
  'a number that is none': { familyName: GOOD.familyName, nhsNumber: '0000000000', nhsNumberStatus: '01' },
  'a number of letters': { familyName: GOOD.familyName, nhsNumber: 'ABCDEFGHIJ', nhsNumberStatus: '01' },
  'lists and objects for names': { givenName: ['Wrenfield'], familyName: { name: 'Okorovale' } },
  'a name for SQL': { givenName: "'; DROP TABLE identity.records; --", familyName: '%' },
};

describe('what a broken or hostile source says of a person', () => {
  let hub: InProcess & Readonly<{ url: string }>;
  let token: string;
  const deliver = (localIds: readonly string[], said: object): Promise<Receipt> =>
    new Deliverer(
      () => hub.url,
      async () => token,
    ).deliver(
      uuidv7(),
      localIds.map((localId) => ({
        ...{ specversion: '1.0', id: `e-${localId}`, source: 'urn:wexbourne:ed', type: 'health.emergency-attended' },
        ...{ time: '2026-01-05T08:00:00Z', recordedtime: '2026-01-05T09:00:00Z' },
        data: { item: `i-${localId}`, record: { system: 'ed', localId, ...said }, fact: { date: '2026-01-05' } },
      })),
    );
  const childOf = async (localId: string): Promise<string | undefined> => {
    const ref = hub.base.vault.ref('record', 'wexbourne-hospital', 'ed', localId);
    const { rows } = await hub.base.database.events.query<{ child: string }>(
      'SELECT child_id AS child FROM identity.records WHERE ref = $1',
      [ref],
    );
    return rows[0]?.child;
  };
  let good: string | undefined;

  beforeAll(async () => {
    hub = await hubOverHttp();
    token = await tokensOf(hub.home).client('wexbourne-hospital');
    await deliver(['GOOD'], GOOD);
    good = await childOf('GOOD');
    expect(good).toBeDefined();
  }, 120_000);
  afterAll(async () => hub?.close());

  it.each(Object.entries(HOSTILE))(
    '%s: is no crash and no link, and what is refused is told why',
    async (name, said) => {
      const ids = [`${name} 1`, `${name} 2`];
      const { records } = await deliver(ids, said);
      expect(records).toHaveLength(2);
      const children = await Promise.all(ids.map(childOf));
      for (const [i, { outcome, code }] of records.entries()) {
        if (children[i] === undefined)
          expect([outcome, code]).toEqual(['parked', expect.stringMatching(/^[a-z][a-z-]+$/)]);
        else expect([outcome, code]).toEqual(['accepted', undefined]);
      }
      const made = children.filter((child) => child !== undefined);
      expect(new Set([good, ...made]).size).toBe(1 + made.length);
    },
  );

  it('and the hub goes on as before', async () => {
    await deliver(['GOOD AGAIN'], GOOD);
    expect(await childOf('GOOD AGAIN')).toBe(good);
  });
});
