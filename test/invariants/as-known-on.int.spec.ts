import { FACTS } from '../support/undo/facts';
import { councilDelivers, World } from '../support/undo/world';
import { hubOverHttp, type InProcess } from '../support/in-process';
import { tokensOf } from '../support/tokens';

const factOf = (type: string) => {
  const fact = FACTS.find((one) => one.type === type);
  if (!fact) throw new Error(`no fact of that type: ${type}`);
  return fact;
};
const [WORKER, SUSPENDED] = [factOf('social-care.worker-changed'), factOf('education.pupil-suspended')];
type Entries = Readonly<{ entries: readonly Readonly<{ type: string }>[] }>;
type Alert = Readonly<{ id: string; rule: string; outcome: string | null; evidence: readonly unknown[] }>;

/** The as-known-on view still shows what people saw at the time. */
describe('of a link that was taken back', () => {
  let hub: InProcess & Readonly<{ url: string }>;
  let world: World;
  let tokens: Readonly<{ auditor: string; worker: string }>;
  /** Before the link, while it stood, and after it was taken back. */
  let [before, meanwhile, after] = ['', '', ''];

  beforeAll(async () => {
    hub = await hubOverHttp();
    const { person } = tokensOf(hub.home);
    tokens = {
      auditor: await person('p-quill', 'auditor', 'tributary-operator'),
      worker: await person('p-marlow', 'social-worker', 'wexbourne-council'),
    };
    world = await World.begin(hub, 1);
    await councilDelivers(hub);
    await world.says({ who: 'A', fact: WORKER, days: 1, name: 'w' });
    await hub.settled();
    before = await moment();
    await world.link(['school']);
    await world.says({ who: 'B', fact: SUSPENDED, days: 0, name: 's' });
    await hub.settled();
    meanwhile = await moment();
    await world.unlink(['school']);
    await hub.settled();
    after = await moment();
  }, 120_000);
  afterAll(async () => hub?.close());

  /** A moment after all that was appended and before all that will be. */
  const moment = async (): Promise<string> => {
    const now = async (): Promise<string> => {
      const { rows } = await hub.base.database.events.query<{ at: Date }>('SELECT clock_timestamp() AS at');
      return rows[0]?.at.toISOString() ?? '';
    };
    const last = await now();
    let at = await now();
    while (at <= last) at = await now();
    for (let next = at; next <= at;) next = await now();
    return at;
  };
  const get = async <T>(path: string, token: string): Promise<T> => {
    const answer = await fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect([path, answer.status]).toEqual([path, 200]);
    return (await answer.json()) as T;
  };
  const isSuspended = ({ entries }: Entries): boolean => entries.some(({ type }) => type === SUSPENDED.type);

  const replayed = async (who: 'A' | 'B', asKnownOn: string): Promise<boolean> => {
    const child = await hub.rooms.children.refOf('tributary-operator' as never, world.childOf(who));
    const asked = await fetch(`${hub.url}/v1/replays`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.auditor}`, 'content-type': 'application/json' },
      body: JSON.stringify({ child, purpose: 'practice-review', asKnownOn }),
    });
    expect(asked.status).toBe(201);
    const { href } = (await asked.json()) as { href: string };
    return isSuspended(await get<Entries>(href, tokens.auditor));
  };

  it('a replay for an audit shows the fact on the child who bore it while the link stood, and no later', async () => {
    const shown = async (who: 'A' | 'B') =>
      Promise.all([before, meanwhile, after].map(async (at) => replayed(who, at)));
    expect(await shown('A')).toEqual([false, true, false]);
    expect(await shown('B')).toEqual([false, false, true]);
  });

  it('whoever works with the child reads what they were told, that it is taken back, and the fact nowhere else', async () => {
    const { alerts } = await get<{ alerts: readonly Alert[] }>('/v1/alerts', tokens.worker);
    const told = alerts.find(({ rule }) => rule === 'child-with-social-worker-suspended');
    expect(told).toMatchObject({ outcome: 'recalled' });
    expect(alerts.filter(({ rule }) => rule === 'wrong-child')).toMatchObject([{ outcome: null }]);
    expect((await get<Alert>(`/v1/alerts/${told?.id}`, tokens.worker)).evidence).toHaveLength(1);
    const ref = await hub.rooms.children.refOf('wexbourne-council' as never, world.childOf('A'));
    for (const at of ['', `&asKnownOn=${meanwhile}`, `&asKnownOn=${after}`]) {
      const page = await get<Entries>(`/v1/children/${ref}/chronology?purpose=direct-work${at}`, tokens.worker);
      expect([at, isSuspended(page)]).toEqual([at, false]);
      expect(page.entries.map(({ type }) => type)).toContain(WORKER.type);
    }
  });
});
