import { firstSightEvents } from '@tributary/identity';
import { type AgencyId, childStream, type PlainDate, recordStream, uuidv7 } from '@tributary/kernel';
import { everyRow, Lines, Spans, spoken } from '../support/canaries';
import { hubOverHttp, type InProcess } from '../support/in-process';
import { tokensOf } from '../support/tokens';

/** Who is asked for: no word of it stands anywhere else. */
const ASKED = {
  ...{ givenName: 'Quarvidene', familyName: 'Oskelwrath', formerFamilyNames: ['Vintrabourne'] },
  ...{ birthDate: '2013-07-29', postcode: 'QX47 9ZV', formerPostcodes: ['QX48 8ZW'], houseNumber: '7193QZJ' },
  ...{ addressLines: ['Plimsorrel Terrace'], locality: 'Grunthaven', parents: ['Ysmerelda Oskelwrath'] },
  ...{ school: 'Z9947761', nhsNumber: '9990077770', formerNhsNumbers: ['9990077789'], upn: 'H999200077777' },
};
const WORDS_OF_REASON = 'Tabrinkle says that her neighbour Fendolpho collects the child';
const OTHERS = { givenName: 'Brimsolaude', familyName: 'Achterwind', birthDate: '2014-10-17' as PlainDate };
const CANARIES: readonly string[] = [
  ...Object.values({ ...ASKED, ...OTHERS }).flat(),
  ...['Tabrinkle', 'Fendolpho', 'Knurlwhistle', '29/07/2013', '20130729', '2014-10-18'],
];
/** Requests below whose body is no JSON or too large: they are refused before any of it is looked at, and have no span. */
const UNREAD = 4;
const CODE = 'https://www.legislation.gov.uk/ukpga/1989/41/section/47';

