import { enter, type House, rowsOf, unlikeRebuild, besideRebuilds, caughtUp } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { type Answer, post } from '../support/problems';
import { sized } from '../support/random';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const MEGABYTE = 1024 ** 2;
const LIMIT = 4 * MEGABYTE;
/** Bodies of 100 kB refused one after another, and the bytes of one far above the limit. */
const BODIES = sized('BAD_BODIES', 300);
const HUGE = 200 * MEGABYTE;
/** Of the process's resident memory, over all of them. What they hold together is 230 MB. */
const MOST_GROWTH = 150 * MEGABYTE;
const CANARY = 'Quorsevnaxbra';

const HEADER = 'UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code';
const ROW = `,P1,${CANARY},Anna,2014-03-04,9990001,2026-01-12,AM,O`;
const CENSUS = '<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection>';
const ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';

type Bad = Readonly<{ agency: string; path: string; type: string; body: string | Buffer }>;
const feed = (id: string): string => `/v1/feeds/${id}/messages`;
const csv = (body: string | Buffer): Bad => ({
  ...{ agency: 'ash-lane-primary', path: feed('ash-lane-attendance'), type: 'text/csv' },
  body,
});
const xml = (body: string): Bad => ({
  ...{ agency: 'wexbourne-council', path: feed('council-census'), type: 'application/xml' },
  body,
});
const dfe = (body: string): Bad => ({
  ...{ agency: 'wexbourne-council', path: feed('council-social-care'), type: 'application/json' },
  body,
});

/** What is wrong, its status and code, and what of the answer says where. */
const WRONG: readonly (readonly [string, Bad, number, string, string])[] = [
  [
    'a wrong media type',
    { ...csv(`${HEADER}\n${ROW}\n`), type: 'application/pdf' },
    415,
    'media-type-wrong',
    'accepted',
  ],
  ['broken XML', xml(`${CENSUS}<Name>${CANARY}</Nom>`), 400, 'xml-broken', 'line'],
  ['an external entity', xml(`${ENTITY}<Message>${CANARY}&e;</Message>`), 400, 'xml-doctype-refused', 'line'],
  ['a wrong CSV header', csv(`Name,Date\n${CANARY},2026-01-12\n`), 422, 'csv-header-wrong', 'line'],
  [
    'Latin-1 text',
    csv(Buffer.from(`${HEADER}\n${ROW.replace('Anna', 'Zoë')}\n`, 'latin1')),
    400,
    'encoding-wrong',
    'line',
  ],
  ['half an XML file', xml(`${CENSUS}<Name>${CANARY}`), 400, 'xml-broken', 'line'],
  ['half a JSON file', dfe(`{"la_code":"999","Children":[{"la_child_id":"${CANARY}"`), 400, 'json-truncated', 'line'],
];

