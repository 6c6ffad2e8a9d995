import { type FeedId, Problem } from '@tributary/kernel';
import { CLIENT } from '../../../testing/pull-source';
import type { Incoming } from '../../pipeline/spool';
import { HELD_MS } from '../../storage/pulls';
import { mark, OAUTH, PullStand, START } from './pull.fixture';

const HOUR = 3_600_000;
let stand: PullStand;
let feed: FeedId;
beforeAll(async () => {
  stand = await PullStand.open();
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.now = START;
  stand.source.asked.length = 0;
  stand.source.grants.length = 0;
  feed = stand.aFeed();
});
afterEach(() => {
  const told = JSON.stringify(stand.told);
  for (const secret of [CLIENT.secret, 'a-secret-of-another-client', 'updated_after', 'localhost']) {
    expect(told).not.toContain(secret);
  }
});

/** Three pages with a mark each, of the 5th, 6th and 7th. */
const three = (): void =>
  stand.source.servePages(
    `/${feed}/marks`,
    [5, 6, 7].map((day) => [mark('s1', day)]),
  );
const asked = (): readonly string[] => stand.source.asked.map((one) => one.replace(`/${feed}/marks`, ''));

describe('a source knows us', () => {
  it.each([
    ['a client secret in a header', 'client_secret_basic', OAUTH],
    ['a client secret in the form', 'client_secret_post', { ...OAUTH, by: 'client_secret_post' }],
    [
      'an assertion signed with a key in PEM',
      'private_key_jwt',
      { by: 'private_key_jwt', clientId: CLIENT.id, keyFile: 'signing.pem', algorithm: 'ES256', keyId: 'k1' },
    ],
    [
      'an assertion signed with a JWK',
      'private_key_jwt',
      { by: 'private_key_jwt', clientId: CLIENT.id, keyFile: 'signing.jwk', algorithm: 'ES256' },
    ],
  ])('by %s', async (_way, grant, auth) => {
    three();
    await (await stand.pull(feed, { auth })).look();
    expect(stand.source.grants).toEqual([grant]);
    expect(await stand.days(feed)).toEqual(['05', '06', '07']);
    expect(await stand.state(feed)).toMatchObject({ doneAt: '2026-01-12T10:00:00.000Z' });
  });

  it('by a client certificate, which it asks for with each page as well', async () => {
    three();
    const auth = { by: 'tls_client_auth', clientId: CLIENT.id };
    await (await stand.pull(feed, { auth, certFile: 'client.pem', keyFile: 'client.key' })).look();
    expect(stand.source.grants).toEqual(['tls_client_auth']);
    expect(await stand.days(feed)).toHaveLength(3);
    const other = stand.aFeed();
    await (await stand.pull(other, { auth, certFile: 'stranger.pem', keyFile: 'stranger.key' })).look();
    expect(await stand.state(other)).toMatchObject({ problem: { code: 'pull-not-allowed' } });
  });

  it.each([
    ['bearer', { by: 'bearer', secretFile: 'secret' }],
    ['api-key', { by: 'api-key', header: 'X-API-Key', secretFile: 'secret' }],
    ['basic', { by: 'basic', clientId: CLIENT.id, secretFile: 'secret' }],
  ])('by a key of its own: %s', async (_by, auth) => {
    three();
    const resources = [{ name: 'marks', url: `${stand.source.url}/${feed}/marks` }];
    await (await stand.composed({ https: [{ feed, caFile: 'ca.pem', resources, auth }] })).look();
    expect([await stand.days(feed), stand.source.grants]).toEqual([['05'], []]);
  });

  it.each([
    ['another secret', { ...OAUTH, secretFile: 'another-secret' }],
    [
      'another audience',
      {
        ...{ by: 'private_key_jwt', clientId: CLIENT.id, keyFile: 'signing.pem', algorithm: 'ES256' },
        audience: 'https://elsewhere.example/token',
      },
    ],
    ['another key', { by: 'private_key_jwt', clientId: CLIENT.id, keyFile: 'another.pem', algorithm: 'ES256' }],
  ])('and refuses %s, which is told without its words', async (_what, auth) => {
    three();
    const pull = await stand.pull(feed, { auth });
    await pull.look();
    expect([asked(), await stand.deliveries(feed)]).toEqual([[], 0]);
    const state = await stand.state(feed);
    expect(state).toMatchObject({ failingSince: '2026-01-12T10:00:00.000Z', problem: { code: 'pull-not-allowed' } });
    expect(state?.problem?.detail).toContain('invalid_client');
    expect(state?.problem?.detail).not.toContain('not ');
    expect(pull.finding()?.note).toContain(feed);
  });

  it('whose token ended early gives another, once', async () => {
    three();
    const pull = await stand.pull(feed);
    await pull.look();
    stand.source.forgetTokens();
    stand.now += HOUR;
    await pull.look();
    expect(stand.source.grants).toHaveLength(2);
    expect((await stand.state(feed))?.problem).toBeUndefined();
  });

  it('is not believed where its certificate is nobody’s', async () => {
    three();
    await (await stand.pull(feed, { caFile: 'stranger.pem' })).look();
    expect(await stand.state(feed)).toMatchObject({ problem: { code: 'pull-source-away' } });
    expect(stand.source.grants).toEqual([]);
  });
});

