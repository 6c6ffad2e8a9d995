import { Problem } from '@tributary/kernel';
import supertest from 'supertest';
import { glance } from '../child/child.fixture';
import { formToken } from '../page/session';
import { COOKIE, SESSION, Stand } from '../walks/console.fixture';

let stand: Stand;
const http = () => supertest(stand.app().getHttpServer());
const page = async (path: string): Promise<string> => (await http().get(path).set('Cookie', COOKIE).expect(200)).text;
const post = (path: string, form: object) =>
  http()
    .post(path)
    .set('Cookie', COOKIE)
    .type('form')
    .send({ form: formToken(SESSION), ...form });
const REASON = 'The police asked for it this morning';

beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

describe('a protected address', () => {
  it('is sealed and lifted with a reason, from the child’s page', async () => {
    expect(await page('/children/abc123')).toContain('href="/children/abc123/location"');
    await post('/children/abc123/location', { whose: 'household', reason: REASON }).expect(303);
    await post('/children/abc123/location/lift', { reason: REASON }).expect(303);
    expect(stand.grants.sealed).toEqual([{ whose: 'household', reason: REASON }, { reason: REASON }]);
  });

  it.each([
    ['/children/abc123/location', { whose: 'nobody', reason: REASON }, 'whose'],
    ['/children/abc123/location', { whose: 'child', reason: 'x' }, 'reason'],
    ['/children/abc123/location/lift', { reason: 'x' }, 'lift-reason'],
  ])('%s asks again where it is %j', async (path, form, field) => {
    expect((await post(path, form).expect(422)).text).toContain(`href="#${field}"`);
    expect(stand.grants.sealed).toEqual([]);
  });

  it('tells a role that may not, and shows nothing of a child that is not there', async () => {
    await post('/children/other/location', { whose: 'child', reason: REASON }).expect(404);
    stand.grants.refuses = new Problem('role-may-not-seal', 403, 'Your role does not', 'Ask a social worker');
    const { text } = await post('/children/abc123/location', { whose: 'child', reason: REASON }).expect(422);
    expect(text).toContain('Your role does not. Ask a social worker');
  });

  it('is said on the child’s page, where a place is told by its sector alone and the front door still stands', async () => {
    const sealed = <T>(told: T): T =>
      JSON.parse(JSON.stringify(told).replaceAll(/ash-lane[\w-]*|Ash Lane Primary School/g, 'sealed-education')) as T;
    stand.glance = { ...sealed(glance), locationSealed: true };
    stand.around = sealed(stand.around);
    stand.timeline = { entries: [], withheld: [], next: null };
    const text = await page('/children/abc123');
    for (const words of ['Protected address', 'Education, place protected', '01632 960 100'])
      expect(text).toContain(words);
    expect(text).not.toMatch(/Ash Lane|ash-lane/);
  });
});