describe('asking which child somebody is, and deciding it, leaves nothing personal', () => {
  const lines = new Lines();
  const spans = new Spans();
  let hub: InProcess & Readonly<{ url: string }>;
  let tokens: Readonly<Record<'lead' | 'analyst' | 'steward' | 'busy', string>>;
  const refusals: string[] = [];
  let statuses: number[] = [];
  let requests = 0;
  /** Of a pair that was decided on and of its record: ids that no span may hold either. */
  const ids: string[] = [];

  beforeAll(async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
    hub = await hubOverHttp({ logger: lines.logger(), env, spans });
    const { person } = tokensOf(hub.home);
    const school = 'ash-lane-primary';
    tokens = {
      lead: await person('p-okonjo', 'designated-safeguarding-lead', school),
      busy: await person('p-sorrel', 'deputy-safeguarding-lead', school),
      analyst: await person('p-whinfell', 'analyst', 'tributary-operator'),
      steward: await person('p-ellingham', 'data-steward', 'tributary-operator'),
    };
  }, 120_000);
  afterAll(async () => hub?.close());

  /** Sends a request; what is refused is kept to be searched, with its headers. */
  const send = async (path: string, token: string, body?: unknown, type = 'application/json'): Promise<string> => {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'x-correlation-id': ASKED.givenName };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = body === undefined ? { headers } : { method, headers, body: text };
    const answer = await fetch(`${hub.url}${path}`, init);
    statuses.push(answer.status);
    requests += 1;
    const said = await answer.text();
    if (!answer.ok)
      refusals.push(`${path.split('?')[0]} ${answer.status} ${JSON.stringify([...answer.headers])} ${said}`);
    return said;
  };
  beforeEach(() => (statuses = []));

  const match = (body: unknown, token = tokens.lead, query = '') => send(`/v1/children/match${query}`, token, body);

  it('in questions that are answered', async () => {
    await match({ reason: CODE, person: ASKED });
    await match({ reason: WORDS_OF_REASON, person: ASKED });
    await match({ reason: CODE, person: { ...ASKED, birthDate: '29/07/2013', nhsNumber: 'Knurlwhistle' } });
    await match({ reason: CODE, person: ASKED }, tokens.lead, `?name=${ASKED.givenName}`);
    expect(statuses).toEqual([200, 200, 200, 200]);
  });

  it('in questions that are refused', async () => {
    const wrong: readonly (readonly [unknown, number])[] = [
      [{ reason: ASKED.givenName, person: ASKED }, 422],
      [{ reason: CODE, person: { ...ASKED, Knurlwhistle: 'Knurlwhistle' } }, 422],
      [{ reason: CODE, person: { ...ASKED, givenName: { Knurlwhistle: 1 } } }, 422],
      [{ reason: CODE, person: ASKED.givenName }, 422],
      [`{"reason": "${CODE}", "person": {"givenName": "${ASKED.givenName}", }`, 400],
      [{ reason: CODE, person: { ...ASKED, locality: ASKED.locality.repeat(150_000) } }, 413],
    ];
    for (const [body] of wrong) await match(body);
    expect(statuses).toEqual(wrong.map(([, status]) => status));
    statuses = [];
    await match({ reason: CODE, person: ASKED }, tokens.analyst);
    await match({ reason: CODE, person: ASKED }, `${ASKED.givenName}.${ASKED.familyName}.x`);
    await send('/v1/children/match', tokens.lead, ASKED.givenName, 'text/plain');
    await send(`/v1/children/${ASKED.givenName}`, tokens.lead);
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
  });

  it('in questions that come too often', async () => {
    for (let i = 0; i < 31; i += 1) await match({ reason: WORDS_OF_REASON, person: ASKED }, tokens.busy);
    expect(statuses.at(-1)).toBe(429);
  });

  it('in questions by FHIR', async () => {
    const resource = {
      resourceType: 'Patient',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: ASKED.nhsNumber }],
      name: [{ family: ASKED.familyName, given: [ASKED.givenName] }],
      birthDate: ASKED.birthDate,
      address: [{ line: ASKED.addressLines, postalCode: ASKED.postcode }],
    };
    const asked = (...parameter: object[]) =>
      send('/fhir/Patient/$match', tokens.lead, { resourceType: 'Parameters', parameter }, 'application/fhir+json');
    await asked({ name: 'resource', resource }, { name: 'reason', valueString: WORDS_OF_REASON });
    await asked({ name: 'resource', resource }, { name: 'reason', valueUri: ASKED.familyName });
    await asked({ name: 'Knurlwhistle', valueString: 'Knurlwhistle' }, { name: 'resource', resource });
    await send('/fhir/Patient/$match', tokens.lead, `{"name": "${ASKED.givenName}",,}`, 'application/fhir+json');
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1).every((status) => status >= 400 && status < 500)).toBe(true);
  });

  it('in what stewards look at and decide', async () => {
    const pair = await pairOf(hub);
    ids.push(pair.id, pair.recordId);
    await send('/v1/matches', tokens.steward);
    await send(`/v1/matches?after=${ASKED.givenName}`, tokens.steward);
    const shown = JSON.parse(await send(`/v1/matches/${pair.id}`, tokens.steward)) as { seen: string };
    expect(JSON.stringify(shown)).toContain(OTHERS.familyName);
    const decide = (body: unknown) => send(`/v1/matches/${pair.id}/decision`, tokens.steward, body);
    await decide({ decision: 'Knurlwhistle', reason: WORDS_OF_REASON, seen: shown.seen });
    await decide({ decision: 'link', reason: WORDS_OF_REASON, seen: ASKED.givenName });
    await decide(`{"decision": "${ASKED.givenName}`);
    await decide({ decision: 'link', reason: WORDS_OF_REASON, seen: shown.seen });
    await send(`/v1/matches/${ASKED.givenName}`, tokens.steward);
    await send(`/v1/records/${ASKED.givenName}`, tokens.steward);
    const record = JSON.parse(await send(`/v1/records/${pair.recordId}`, tokens.steward)) as { seen: string };
    await send(`/v1/records/${pair.recordId}/unlink`, tokens.steward, { seen: ASKED.givenName, reason: 'x' });
    const reason = WORDS_OF_REASON;
    await send(`/v1/records/${pair.recordId}/unlink`, tokens.steward, { seen: record.seen, reason });
    expect(statuses).toEqual([200, 400, 200, 422, 422, 400, 200, 404, 404, 200, 422, 200]);
    await hub.settled();
  });

  it('not in a refusal, a log, a metric, nor in the clear in any table', async () => {
    expect(refusals.flatMap((text) => spoken(text, CANARIES).map((word) => `${word} in ${text.slice(0, 80)}`))).toEqual(
      [],
    );
    expect(lines.all.flatMap((line) => spoken(line, CANARIES).map((word) => `${word} in ${line}`))).toEqual([]);
    const metrics = await hub.base.metrics.registry.metrics();
    expect(metrics).toContain('/v1/children/match');
    expect(spoken(metrics, CANARIES)).toEqual([]);
    const tables = await everyRow(hub.base.database.events);
    expect(tables.get('access.disclosures')).toContain('p-okonjo');
    expect([...tables].flatMap(([name, text]) => spoken(text, CANARIES).map((word) => `${word} in ${name}`))).toEqual(
      [],
    );
  });

  it('nor in a span: no name, number, postcode or reason, no id of a pair or record', async () => {
    // Its end sends what was not sent yet.
    await hub.base.traces.close();
    // Each request has its own: answered, refused, or turned away for coming too often.
    const asked = spans.all.filter(({ name }) => /^(GET|POST) /.test(name));
    expect(asked).toHaveLength(requests - UNREAD);
    const told = (text: string) => spoken(text, [...CANARIES, ...ids]);
    expect(spans.all.flatMap(({ name, text }) => told(text).map((word) => `${word} in ${name}`))).toEqual([]);
    const names = asked.map(({ name }) => name);
    for (const route of ['POST /v1/children/match', 'POST /fhir/Patient/$match', 'GET /v1/matches/:id'])
      expect(names).toContain(route);
  });
});

/** Two records that a steward is asked about: the same name and birth date, and no more. */
async function pairOf({ base, rooms }: InProcess) {
  const pool = base.database.events;
  const asked = [
    {
      agency: 'wexbourne-hospital' as AgencyId,
      sector: 'health',
      sighting: { system: 'own', localId: 'H1', ...OTHERS },
    },
    {
      agency: 'ash-lane-primary' as AgencyId,
      sector: 'education',
      sighting: { system: 'own', localId: 'S1', ...OTHERS, birthDate: '2014-10-18' as PlainDate },
    },
  ];
  for (const one of asked) {
    const [sight] = await rooms.identity.resolve([one]);
    if (!sight) throw new Error('nothing resolved');
    const record = recordStream(sight.recordId);
    await base.store.append({ streams: [record, childStream(sight.childId)] }, (view) => ({
      events: firstSightEvents(sight, { at: view.now, correlationId: uuidv7(), causationId: uuidv7() }),
      links: [{ streamId: record, childId: sight.childId }],
    }));
  }
  const { rows } = await pool.query<{ id: string; recordId: string }>(
    'SELECT id, record_id AS "recordId" FROM identity.proposals',
  );
  if (!rows[0]) throw new Error('the pair was not proposed');
  return rows[0];
}