describe('what has changed since', () => {
  it('is asked for from where the last whole run began, and some time before', async () => {
    three();
    const pull = await stand.pull(feed);
    await pull.look();
    await pull.look();
    expect(asked()).toEqual(['', '?page=2', '?page=3']);
    stand.now += HOUR;
    await pull.look();
    expect(asked()[3]).toBe('?updated_after=2026-01-12T09%3A55%3A00Z');
  });

  it('moves only after a whole run', async () => {
    three();
    const pull = await stand.pull(feed);
    await pull.look();
    stand.now += HOUR;
    stand.source.serve(`/${feed}/marks`, (query) =>
      query.get('page') === null
        ? { body: `{"data":[],"meta":{"pagination":{"next":"${stand.source.url}/${feed}/marks?page=2"}}}` }
        : { status: 503 },
    );
    await pull.look();
    expect(await stand.state(feed)).toMatchObject({
      doneAt: '2026-01-12T10:00:00.000Z',
      failingSince: '2026-01-12T11:00:00.000Z',
    });
    three();
    stand.now += HOUR;
    await pull.look();
    stand.now += HOUR;
    await pull.look();
    expect(asked().filter((one) => /updated_after/.test(one) && !/page/.test(one))).toEqual([
      '?updated_after=2026-01-12T09%3A55%3A00Z',
      '?updated_after=2026-01-12T10%3A55%3A00Z',
    ]);
  });

  it.each([
    ['spaced', '2026-01-12 09:45:00'],
    ['day', '2026-01-12'],
    ['seconds', String(Date.parse('2026-01-12T09:45:00Z') / 1_000)],
  ])('is said as the source reads it: %s', async (form, said) => {
    three();
    const since = { parameter: 'changed', form, overlap: 'PT15M' };
    const resources = [{ name: 'marks', url: `${stand.source.url}/${feed}/marks?size=9`, since }];
    const pull = await stand.pull(feed, { resources });
    await pull.look();
    stand.now += HOUR;
    await pull.look();
    const [first, second] = asked().map((one) => Object.fromEntries(new URLSearchParams(one)));
    expect([first, second]).toEqual([{ size: '9' }, { size: '9', changed: said }]);
  });
});

