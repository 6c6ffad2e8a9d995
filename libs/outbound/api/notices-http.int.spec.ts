import { serve, type Served, tokens } from '../http.fixture';
import { AlertStreams, AlertTail, OutboundModule } from '../index';
import { type House, house } from '../outbound.fixture';

let h: House;
let served: Served;
beforeAll(async () => {
  h = await house();
  served = await serve([
    OutboundModule.with({ notices: h.notices, streams: new AlertStreams(new AlertTail(h.store)), tokens }),
  ]);
  await h.raises();
});
afterAll(async () => {
  await served.app.close();
  await h.close();
});
afterEach(() => expect(served.unexpected).toEqual([]));

type Answer = { status: number; body: Record<string, unknown> & { notices?: { id: string }[]; code?: string } };
async function ask(token: string | undefined, path: string, body?: unknown): Promise<Answer> {
  const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/json' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(`${served.url}/v1/notices${path}`, init);
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}

describe('notices over HTTP', () => {
  it('are an agency’s system’s: listed, claimed, acknowledged; asked in full by whoever they are for', async () => {
    const { body: list } = await ask('council', '?after=0');
    const [notice] = list.notices ?? [];
    expect(list).toMatchObject({ next: 1 });
    expect((await ask('council', '?after=1')).body).toEqual({ notices: [], next: 1 });
    const { body: claimed } = await ask('council', '/claim', { n: 1, leaseSeconds: 30 });
    expect(claimed.notices).toEqual([notice]);
    const lease = claimed['lease'];
    expect((await ask('council', `/${notice?.id}/release`, { lease })).status).toBe(204);
    expect((await ask('council', `/${notice?.id}/acknowledge`, {})).body).toEqual({});
    expect((await ask('council', `/${notice?.id}`)).body).toEqual({ ...notice, delivered: true });
    expect((await ask('marlow', `/${notice?.id}`)).body).toMatchObject({ rule: 'was-not-brought', status: 'open' });
  });

  it.each([
    ['nobody', undefined, '', undefined, 401],
    ['a person, of their agency’s list', 'marlow', '', undefined, 403],
    ['a person, who would claim', 'marlow', '/claim', {}, 403],
    ['another agency', 'school', 'ID', undefined, 404],
    ['a person of another agency', 'lead', 'ID', undefined, 404],
    ['a place that is none', 'council', '?after=-1', undefined, 400],
    ['a place twice', 'council', '?after=1&after=2', undefined, 400],
    ['too many', 'council', '/claim', { n: 101 }, 400],
    ['a lease without an end', 'council', '/claim', { leaseSeconds: 1e9 }, 400],
    ['a lease of text', 'council', '/claim', { leaseSeconds: '60' }, 400],
    ['a field more', 'council', '/claim', { agency: 'ash-lane-primary' }, 400],
    ['an id that is none', 'council', '/%27%3B--/acknowledge', {}, 404],
    ['an outcome without a person', 'council', 'ID/acknowledge', { outcome: 'useful' }, 422],
    ['a person without a role', 'council', 'ID/acknowledge', { by: { practitioner: 'p-marlow' } }, 400],
    ['an agency smuggled in', 'council', 'ID/acknowledge', { by: { practitioner: 'p', role: 'r', agency: 'x' } }, 400],
  ])('are refused to %s', async (_, token, path, body, status) => {
    const [notice] = (await ask('council', '')).body.notices ?? [];
    expect((await ask(token, path.replace('ID', `/${notice?.id}`), body)).status).toBe(status);
  });
});
