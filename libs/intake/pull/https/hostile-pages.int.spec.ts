import type { FeedId } from '@tributary/kernel';
import type { Serve } from '../../../testing/pull-source';
import { mark, PullStand, START } from './pull.fixture';

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
  feed = stand.aFeed();
});

const serve = (one: Serve): void => stand.source.serve(`/${feed}/marks`, one);
const page = (next: unknown, data: readonly object[] = []): string =>
  JSON.stringify({ data, meta: { pagination: { next } } });
async function problem(): Promise<string> {
  const found = (await stand.state(feed))?.problem;
  return `${found?.code} ${found?.detail}`;
}

describe('nothing is taken of an answer', () => {
  it.each([
    [
      'a page of a sign-in',
      { headers: { 'content-type': 'text/html' }, body: '<html>Sign in' },
      'not application/json',
    ],
    ['no JSON', { body: '{"data":[' }, 'not JSON'],
    ['another status', { status: 204 }, '204'],
    ['an excuse with a good status', { body: '{"error":"busy"}' }, 'does not say where its next page is'],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'redirect'],
    ['something compressed', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, 'compressed'],
    ['a page that says it is too long', { headers: { 'content-length': '99999999' }, body: '' }, '1024 bytes'],
    [
      'a link to another server',
      { body: page('https://elsewhere.example/marks?page=2', [mark('s1', 5)]) },
      'elsewhere',
    ],
    ['a link to this server by another door', { body: page('http://localhost/marks', [mark('s1', 5)]) }, 'elsewhere'],
    ['a link that is none', { body: page({ not: 'text' }, [mark('s1', 5)]) }, 'no address'],
  ])('that is %s', async (_what, reply, told) => {
    serve(() => reply);
    await (await stand.pull(feed, { maxPageBytes: 1_024 })).look();
    expect(await problem()).toContain('pull-page-wrong marks: ');
    expect(await problem()).toContain(told);
    expect([await stand.deliveries(feed), stand.source.asked.length]).toEqual([0, 1]);
  });

  it('that leads to another school’s part of the same server, or a user', async () => {
    for (const next of ['/another/marks?page=2', `${stand.source.url.replace('//', '//user@')}/${feed}/marks?page=2`]) {
      const other = stand.aFeed();
      stand.source.serve(`/${other}/marks`, () => ({ body: page(next, [mark('s1', 5)]) }));
      await (await stand.pull(other)).look();
      expect((await stand.state(other))?.problem?.detail).toContain('leads elsewhere');
      expect(await stand.deliveries(other)).toBe(0);
    }
  });

  it('that never ends: its bytes are counted as they come', async () => {
    serve((_query, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void =>
        void (response.writable && response.write('x'.repeat(100_000), () => setImmediate(more)));
      more();
      return undefined;
    });
    await (await stand.pull(feed, { maxPageBytes: 1_000_000 })).look();
    expect(await problem()).toContain('1000000 bytes');
    expect(await stand.deliveries(feed)).toBe(0);
  });

  it('that drips: a page has a time for all of it', async () => {
    const closed = Promise.withResolvers<undefined>();
    serve((_query, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(drip);
        closed.resolve(undefined);
      });
      return undefined;
    });
    await (await stand.pull(feed, {}, { timeoutMs: 400 })).look();
    await closed.promise;
    expect(await problem()).toContain('pull-source-away marks: It was asked, and it did not answer in time.');
  });
});

describe('pages that have no end', () => {
  it('are followed until one comes again', async () => {
    serve((query) => {
      const at = Number(query.get('page') ?? 1);
      return { body: page(`${stand.source.url}/${feed}/marks?page=${at === 3 ? 2 : at + 1}`, [mark('s1', 4 + at)]) };
    });
    await (await stand.pull(feed)).look();
    expect(await problem()).toBe('pull-endless marks: Its pages lead in a circle.');
    expect(stand.source.asked).toHaveLength(3);
    stand.now += HOUR;
    await (await stand.pull(feed)).look();
    expect(stand.source.asked[3]).toBe(`/${feed}/marks`);
  });

  it('or there are too many of them', async () => {
    serve((query) => {
      const at = Number(query.get('page') ?? 1);
      return { body: page(`${stand.source.url}/${feed}/marks?page=${at + 1}`) };
    });
    await (await stand.pull(feed, { maxPages: 4 })).look();
    expect(await problem()).toBe('pull-endless marks: It has more than 4 pages.');
    expect(stand.source.asked).toHaveLength(4);
  });
});