describe('pages', () => {
  it.each([
    ['a Link header', { by: 'link-header' }],
    ['numbers', { by: 'page-number', parameter: 'page' }],
    ['a cursor', { by: 'cursor', parameter: 'after', field: 'meta.cursor' }],
  ])('follow each other by %s', async (_how, pages) => {
    stand.source.serve(`/${feed}/marks`, (query) => {
      const at = Number(query.get('page') ?? query.get('after') ?? 1);
      const link = `<${stand.source.url}/${feed}/marks?page=1>; rel="first", <?page=${at + 1}>; rel="next"`;
      const data = at > 3 ? [] : [mark('s1', 4 + at)];
      const meta = { cursor: at < 3 ? at + 1 : null };
      return { body: JSON.stringify({ data, meta }), ...(at < 3 && { headers: { link } }) };
    });
    const resources = [{ name: 'marks', url: `${stand.source.url}/${feed}/marks`, list: 'data', pages }];
    await (await stand.pull(feed, { resources })).look();
    expect(await stand.days(feed)).toEqual(['05', '06', '07']);
    expect(await stand.deliveries(feed)).toBe(3);
  });

  it('of several resources come in the order of the file, and what is deleted takes back', async () => {
    three();
    const gone = { type: 'attendance', id: '1', student: 's1', date: '2026-01-06', session: 'AM' };
    stand.source.servePages(`/${feed}/deletions`, [[{ ...gone, deleted_at: '2026-01-12T08:00:00Z' }]]);
    const resources = ['marks', 'deletions'].map((name) => ({
      ...{ name, url: `${stand.source.url}/${feed}/${name}` },
      pages: { by: 'next-in-body', field: 'meta.pagination.next' },
    }));
    await (await stand.pull(feed, { resources })).look();
    expect(stand.source.asked.at(-1)).toBe(`/${feed}/deletions`);
    const { rows } = await stand.intake.db.events.query(
      `SELECT counts->>'retracted' AS n FROM intake.deliveries WHERE feed = $1 ORDER BY seq DESC LIMIT 1`,
      [feed],
    );
    expect(rows).toEqual([{ n: '1' }]);
  });
});

describe('a kill between a page and the place in the run', () => {
  it('repeats that page alone, doubles nothing, and the dead one’s hand moves nothing any more', async () => {
    three();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const reached = Promise.withResolvers<undefined>();
    let count = 0;
    const receive = async (to: string, incoming: Incoming): Promise<unknown> => {
      const receipt = await stand.intake.intake.receive(to, incoming);
      count += 1;
      if (count < 2) return receipt;
      reached.resolve(undefined);
      await promise;
      return receipt;
    };
    const first = (await stand.pull(feed, {}, { intake: { receive } })).look();
    await reached.promise;
    expect(await stand.days(feed)).toEqual(['05', '06']);
    const second = await stand.pull(feed);
    await second.look();
    expect(asked()).toEqual(['', '?page=2']);
    stand.now += HELD_MS;
    await second.look();
    expect(asked().slice(2)).toEqual(['?page=2', '?page=3']);
    resolve(undefined);
    await first;
    expect(asked()).toHaveLength(4);
    expect([await stand.days(feed), await stand.deliveries(feed)]).toEqual([['05', '06', '07'], 3]);
    expect(await stand.state(feed)).toMatchObject({ doneAt: '2026-01-12T10:10:00.000Z' });
  });

  it('or one that is told to stop: the next goes on at once, where it was', async () => {
    three();
    const page2 = Promise.withResolvers<undefined>();
    const pages = stand.source;
    pages.serve(`/${feed}/marks`, (query) => {
      if (query.get('page') === null) {
        return { body: `{"data":[],"meta":{"pagination":{"next":"${pages.url}/${feed}/marks?page=2"}}}` };
      }
      page2.resolve(undefined);
      return undefined;
    });
    const pull = await stand.pull(feed);
    pull.start();
    await page2.promise;
    await pull.stop();
    expect((await stand.state(feed))?.problem).toBeUndefined();
    three();
    await (await stand.pull(feed)).look();
    expect(asked()).toEqual(['', '?page=2', '?page=2', '?page=3']);
  });

  it('and a hub that cannot make a page durable leaves the place where it is', async () => {
    three();
    const away = new Problem('database-away', 503, 'Away', 'The database does not answer.');
    await (await stand.pull(feed, {}, { intake: { receive: () => Promise.reject(away) } })).look();
    expect(await stand.state(feed)).toMatchObject({ problem: { code: 'database-away' } });
    stand.now += HOUR;
    await (await stand.pull(feed)).look();
    expect(await stand.days(feed)).toHaveLength(3);
  });
});