describe('what must not come in', () => {
  let shape: Shape;
  let house: House;
  let deliverer: Deliverer;
  let refusals = 0;

  beforeAll(async () => {
    shape = await startShape('hub', { env: { MAX_BODY_BYTES: String(LIMIT), LOG_LEVEL: 'debug' } });
    house = await enter(shape);
    const tokens = tokensOf(shape.home);
    deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => tokens.client('wexbourne-hospital'),
    );
    await deliverer.deliver('before', [loadEvent(1, 1), loadEvent(2, 1)]);
    await caughtUp(house);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
  });

  const send = async ({ agency, path, type, body }: Bad, authorization?: string): Promise<Answer> => {
    const bytes = Buffer.from(body);
    const bearer = authorization ?? `Bearer ${await tokensOf(shape.home).client(agency)}`;
    const headers = { authorization: bearer, 'content-type': type, 'idempotency-key': `bad-${(refusals += 1)}` };
    return post({ url: `${shape.intakeUrl}${path}`, headers, pieces: [bytes], length: bytes.length });
  };
  const rowCounts = async (): Promise<Readonly<Record<string, number>>> => {
    // Events of children: that a feed delivered is told some time after it did.
    const counts = new Map([['events', (await rowsOf(house, 'store.events', 'child_token IS NOT NULL')).length]]);
    for (const table of ['intake.parked', 'intake.items', 'identity.records'])
      counts.set(table, (await rowsOf(house, table)).length);
    return Object.fromEntries(counts);
  };
  const residentBytes = async (): Promise<number> => {
    const metrics = await (await fetch(`${shape.intakeUrl}/metrics`)).text();
    return Number(/^process_resident_memory_bytes\S* (\S+)/m.exec(metrics)?.[1]);
  };

  function isProblem(answer: Answer, status: number, code: string): void {
    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ status, code })]);
    expect(answer.type).toMatch(/^application\/problem\+json/);
    for (const member of ['type', 'title', 'detail']) expect(answer.body[member]).toMatch(/\S/);
    expect(JSON.stringify(answer.body)).not.toContain(CANARY);
  }

  it.each(WRONG)('%s is answered with what and where, and nothing of it stays', async (_, bad, status, code, where) => {
    const before = await rowCounts();
    const answer = await send(bad);
    isProblem(answer, status, code);
    expect([where, answer.body[where]]).toEqual([where, expect.anything()]);
    expect(await rowCounts()).toEqual(before);
  });

  it('a wrong token opens nothing', async () => {
    for (const token of ['', 'Bearer x', `Bearer ${'a'.repeat(4_000)}.b.c`])
      isProblem(await send(csv(`${HEADER}\n${ROW}\n`), token), 401, 'token-refused');
    const others = `Bearer ${await tokensOf(shape.home).client('wexbourne-hospital')}`;
    isProblem(await send(csv(`${HEADER}\n${ROW}\n`), others), 404, 'feed-unknown');
  });

  it('is refused over and over, and far above the limit, while memory stays within its bound', async () => {
    const before = await rowCounts();
    const start = await residentBytes();
    expect(start).toBeGreaterThan(20 * MEGABYTE);
    const filler = `${CANARY},`.repeat(7_000);
    const bodies = [
      csv(`Name\n${filler}\n`),
      xml(`${CENSUS}<Name>${filler}</Nom>`),
      dfe(`{"Children":[{"x":"${filler}"`),
    ];
    for (let n = 0; n < BODIES; n += 1)
      expect((await send(bodies[n % bodies.length] as Bad)).status).toBeGreaterThanOrEqual(400);
    const token = await tokensOf(shape.home).client('wexbourne-hospital');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const url = `${shape.intakeUrl}/v1/events`;
    const told = await post({ url, headers, pieces: hugeBody(), length: HUGE });
    const untold = await post({ url, headers, pieces: hugeBody() });
    for (const answer of [told, untold]) {
      isProblem(answer, 413, 'delivery-too-large');
      expect(answer.body['limit']).toBe(LIMIT);
    }
    const grown = (await residentBytes()) - start;
    process.stdout.write(`${BODIES} refused bodies: ${Math.round(grown / MEGABYTE)} MB more resident memory\n`);
    expect(grown).toBeLessThan(MOST_GROWTH);
    expect(await rowCounts()).toEqual(before);
  });

  it('leaves what came before it, lets in what comes after, and says no word of it in the log', async () => {
    const receipt = await deliverer.deliver('after', [loadEvent(1, 2), loadEvent(3, 1)]);
    expect(receipt.counts).toMatchObject({ accepted: 2, parked: 0 });
    await caughtUp(house);
    const [chronology] = (await besideRebuilds(house)).filter(({ name }) => name === 'chronology');
    expect(chronology?.followed.get('chronology')).toHaveLength(4);
    expect(unlikeRebuild(chronology ? [chronology] : [])).toEqual([]);
    const [hub] = shape.apps;
    expect(hub?.output.length).toBeGreaterThan(0);
    expect(hub?.output).not.toContain(CANARY);
  });
});

function* hugeBody(): Generator<Buffer> {
  const piece = Buffer.from(`${CANARY} `.repeat(5_000));
  for (let sent = 0; sent < HUGE; sent += piece.length) yield piece.subarray(0, Math.min(piece.length, HUGE - sent));
}
