import { Problem } from '@tributary/kernel';
import request from 'supertest';
import { formToken } from '../page/session';
import { COOKIE, SESSION, Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';
import { SEEN } from './matches.fixture';
import { ofChild, RECORD, REFERENCE, wantedOut } from './records.fixture';

const REASON = 'The school and the council say that they are cousins';
let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
  stand.actAs(hat('data-steward', 'tributary-operator'));
  stand.records.shown = ofChild;
});
afterEach(() => stand.app().close());
const page = async (path: string, status = 200): Promise<string> =>
  (await request(stand.app().getHttpServer()).get(path).set('Cookie', COOKIE).expect(status)).text;
const post = (path: string, form: object) =>
  request(stand.app().getHttpServer())
    .post(path)
    .set('Cookie', COOKIE)
    .type('form')
    .send({ form: formToken(SESSION), ...form });
const one = { decision: 'unlink', reason: REASON, seen: SEEN };

describe('the pages of a child’s records', () => {
  it('find one by what an agency calls the child, without that in an address', async () => {
    expect(await page('/matches')).toContain('href="/records"');
    const { headers } = await post('/records', { agency: 'ash-lane', child: ` ${REFERENCE.toUpperCase()} ` }).expect(
      303,
    );
    expect(headers['location']).toBe(`/records/${RECORD}`);
  });

  it.each([
    ['agency', { agency: 'no-such-agency', child: REFERENCE }],
    ['child', { agency: 'ash-lane', child: '' }],
    ['child', { agency: 'ash-lane', child: 'somebody else’s' }],
  ])('ask again for the %s of %j', async (field, wrong) => {
    const { text } = await post('/records', wrong).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}-error"`);
  });

  it('show who is beside whom, how each record came to the child, and what follows', async () => {
    const text = await page(`/records/${RECORD}`);
    for (const words of [
      ...['The record of Ash Lane Primary School is of a child of whom there are records of: Wexbourne', 'Wrenna'],
      ...['Protected: compared, not shown', 'By hand', 'Imogen Marlow, data steward: The school read it back'],
      ...[
        '97.6\u00a0%, by weights standing-2',
        'Differs: First name: another form of the name; Birth date: one digit differs',
        'The child’s first record',
      ],
      ...['would share no child with Wexbourne', 'gets a recall, to acknowledge', 'Two stewards have to agree'],
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('type="radio"');
  });

  it('take a reason, and say what came of it', async () => {
    const { headers } = await post(`/records/${RECORD}`, one).expect(303);
    expect(headers['location']).toBe(`/records/${RECORD}?done=opinion`);
    stand.records.shown = { ...wantedOut, mayDecide: false };
    const text = await page(`/records/${RECORD}?done=opinion`);
    expect(text).toContain('Nothing moves until a second steward has said');
    expect(text).not.toContain('name="reason"');
    expect(stand.records.decided).toEqual([{ decision: 'unlink', reason: REASON, seen: SEEN }]);
    expect(await page(`/records/${RECORD}?done=made-up`)).not.toContain('made-up');
  });

  it('lead a second steward there, who reads the first one’s reason and may leave it', async () => {
    stand.records.shown = wantedOut;
    expect(await page('/inbox')).toContain('A colleague wants a record taken out of a child');
    expect(await page('/records')).toContain(`href="/records/${RECORD}"`);
    expect(await page(`/records/${RECORD}`)).toContain('A cousin');
    await post(`/records/${RECORD}`, { ...one, decision: 'leave' }).expect(303);
    expect(stand.records.decided).toEqual([{ decision: 'leave', reason: REASON, seen: SEEN }]);
  });

  it.each([
    ['reason', { ...one, reason: 'no' }],
    ['decision', { ...one, decision: 'merge' }],
  ])('ask again for the %s where it is %j', async (field, wrong) => {
    const { text } = await post(`/records/${RECORD}`, wrong).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}"`);
    expect(stand.records.decided).toEqual([]);
  });

  it.each(['match-changed', 'record-moved'])('show anew what has changed, and keep the words: %s', async (code) => {
    stand.records.refuses = new Problem(code, 409, 'It is not what you looked at', 'Look again');
    const { text } = await post(`/records/${RECORD}`, one).expect(409);
    expect(text).toContain('Something changed since you looked');
    expect(text).toContain(REASON);
  });

  it('hold nothing of a record that is not theirs, and of a form that no page of this session held', async () => {
    const never = '0190a000-0000-4000-8000-00000000ffff';
    const theirs = await page(`/records/${never}`, 404);
    expect(theirs).toBe(await page('/records/no-such-thing', 404));
    await post(`/records/${never}`, one).expect(404);
    await post(`/records/${RECORD}`, { ...one, form: 'made-up' }).expect(403);
    await post('/records', { agency: 'ash-lane', child: REFERENCE, form: 'made-up' }).expect(403);
    expect(stand.records.decided).toEqual([]);
  });
});
