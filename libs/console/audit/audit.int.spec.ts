import { Problem } from '@tributary/kernel';
import request from 'supertest';
import { CANONICAL, REPLAY } from './audit.fixture';
import { COOKIE, SESSION, Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';
import { formToken } from '../page/session';

let stand: Stand;
const http = () => request(stand.app().getHttpServer());
const CHILD = 'f'.repeat(32);
const GOOD = { agency: 'ash-lane', child: CHILD, day: '2026-03-07', time: '09:30', purpose: 'practice-review' };

beforeEach(async () => {
  stand = await Stand.open();
  stand.actAs(hat('auditor', 'wexbourne-council'));
});
afterEach(() => stand.app().close());

const page = async (path: string, status = 200): Promise<string> =>
  (await http().get(path).set('Cookie', COOKIE).expect(status)).text;
const post = (form: object) =>
  http()
    .post('/audit')
    .set('Cookie', COOKIE)
    .type('form')
    .send({ form: formToken(SESSION), ...form });

describe('asking for a replay', () => {
  it('takes whose reference, which child, day and time in London, and why; and puts none of it in an address', async () => {
    expect(await page('/audit')).toContain('value="wexbourne-council" selected');
    const { headers } = await post(GOOD).expect(303);
    expect(headers['location']).toBe(`/audit/replays/${REPLAY}`);
    await post({ ...GOOD, day: '2026-07-07', time: '' }).expect(303);
    const common = { agency: 'ash-lane', child: CHILD, purpose: 'practice-review' };
    expect(stand.audits.asked).toEqual([
      { ...common, asKnownOn: '2026-03-07T09:30:00.000Z' },
      { ...common, asKnownOn: '2026-07-07' },
    ]);
  });

  it.each([
    [{ child: '' }, 'child', 'Enter the reference of the child'],
    [{ day: '7 March' }, 'day', 'Enter a day such as 2026-03-07'],
    [{ time: '25:00' }, 'time', 'Enter a time such as 09:30'],
    [{ purpose: '' }, 'purpose', 'no replay is made without one'],
  ])('asks again where %j', async (wrong, field, words) => {
    const { text } = await post({ ...GOOD, ...wrong }).expect(422);
    expect(text).toContain(words);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}-error"`);
    expect(text).toContain('<title>Error: ');
    expect(stand.audits.asked).toEqual([]);
  });

  it.each([
    ['child-unknown', 'child'],
    ['purpose-missing', 'purpose'],
    ['as-known-on-ahead', 'day'],
  ])('points at the field where the answer is %s', async (code, field) => {
    stand.audits.refuses = new Problem(code, 400, 'No', 'No');
    expect((await post(GOOD).expect(422)).text).toContain(`href="#${field}"`);
  });

  it('refuses what no page of ours sent', async () => {
    await post({ ...GOOD, form: '' }).expect(403);
    await post({ ...GOOD, child: ['a', 'b'] }).expect(400);
    expect(stand.audits.asked).toEqual([]);
  });
});

describe('a replay', () => {
  it('sets then beside now, event by event, differences marked', async () => {
    const text = await page(`/audit/replays/${REPLAY}`);
    for (const words of [
      'As known on 7 March 2026 at 12:00',
      'Held, not yet available',
      'Came later',
      'Put right since',
      'Differs',
      'No child protection plan known to Tributary.',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('says who was shown what by then, and only counts what came after', async () => {
    const text = await page(`/audit/replays/${REPLAY}`);
    expect(text).toContain('5 March 2026 at 10:00');
    expect(text).not.toContain('12 March 2026 at 10:00');
    expect(text).toContain('Opened since: 1.');
    expect(text).toContain('6 March 2026 at 10:00');
    expect(text).toContain('Steps of alerts since: 1.');
  });

  it('states position, code, rules and digest, and gives the bytes', async () => {
    const text = await page(`/audit/replays/${REPLAY}`);
    for (const words of ['1.20.300', '0.1.0, build b1d', 'was-not-brought 1', 'chronology 2', 'd'.repeat(64)]) {
      expect(text).toContain(words);
    }
    const answer = await http().get(`/audit/replays/${REPLAY}/replay.json`).set('Cookie', COOKIE).expect(200);
    expect(answer.text).toBe(CANONICAL);
    expect(answer.get('Content-Disposition')).toBe(`attachment; filename="replay-${REPLAY}.json"`);
    expect(answer.get('Cache-Control')).toBe('no-store');
  });

  it('keeps hindsight on a page of its own, and names it so', async () => {
    expect(await page(`/audit/replays/${REPLAY}`)).not.toContain('would have found then');
    const text = await page(`/audit/replays/${REPLAY}/hindsight`);
    expect(text).toContain('<h1 class="govuk-heading-l">Hindsight</h1>');
    expect(text).toContain('It must not be read as what anybody knew on 7 March 2026 at 12:00.');
    expect(text).toContain('Emergency attended');
    expect(text).toContain('A child was not brought');
    expect(text).toContain('Pupil suspended, 1 March 2026');
  });

  it.each(['social-worker', 'feed-manager', 'operator', 'team-manager'])('is shut to a %s', async (role) => {
    stand.actAs(hat(role, 'wexbourne-council'));
    for (const path of ['/audit', `/audit/replays/${REPLAY}`, `/audit/replays/${REPLAY}/hindsight`]) {
      const text = await page(path, 403);
      expect(text).not.toContain('Emergency attended');
    }
    expect(await page(`/audit/replays/${REPLAY}/replay.json`, 403)).not.toContain('canonical');
    await post(GOOD).expect(403);
    expect(stand.audits.asked).toEqual([]);
  });

  it('that is not there is a page that says so', async () => {
    expect(await page('/audit/replays/other', 404)).toContain('No such replay');
  });
});
