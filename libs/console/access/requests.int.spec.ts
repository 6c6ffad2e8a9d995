import { Problem } from '@tributary/kernel';
import { Stand } from '../walks/console.fixture';
import { request, REQUEST, SHARED } from './access.fixture';
import { pagesOf } from '../walks/signed-in.fixture';

let stand: Stand;
const { page, post } = pagesOf(() => stand);
const WORDS = 'The plan says that attendance is watched';

beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

describe('asking for what is not shown', () => {
  it('begins at the child’s page, and takes what may be asked for and why', async () => {
    expect(await page('/children/abc123')).toContain('href="/children/abc123/requests"');
    expect(await page('/children/abc123/requests')).toContain('Ash Lane Primary School: education');
    const asked = { kind: 'ash-lane education', reason: WORDS };
    const { headers } = await post('/children/abc123/requests', asked).expect(303);
    expect(headers['location']).toBe('/requests?done=asked');
    const purpose = 'direct-work';
    expect(stand.grants.asked).toEqual([{ supplier: 'ash-lane', dataClass: 'education', reason: WORDS, purpose }]);
  });

  it.each([
    ['kind', { kind: '' }],
    ['kind', { kind: 'ash-lane education more' }],
    ['reason', { reason: 'because' }],
  ])('asks again for the %s where it is %j', async (field, wrong) => {
    const { text } = await post('/children/abc123/requests', { kind: 'ash-lane education', reason: WORDS, ...wrong });
    expect(text).toContain(`href="#${field}"`);
    expect(stand.grants.asked).toEqual([]);
  });

  it('says so where nobody there could answer, and shows nothing of a child that is not there', async () => {
    await page('/children/other/requests', 404);
    const { ask } = { ask: new Problem('answerer-missing', 409, 'Nobody there could answer', 'Ring it') };
    jest.spyOn(stand.grants.asked, 'push').mockImplementation(() => {
      throw ask;
    });
    const { text } = await post('/children/abc123/requests', { kind: 'ash-lane education', reason: WORDS }).expect(422);
    expect(text).toContain('Nobody there could answer. Ring it');
  });

  it('shows what became of it, and lets its asker answer what was asked back', async () => {
    stand.grants.mine = [{ ...request, state: 'asked-back', overdue: false }];
    expect(await page('/requests')).toContain('They ask something back');
    expect(await page(`/requests/${REQUEST}`)).toContain('Your answer to their question');
    expect((await post(`/requests/${REQUEST}/reply`, { words: 'yes' }).expect(422)).text).toContain('href="#words"');
    await post(`/requests/${REQUEST}/reply`, { words: WORDS }).expect(303);
    expect(stand.grants.replied).toEqual([{ words: WORDS }]);
  });
});

describe('answering a request', () => {
  const good = { outcome: 'shared', events: SHARED, days: '28', words: WORDS };
  beforeEach(() => {
    stand.grants.toAnswer = [request];
  });

  it('is told of beside the alerts and shows who asks, why and until when', async () => {
    expect(await page('/inbox')).toContain('One request for what your agency holds waits for your answer, overdue');
    const text = await page(`/requests/${REQUEST}`);
    for (const words of [
      'I need to know of the plan',
      'Was due by 16 March 2026',
      'Pupil suspended',
      'Asked for direct work',
    ])
      expect(text).toContain(words);
  });

  it('shares what is ticked, refuses, or asks', async () => {
    await post(`/requests/${REQUEST}/answer`, good).expect(303);
    await post(`/requests/${REQUEST}/answer`, { ...good, outcome: 'refused' }).expect(303);
    await post(`/requests/${REQUEST}/answer`, { outcome: 'asked-back', words: WORDS }).expect(303);
    expect(stand.grants.answered).toEqual([
      { outcome: 'shared', events: [SHARED], days: 28, words: WORDS },
      { outcome: 'refused', words: WORDS },
      { outcome: 'asked-back', words: WORDS },
    ]);
  });

  it.each([
    ['outcome', { outcome: 'perhaps' }],
    ['events', { events: undefined }],
    ['days', { days: '365' }],
    ['words', { words: 'no' }],
  ])('asks again for the %s where it is %j, and keeps what was ticked', async (field, wrong) => {
    const { text } = await post(`/requests/${REQUEST}/answer`, { ...good, ...wrong }).expect(422);
    expect(text).toContain(`href="#${field}"`);
    if (field !== 'events') expect(text).toMatch(new RegExp(`value="${SHARED}" checked`));
    expect(stand.grants.answered).toEqual([]);
  });

  it('of another agency is not there', async () => {
    stand.grants.toAnswer = [];
    await page(`/requests/${REQUEST}`, 404);
    await post(`/requests/${REQUEST}/answer`, good).expect(404);
  });
});