describe('a source that asks to be left alone', () => {
  it('is, for as long as it says by the hub’s clock, and then asked for the page where the run was', async () => {
    let busy = true;
    serve((query) => {
      if (query.get('page') === null)
        return { body: page(`${stand.source.url}/${feed}/marks?page=2`, [mark('s1', 5)]) };
      return busy ? { status: 429, headers: { 'retry-after': '5400' } } : { body: page(null, [mark('s1', 6)]) };
    });
    const pull = await stand.pull(feed);
    await pull.look();
    expect(await stand.state(feed)).toMatchObject({ dueAt: '2026-01-12T11:30:00.000Z' });
    busy = false;
    stand.now = Date.parse('2026-01-12T11:29:59Z');
    await pull.look();
    expect(stand.source.asked).toHaveLength(2);
    stand.now += 1_000;
    await pull.look();
    expect(stand.source.asked.slice(2)).toEqual([`/${feed}/marks?page=2`]);
    expect(await stand.days(feed)).toEqual(['05', '06']);
  });

  it('or fails, is tried later each time, and no later than at its next turn', async () => {
    serve(() => ({ status: 500 }));
    const pull = await stand.pull(feed, { every: 'PT5M' });
    const pauses: number[] = [];
    for (let time = 0; time < 5; time++) {
      await pull.look();
      const due = Date.parse((await stand.state(feed))?.dueAt ?? '');
      pauses.push((due - stand.now) / 60_000);
      stand.now = due;
    }
    expect(pauses).toEqual([1, 2, 4, 5, 5]);
  });
});

describe('a place that the source no longer knows', () => {
  it('is given up, and the run begins anew', async () => {
    let gone = true;
    serve((query) => {
      if (query.get('page') === null)
        return { body: page(`${stand.source.url}/${feed}/marks?page=2`, [mark('s1', 5)]) };
      return gone ? { status: 410 } : { body: page(null, [mark('s1', 6)]) };
    });
    const pull = await stand.pull(feed);
    await pull.look();
    expect(await problem()).toContain('pull-place-gone');
    gone = false;
    stand.now += HOUR;
    await pull.look();
    expect(stand.source.asked.slice(2)).toEqual([`/${feed}/marks`, `/${feed}/marks?page=2`]);
    expect(await stand.days(feed)).toEqual(['05', '06']);
  });
});

describe('a page that the intake refuses', () => {
  it('stands on the feed’s page with what is wrong, once, and nothing after it is passed over', async () => {
    const resources = [{ name: 'marks', url: `${stand.source.url}/${feed}/marks` }];
    serve(() => ({ body: '[{}]' }));
    const pull = await stand.pull(feed, { resources });
    await pull.look();
    stand.now += HOUR;
    await pull.look();
    expect(await problem()).toContain('pull-page-refused marks: ');
    expect(await stand.deliveries(feed)).toBe(1);
    serve(() => ({ body: page(null, [mark('s1', 5)]) }));
    stand.now += HOUR;
    await pull.look();
    expect([(await stand.state(feed))?.problem, await stand.days(feed)]).toEqual([undefined, ['05']]);
  });
});

describe('a source inside a network', () => {
  it.each(['127.0.0.1', '169.254.169.254', '10.0.0.1', '::1'])(
    'at %s is not asked by a hub in production',
    async (at) => {
      const resolve = async () => [{ address: at, family: at.includes(':') ? 6 : 4 } as const];
      await (await stand.pull(feed, {}, { loopback: false, resolve })).look();
      expect(await problem()).toContain('pull-address-private');
    },
  );
});
