import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { accessMigrations, DisclosureLedger, verifyLedger } from '@tributary/access';
import type { DirectoryView } from '@tributary/directory';
import { configureHttp } from '@tributary/intake';
import {
  type AgencyId,
  type ChildId,
  type Instant,
  type PlainDate,
  type PractitionerId,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import type { AccessTokens, ReaderContext } from '@tributary/sign-in';
import { ReviewModule } from '../review/review.module';
import { matchQuality } from './quality';
import { AskModule, type Asked, type AskerStanding, Asking, Children, Identity, identityMigrations } from '..';
import { type TestStore, testStore } from '../../testing/store';
import { Admission } from './admission';

const SCHOOL = 'ash-lane-primary' as AgencyId;
const POLICE = 'wexbourne-police' as AgencyId;
const NOW = '2026-11-21T10:00:00.000Z' as Instant;
const S47 = 'https://www.legislation.gov.uk/ukpga/1989/41/section/47';
const person = (practitioner: string, role: string, agency: AgencyId, kind = 'person') =>
  ({ kind, practitioner: practitioner as PractitionerId, role: role as RoleCode, agency }) as ReaderContext;
const READERS: Readonly<Record<string, ReaderContext>> = {
  lead: person('p-lead', 'designated-safeguarding-lead', SCHOOL),
  officer: person('p-officer', 'police-safeguarding-officer', POLICE),
  manager: person('p-manager', 'feed-manager', SCHOOL),
  analyst: person('p-analyst', 'analyst', SCHOOL),
  auditor: person('p-auditor', 'auditor', SCHOOL, 'auditor'),
  school: { kind: 'agency', agency: SCHOOL, client: SCHOOL, scopes: [] },
  police: { kind: 'agency', agency: POLICE, client: POLICE, scopes: [] },
  busy: person('p-busy', 'designated-safeguarding-lead', SCHOOL),
};
const tokens = {
  verify: async (token: string) => {
    const reader = READERS[token];
    if (reader) return reader;
    throw new Problem('token-refused', 401, 'Token refused', 'It is none');
  },
} as unknown as AccessTokens;
const view = {
  agency: (id: string) => ({ sector: id === SCHOOL ? 'education' : 'police' }),
  authorityOf: () => ({ name: 'Wexbourne Council', frontDoor: '01632 960 100', outOfHours: '01632 960 199' }),
} as unknown as DirectoryView;

const wren = {
  ...{ givenName: 'Wrenfield', familyName: 'Okorovale', birthDate: '2015-06-14' as PlainDate, postcode: 'WX12 3AB' },
  parents: ['Annabeth Okorovale'],
};
const quill = {
  givenName: 'Quillon',
  familyName: 'Pennshaw',
  birthDate: '2013-02-09' as PlainDate,
  postcode: 'WX14 5EF',
};
const nobody = {
  givenName: 'Zephrina',
  familyName: 'Ludlowe',
  birthDate: '2014-03-03' as PlainDate,
  postcode: 'WX1 1AA',
};
type Said = Readonly<Record<string, unknown>>;

describe('asking which child somebody is', () => {
  let stand: TestStore;
  let app: NestExpressApplication;
  let url: string;
  let ids: Readonly<Record<'wren' | 'quill' | 'grown', ChildId>>;
  const unexpected: unknown[] = [];
  let steps = 0;
  /** What each asker may know of each child: nothing, unless a spec says so. */
  let standings: (asker: ReaderContext, child: ChildId) => Partial<AskerStanding> = () => ({});

  beforeAll(async () => {
    stand = await testStore([...identityMigrations, ...accessMigrations]);
    const { db, vault } = stand;
    const identity = new Identity({ pool: db.events, vault });
    const [first, second, grown] = await identity.resolve([
      asked(SCHOOL, 'S1', wren, 'education'),
      asked(POLICE, 'P2', quill, 'police'),
      asked(SCHOOL, 'S3', { ...nobody, birthDate: '1985-03-03' as PlainDate, nhsNumber: '9990000018' }, 'education'),
    ]);
    if (!first || !second || !grown) throw new Error('not resolved');
    ids = { wren: first.childId, quill: second.childId, grown: grown.childId };
    const ledger = new DisclosureLedger(db.events);
    const asking = new Asking({
      ...{ pool: db.events, vault, directory: { current: async () => view } },
      admission: new Admission({ person: 60, agency: 1_000, system: 1_000 }, () => 0),
      standingOf: async (asker, child) => ({ ...CLOSED, ...standings(asker, child) }),
      disclose: (line) => ledger.record(line),
      onStep: async () => void steps++,
      now: () => NOW,
    });
    const quality = () => matchQuality(db.events);
    // The review's `matches/:id` stands beside `matches/quality`, whichever module comes first.
    const review = { matches: {} as never, moves: {} as never, doors: {} as never, tokens, quality };
    const module = await Test.createTestingModule({
      imports: [ReviewModule.with(review), AskModule.with({ asking, tokens })],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, forceCloseConnections: true });
    configureHttp(app, { unexpected: (error) => unexpected.push(error) });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await stand.close();
  });
  afterEach(() => {
    standings = () => ({});
    expect(unexpected).toEqual([]);
  });

  const post = (token: string, body: unknown): Promise<Response> =>
    fetch(`${url}/v1/children/match`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const ask = async (token: string, sought: Said, reason = S47): Promise<Said> => {
    const answer = await post(token, { reason, person: sought });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Said;
  };
  const lines = async (who: string) => {
    const { rows } = await stand.db.events.query<Said>(
      'SELECT role, agency, what, purpose, shown, refusal, child_token IS NOT NULL AS child FROM access.disclosures WHERE practitioner = $1 ORDER BY id',
      [who],
    );
    return rows;
  };
  const reads = (level: 'content' | 'status') => () => ({
    reach: () => ({ level, rule: 'own-record', version: 'e/1' }),
  });

  it('names a child by the asker’s own reference, with evidence and no value, and writes it down', async () => {
    standings = reads('content');
    const answer = await ask('lead', wren);
    const child = await new Children({ pool: stand.db.events, vault: stand.vault }).refOf(SCHOOL, ids.wren);
    expect(answer).toMatchObject({ status: 'Match', candidates: [{ child, status: 'Match' }], weights: 'standing-3' });
    expect(JSON.stringify(answer)).toContain('{"field":"given-name","outcome":"same"');
    expect(JSON.stringify(answer)).not.toMatch(/wrenfield|okorovale|WX12|2015|annabeth/i);
    const line = { role: 'designated-safeguarding-lead', agency: SCHOOL, what: 'match', purpose: S47, refusal: null };
    expect(await lines('p-lead')).toEqual([
      expect.objectContaining({ ...line, child: false, shown: [expect.objectContaining({ status: 'Match' })] }),
      expect.objectContaining({ ...line, child: true, shown: [expect.objectContaining({ rule: 'own-record' })] }),
    ]);
  });

  it('gives of a child that is closed to the asker the very answer of nobody, and the ledger tells them apart', async () => {
    const none = await ask('officer', nobody);
    expect(none).toEqual({ status: 'NoMatch', candidates: [], notUsed: [], weights: 'standing-3' });
    standings = () => ({ refusal: 'no-relationship' });
    const before = steps;
    for (const closed of [wren, quill, { ...quill, postcode: 'WX1 9ZZ' }])
      expect(await ask('officer', closed)).toEqual(none);
    expect(steps - before).toBe(3);
    const told = await lines('p-officer');
    expect(told.filter(({ child }) => child).map(({ shown, refusal }) => [shown, refusal])).toContainEqual([
      [],
      { rule: 'no-relationship', reason: 'Asked which child it is' },
    ]);
  });

  it('says of one whose status is open whom to ring, and nothing more', async () => {
    standings = reads('status');
    for (const near of [
      { givenName: 'Wrenfold' },
      { birthDate: '2015-07-14', postcode: 'WX1 1AA' },
      { birthDate: null },
    ]) {
      expect(await ask('officer', { ...wren, ...near })).toMatchObject({ status: 'NoMatch', candidates: [] });
    }
    expect(await ask('officer', wren)).toEqual({
      ...{ status: 'Match', candidates: [], notUsed: [], weights: 'standing-3' },
      known: {
        by: 'elsewhere',
        ring: { name: 'Wexbourne Council', phone: '01632 960 100', outOfHours: '01632 960 199' },
      },
    });
  });

  it('tells an agency’s system of its own records alone', async () => {
    standings = reads('content');
    expect(await ask('school', wren)).toMatchObject({ status: 'Match' });
    expect(await ask('school', quill)).toMatchObject({ status: 'NoMatch', candidates: [] });
    expect(await ask('police', quill)).toMatchObject({ status: 'Match' });
    expect((await lines(POLICE)).map(({ role, shown }) => [role, shown])).toContainEqual([
      'system',
      [expect.objectContaining({ status: 'Match' })],
    ]);
  });

  it('never tells of a grown-up, by a name, a date or a number', async () => {
    standings = reads('content');
    const timeless = { ...nobody, birthDate: null };
    expect(await ask('lead', { ...timeless, nhsNumber: '9990000018' })).toMatchObject({ status: 'NoMatch' });
    expect(await ask('lead', { ...nobody, birthDate: '1985-03-03' })).toMatchObject({
      status: 'Error',
      reason: 'not-a-child',
    });
  });

  it.each(['manager', 'analyst', 'auditor'])('is not for a %s, which the ledger keeps', async (who) => {
    const refused = await post(who, { reason: S47, person: wren });
    expect([refused.status, ((await refused.json()) as Said)['code']]).toEqual([403, 'match-not-your-role']);
    expect(await lines(`p-${who}`)).toMatchObject([{ refusal: { rule: 'role-does-not-ask' } }]);
  });

  it('keeps a reason’s words sealed beside the ledger, for an auditor', async () => {
    const words = 'Wrenfield Okorovale was not collected from school';
    await ask('lead', nobody, words);
    const line = (await lines('p-lead')).at(-1);
    expect(line).toMatchObject({ purpose: 'own-words' });
    const [{ asking }] = line?.['shown'] as [{ asking: string }];
    const reasonFor = async (token: string) =>
      (await fetch(`${url}/v1/matches/askings/${asking}`, { headers: { authorization: `Bearer ${token}` } })).json();
    expect(await reasonFor('auditor')).toEqual({ asking, reason: words });
    expect(await reasonFor('lead')).toMatchObject({ code: 'asking-unknown' });
    const { rows } = await stand.db.owner.query<{ text: string }>(
      "SELECT (SELECT string_agg(d::text, ' ') FROM access.disclosures d) || (SELECT string_agg(a::text, ' ') FROM identity.askings a) AS text",
    );
    expect(rows[0]?.text).toMatch(/own-words/);
    expect(rows[0]?.text).not.toMatch(/Wrenfield|Okorovale|collected/);
  });

  it.each<[string, Said]>([
    ['names of 10,000 letters', { givenName: 'A'.repeat(10_000), familyName: 'B'.repeat(10_000) }],
    ['emoji', { givenName: '😀😀', familyName: '🦊' }],
    ['nulls', { givenName: null, familyName: null, birthDate: null, parents: null, nhsNumber: null }],
    ['blanks', { givenName: ' ', familyName: '\t', birthDate: '' }],
    ['signs that databases dislike', { givenName: '\u0000', familyName: '\ud800' }],
    ['a date of no calendar', { birthDate: '2015-02-31' }],
    ['a placeholder for a number', { nhsNumber: '9999999999', upn: 'X'.repeat(500_000) }],
  ])('answers %s with an error and its reason', async (_, sought) => {
    expect(await ask('lead', sought)).toMatchObject({ status: 'Error', reason: 'nothing-to-compare', candidates: [] });
  });

  it.each<[string, unknown, number, string]>([
    ['a body of more than 1 MB', { reason: S47, person: { givenName: 'A'.repeat(1_100_000) } }, 413, 'body-too-large'],
    ['no JSON', '{"reason": ', 400, 'request-wrong'],
    ['nothing', '', 422, 'body-wrong'],
    ['no reason', { person: wren }, 422, 'body-wrong'],
    ['a reason that is none', { reason: 'x', person: wren }, 422, 'match-reason-missing'],
    ['a surplus word', { reason: S47, person: { ...wren, Okorovale: 1 } }, 422, 'body-wrong'],
    ['depth', `{"reason":"${S47}","person":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 422, 'body-wrong'],
  ])('refuses %s, and repeats nothing of it', async (_, body, status, code) => {
    const refused = await post('lead', body);
    const text = await refused.text();
    expect([refused.status, (JSON.parse(text) as Said)['code']]).toEqual([status, code]);
    expect(text).not.toMatch(/Wrenfield|Okorovale|AAAA/);
  });

  describe('by FHIR', () => {
    const matchOf = (token: string, patient: unknown, reason: object = { valueUri: S47 }) =>
      fetch(`${url}/fhir/Patient/$match`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
        body: JSON.stringify({
          resourceType: 'Parameters',
          parameter: [
            { name: 'resource', resource: patient },
            { name: 'reason', ...reason },
          ],
        }),
      });
    const patient = {
      resourceType: 'Patient',
      name: [{ family: wren.familyName, given: [wren.givenName] }],
      birthDate: wren.birthDate,
      address: [{ postalCode: wren.postcode }],
    };

    it('answers the same question, as a searchset without a word of who the child is', async () => {
      standings = reads('content');
      const answer = await matchOf('lead', patient);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'application/fhir+json; charset=utf-8',
      ]);
      const text = await answer.text();
      const child = await new Children({ pool: stand.db.events, vault: stand.vault }).refOf(SCHOOL, ids.wren);
      expect(JSON.parse(text)).toMatchObject({
        resourceType: 'Bundle',
        total: 1,
        entry: [{ resource: { id: child } }, {}],
      });
      expect(text).not.toMatch(/wrenfield|okorovale|WX12|2015-06/i);
      standings = () => ({ refusal: 'no-relationship' });
      const bundles = [patient, { ...patient, name: [{ family: 'Ludlowe', given: ['Zephrina'] }] }].map(async (one) =>
        (await matchOf('officer', one)).json(),
      );
      const [closed, none] = await Promise.all(bundles);
      expect(closed).toEqual(none);
    });

    it.each<[string, string, unknown, object, number, string]>([
      ['no token', 'nobody', patient, {}, 401, 'login'],
      ['a role that does not ask', 'analyst', patient, { valueUri: S47 }, 403, 'forbidden'],
      ['no reason', 'lead', patient, {}, 422, 'invalid'],
      ['no patient', 'lead', { resourceType: 'Person' }, { valueUri: S47 }, 422, 'invalid'],
      [
        'a patient that names nobody',
        'lead',
        { resourceType: 'Patient', name: 'x' },
        { valueUri: S47 },
        422,
        'invalid',
      ],
      ['too much', 'lead', { ...patient, text: 'x'.repeat(1_100_000) }, { valueUri: S47 }, 413, 'too-long'],
    ])('refuses %s with an OperationOutcome', async (_, token, sent, reason, status, code) => {
      const refused = await matchOf(token, sent, reason);
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        status,
        'application/fhir+json; charset=utf-8',
      ]);
      expect(await refused.json()).toMatchObject({
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code }],
      });
    });
  });

  it.each([
    ['auditor', 200],
    ['lead', 403],
    ['school', 403],
    ['nobody', 401],
  ])('shows how good it is to a %s: %s', async (token, status) => {
    const answer = await fetch(`${url}/v1/matches/quality`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/wrenfield|okorovale/i);
  });

  it('is refused without a token', async () => expect((await post('nobody', {})).status).toBe(401));

  it('tells whoever asks too often to wait, and writes that down once', async () => {
    const all = await Promise.all(Array.from({ length: 64 }, () => post('busy', { reason: S47, person: nobody })));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(4);
    expect(refused[0]?.headers.get('retry-after')).toBe('60');
    const kept = (await lines('p-busy')).filter(({ refusal }) => refusal !== null);
    expect(kept).toEqual([
      expect.objectContaining({ refusal: { rule: 'too-often', reason: 'Asked more often than anybody may' } }),
    ]);
  });

  it('leaves a ledger that stands', async () =>
    expect((await verifyLedger({ pool: stand.db.events, publicKeys: [] })).findings).toEqual([]));
});

const CLOSED: AskerStanding = {
  reach: () => ({ level: 'nothing', rule: 'no-ground', version: 'none' }),
  opensPlaces: () => true,
};

function asked(agency: AgencyId, localId: string, said: object, sector: string): Asked {
  return { agency, sector, sighting: { system: 'records', localId, ...said } };
}
