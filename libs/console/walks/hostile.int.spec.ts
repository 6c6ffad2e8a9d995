import { RequestMethod, type Type } from '@nestjs/common';
import request from 'supertest';
import { alert, COOKIE, ID, moduleOver, SESSION, Stand } from './console.fixture';
import { glance, timeline } from '../child/child.fixture';
import { hat } from './desks.fixture';
import { formToken } from '../page/session';
import type { Visit } from './visit.fixture';
import { routesOf, VISITS } from './visits.fixture';

const SCRIPT = '<script>alert("canary")</script>';
let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());
const http = () => request(stand.app().getHttpServer());
const controllers = (): readonly Type[] => moduleOver(new Stand()).controllers ?? [];

/** Every way in which something can be sent to the pages of somebody signed in. */
const posts = (): readonly string[] =>
  routesOf(controllers(), RequestMethod.POST)
    .filter((path) => !path.startsWith('/sign-in/'))
    .map((path) => path.replaceAll(/:\w+/g, ID));

/** The same with every text that a sender could have written turned into markup; ids and times stay. */
function poisoned<T>(value: T): T {
  if (typeof value === 'string')
    return (/^[a-z0-9:.-]*$|^[\d-]+(T[\d:.]+Z)?$/.test(value) ? value : `${value}${SCRIPT}`) as T;
  if (Array.isArray(value)) return value.map(poisoned) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === 'id' ? one : poisoned(one)]),
  ) as T;
}

describe('forms', () => {
  it('are found: the list below is not empty, and grows with the pages', () => {
    expect(posts()).toEqual(expect.arrayContaining(['/sign-out', '/role', `/inbox/${ID}/acknowledge`]));
  });

  it.each(posts())('%s takes nothing without its token, nor with that of another session', async (path) => {
    for (const form of [undefined, '', formToken('x'.repeat(43)), formToken(SESSION).slice(1)]) {
      await http()
        .post(path)
        .set('Cookie', COOKIE)
        .type('form')
        .send(form === undefined ? {} : { form })
        .expect(403);
    }
    expect(stand.answers).toEqual([]);
    expect(stand.sessions.has(SESSION)).toBe(true);
  });

  it.each(posts())('%s takes nothing that another site sends, nor of nobody', async (path) => {
    const send = (site: string) =>
      http()
        .post(path)
        .set('Cookie', COOKIE)
        .set('Sec-Fetch-Site', site)
        .type('form')
        .send({ form: formToken(SESSION) });
    for (const site of ['cross-site', 'same-site']) await send(site).expect(403);
    await http()
      .post(path)
      .type('form')
      .send({ form: formToken(SESSION) })
      .expect(303)
      .expect('Location', '/sign-in');
    expect(stand.answers).toEqual([]);
  });
});

describe('markup in what was sent', () => {
  const visits: readonly (readonly [string, Visit])[] = Object.values(VISITS)
    .flat()
    .map((visit, i) => [`${visit.path} (${i})`, visit] as const);

  it.each(visits)('%s shows it as text', async (_, visit) => {
    visit.on?.(stand);
    stand.shown = poisoned(stand.shown);
    stand.glance = poisoned(glance);
    stand.grants.waiting = poisoned(stand.grants.waiting);
    stand.pairs.all = poisoned(stand.pairs.all);
    stand.records.shown = stand.records.shown && poisoned(stand.records.shown);
    stand.assessments.assessment = poisoned(stand.assessments.assessment);
    stand.assessments.lines = poisoned(stand.assessments.lines);
    stand.timeline = poisoned(timeline);
    const { text } = await http().get(visit.path).set('Cookie', COOKIE);
    expect(text).not.toMatch(/<script>|alert\("canary"\)/);
  });

  it('is there to be shown', async () => {
    stand.timeline = poisoned(timeline);
    const { text } = await http().get('/children/abc123').set('Cookie', COOKIE);
    expect(text).toContain('Pupil suspended&lt;script&gt;alert(&quot;canary&quot;)');
  });

  it.each(['/children/abc123?asKnownOn=', '/inbox?cursor=', '/sign-in?to=', `/inbox/${ID}?after=`])(
    '%s gives nothing back as markup',
    async (path) => {
      const { text } = await http()
        .get(`${path}${encodeURIComponent(`">${SCRIPT}`)}`)
        .set('Cookie', COOKIE);
      expect(text).not.toContain('<script>');
    },
  );
});

describe('somebody else’s alert', () => {
  it('is refused as one that never was, and tells nothing of itself', async () => {
    stand.shown = { ...alert, title: 'canary' };
    const other = '0190a000-0000-7000-8000-00000000ffff';
    const theirs = await http().get(`/inbox/${other}`).set('Cookie', COOKIE).expect(404);
    const never = await http().get('/inbox/no-such-thing').set('Cookie', COOKIE).expect(404);
    expect(theirs.text).toBe(never.text);
    expect(theirs.text).not.toMatch(/canary|Wren|suspended/);
  });

  it('is not there either for a role that is taken away between two pages', async () => {
    await http().get(`/inbox/${ID}`).set('Cookie', COOKIE).expect(200);
    stand.hats = [hat('team-manager', 'ash-lane')];
    await http()
      .get(`/inbox/${ID}`)
      .set('Cookie', COOKIE)
      .expect(303)
      .expect('Location', /^\/role/);
  });
});
