import { Problem } from '@tributary/kernel';
import request from 'supertest';
import { formToken } from '../page/session';
import { COOKIE, SESSION, Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';
import { decidedBefore, differing, ofTwo, OTHER_PAIR, PAIR, pair, SEEN } from './matches.fixture';

const REASON = 'The school read the birth date back to me';
let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
  stand.actAs(hat('data-steward', 'tributary-operator'));
  stand.pairs.all = [pair, differing];
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
const one = { decision: 'link', reason: REASON, seen: SEEN, days: '7' };

describe('the pages of who is who', () => {
  it('list what waits with no word of what records say, and lead on', async () => {
    stand.pairs.next = 'more';
    const text = await page('/matches');
    for (const words of [
      ...['Ash Lane Primary School and Wexbourne children’s services', 'a place in health, which is protected'],
      ...['They are alike, and not enough for a machine', '97.6\u00a0%', 'for 9 days', 'birth date: one digit differs'],
      ...['Two stewards differ: their senior decides', `href="/matches/${PAIR}"`, 'href="/matches?after=more"'],
    ])
      expect(text.toLowerCase()).toContain(words.toLowerCase());
    expect(text).not.toMatch(/Wrenna|2015-06/);
    expect(text).not.toContain(`decision-${OTHER_PAIR}`);
    expect(await page('/inbox')).toContain('Records wait for you to say who is who');
  });

  it('show a pair side by side, its differences by words, and what follows', async () => {
    const text = await page(`/matches/${PAIR}`);
    for (const words of [
      ...['Wren', 'Wrenna', 'Differs: another form of the name', '5.2 bits for', '3.1 bits against'],
      ...['Protected: compared, not shown', 'says nothing', 'Differs: one digit differs'],
      ...['Ash Lane Primary School would come to share the child with Wexbourne', '12 events would move'],
      ...['Former, superseded by R674123101121', 'until 31 August 2025', 'Stands now; verified'],
      ...['2 open alerts would be looked at anew for the other child', 'protection plan'],
    ])
      expect(text).toContain(words);
    const theirs = await page(`/matches/${OTHER_PAIR}`);
    expect(theirs).toContain('The school says so');
    expect(theirs).not.toContain('name="decision"');
  });

  it('take a decision with its reason, and lead to the next pair', async () => {
    const { headers } = await post(`/matches/${PAIR}`, { ...one, second: 'yes' }).expect(303);
    expect(headers['location']).toBe('/matches?link=1#next');
    const text = await page('/matches?link=1');
    expect(text).toContain('One record was linked.');
    expect(text).toMatch(/<li id="next">\s*<h2[^>]*><a [^>]*autofocus/);
    expect(stand.pairs.decided).toEqual([
      [PAIR, { decision: 'link', reason: REASON, seen: SEEN, secondOpinion: true }],
    ]);
    await post(`/matches/${PAIR}`, { ...one, decision: 'later' }).expect(303);
    expect(stand.pairs.decided[1]?.[1].until).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('offer to put all records of both together, where the record’s child has others', async () => {
    expect(await page(`/matches/${PAIR}`)).not.toContain('value="merge"');
    stand.pairs.all = [ofTwo];
    const text = await page(`/matches/${PAIR}`);
    for (const words of ['value="merge"', '30 events would move', 'href="/records/r1"', 'href="/records/r2"'])
      expect(text).toContain(words);
    const { headers } = await post(`/matches/${PAIR}`, { ...one, decision: 'merge' }).expect(303);
    expect(await page(String(headers['location']))).toContain('All records of two children were put together.');
    expect(stand.pairs.decided).toEqual([[PAIR, { decision: 'merge', reason: REASON, seen: SEEN }]]);
  });

  it.each([
    ['decision', { ...one, decision: 'perhaps' }],
    ['reason', { ...one, reason: 'same' }],
    ['days', { ...one, decision: 'later', days: '9999' }],
  ])('ask again for the %s where it is %j', async (field, wrong) => {
    const { text } = await post(`/matches/${PAIR}`, wrong).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}"`);
    expect(stand.pairs.decided).toEqual([]);
  });

  it('decide several for one reason, and leave alone what nothing was chosen for', async () => {
    const third = '0190a000-0000-4000-8000-0000000000f3';
    stand.pairs.all = [pair, { ...pair, id: OTHER_PAIR }, { ...pair, id: third }];
    const seen = { [`seen-${PAIR}`]: SEEN, [`seen-${OTHER_PAIR}`]: SEEN, [`seen-${third}`]: SEEN };
    const chosen = { [`decision-${PAIR}`]: 'link', [`decision-${OTHER_PAIR}`]: 'later', [`decision-${third}`]: '' };
    const { headers } = await post('/matches', { ...seen, ...chosen, reason: REASON }).expect(303);
    expect(headers['location']).toBe('/matches?link=1&sleep=1#next');
    expect(stand.pairs.decided.map(([id, { decision }]) => [id, decision])).toEqual([
      [PAIR, 'link'],
      [OTHER_PAIR, 'later'],
    ]);
    const { text } = await post('/matches', { ...seen, ...chosen, reason: '' }).expect(422);
    expect(text).toContain('href="#reason"');
    expect((await post('/matches', { reason: REASON }).expect(422)).text).toContain('href="#pairs"');
    expect(stand.pairs.decided).toHaveLength(2);
  });

  it('tell who was first, and show anew what has changed', async () => {
    stand.pairs.refuses = decidedBefore;
    const lost = await post(`/matches/${PAIR}`, one).expect(409);
    expect(lost.text).toContain('Imogen Marlow, data steward, said on');
    expect((await post('/matches', { [`decision-${PAIR}`]: 'link', reason: REASON })).headers['location']).toBe(
      '/matches?lost=1#next',
    );
    stand.pairs.refuses = new Problem('match-changed', 409, 'It is not what you looked at any more', 'Look again');
    const changed = await post(`/matches/${PAIR}`, one).expect(409);
    expect(changed.text).toContain('Something changed since you looked');
    expect(changed.text).toContain(REASON);
    expect(stand.pairs.decided).toEqual([]);
  });

  it('hold nothing of an id that is none, and of a form that no page of this session held', async () => {
    await page('/matches/no-such-thing', 404);
    await post('/matches/no-such-thing', one).expect(404);
    await post(`/matches/${PAIR}`, { ...one, form: 'made-up' }).expect(403);
    expect(stand.pairs.decided).toEqual([]);
  });
});
