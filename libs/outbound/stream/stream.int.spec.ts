import { once } from 'node:events';
import { formatPosition, FEED_START } from '@tributary/kernel';
import { ended, serve, type Served, tokens } from '../http.fixture';
import { AlertStreams, AlertTail, OutboundModule } from '../index';
import { brook, type House, house, lead } from '../outbound.fixture';

let h: House;
let served: Served;
let open: AbortController[];
beforeEach(async () => {
  open = [];
  h = await house();
  const streams = new AlertStreams(new AlertTail(h.store), { each: 2, all: 3, beatMs: 50 });
  served = await serve([OutboundModule.with({ notices: h.notices, streams, tokens })]);
});
afterEach(async () => {
  ended.clear();
  open.forEach((one) => one.abort());
  await served.app.close();
  await h.close();
  expect(served.unexpected).toEqual([]);
});

type Event = Readonly<{ event?: string; id?: string; data?: string }>;

/** A reader of one stream: what has come so far, until it says so. */
class Reading {
  text = '';
  over = false;
  private readonly more = new EventTarget();

  constructor(body: ReadableStream<Uint8Array>) {
    void this.read(body);
  }

  get events(): readonly Event[] {
    return this.text
      .split('\n\n')
      .map((block) => Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s))) as Event);
  }

  alerts(): readonly Event[] {
    return this.events.filter(({ event }) => event === 'alert');
  }

  async until(true_: () => boolean): Promise<void> {
    while (!true_()) await once(this.more, 'more');
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        this.text += decoder.decode(chunk, { stream: true });
        this.more.dispatchEvent(new Event('more'));
      }
    } catch {
      // It was cut.
    }
    this.over = true;
    this.more.dispatchEvent(new Event('more'));
  }
}

async function ask(token: string | undefined, path = '', headers: Record<string, string> = {}): Promise<Response> {
  const control = new AbortController();
  open.push(control);
  const all = { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) };
  return fetch(`${served.url}/v1/stream${path}`, { headers: all, signal: control.signal });
}
async function listen(token: string, path = '', headers: Record<string, string> = {}): Promise<Reading> {
  const answer = await ask(token, path, headers);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  if (!answer.body) throw new Error('no body');
  const reading = new Reading(answer.body);
  await reading.until(() => reading.events.some(({ id }) => id !== undefined));
  return reading;
}

describe('a stream', () => {
  it('tells of what changes in one’s inbox, and of nobody else’s', async () => {
    const [mine, theirs] = [await listen('marlow'), await listen('lead')];
    const alertId = await h.raises();
    await mine.until(() => mine.alerts().length === 1);
    const [{ data = '' } = {}] = mine.alerts();
    expect(JSON.parse(data)).toEqual({ alert: alertId, urgency: 'today', ask: `/v1/alerts/${alertId}` });
    const closed = { by: 'p-marlow', role: 'social-worker', outcome: 'useful' };
    await h.says(alertId, 'alerting.alert-closed', closed);
    await mine.until(() => mine.alerts().length === 2);
    await h.raises({ owner: lead });
    await theirs.until(() => theirs.alerts().length === 1);
    expect(mine.alerts()).toHaveLength(2);
    for (const word of [h.child, 'brought', 'p-marlow']) expect(mine.text + theirs.text).not.toContain(word);
  });

  it('goes on where one stood: none twice, none left out', async () => {
    const first = await listen('marlow');
    await h.raises();
    await first.until(() => first.alerts().length === 1);
    const { id = '' } = first.alerts()[0] ?? {};
    await h.raises({ owner: brook });
    const missed = await h.raises();
    const second = await listen('marlow', '?after=0.0.0', { 'last-event-id': id });
    await second.until(() => second.alerts().length === 1);
    expect(second.text).toContain(missed);
    const all = await listen('marlow', `?after=${formatPosition(FEED_START)}`);
    await all.until(() => all.alerts().length === 2);
  });

  it('ends with the token of whoever listens', async () => {
    const mine = await listen('marlow');
    ended.add('marlow');
    await mine.until(() => mine.over);
    expect(await (await ask('marlow')).json()).toMatchObject({ code: 'token-refused' });
  });

  it('is one of few: the oldest of one’s own ends, and beyond all there is none', async () => {
    const [oldest, second] = [await listen('marlow'), await listen('marlow')];
    await listen('lead');
    const third = await listen('marlow');
    await oldest.until(() => oldest.over);
    expect([second.over, third.over]).toEqual([false, false]);
    await third.until(() => third.events.length > 3);
    expect(await (await ask('lead')).json()).toMatchObject({ code: 'streams-too-many' });
  });

  it.each([
    ['nobody', undefined, '', {}, 401],
    ['an agency’s system', 'council', '', {}, 403],
    ['a place that is none', 'marlow', '?after=yesterday', {}, 400],
    ['two places', 'marlow', '?after=1.1.1&after=1.1.2', {}, 400],
    ['a place in a header that is none', 'marlow', '', { 'last-event-id': '1.1.1; DROP' }, 400],
  ])('is not for %s', async (_, token, path, headers, status) => {
    expect((await ask(token, path, headers)).status).toBe(status);
  });

  it('ends with the process', async () => {
    const mine = await listen('marlow');
    await served.app.close();
    await mine.until(() => mine.over);
    expect(mine.alerts()).toEqual([]);
  });
});
