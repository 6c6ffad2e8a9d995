import { type Instant, type PractitionerId, Problem } from '@tributary/kernel';
import { DirectoryView } from '@tributary/directory';
import { Stand } from '../walks/console.fixture';
import { GOOD, GROUND, ground, link, LINK, opening, OPENING } from './access.fixture';
import { pagesOf } from '../walks/signed-in.fixture';

let stand: Stand;
const { page, post } = pagesOf(() => stand);
const unknown = new Problem('child-unknown', 404, 'No child with that reference', 'Check it');

/** Somebody more, whom the reader manages. */
function managedByMarlow({ document }: DirectoryView): DirectoryView {
  const [marlow] = document.practitioners;
  const roles = marlow?.roles.map((held) => ({ ...held, manager: marlow.id })) ?? [];
  const other = { id: 'p-tennant' as PractitionerId, name: 'Rufus Tennant', roles };
  return new DirectoryView(2, { ...document, practitioners: [...document.practitioners, other] });
}

beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

describe('a child of whom nothing is open', () => {
  it('has a page that leads on to the emergency form, the same as for a child that is not there', async () => {
    const text = await page('/children/other', 404);
    expect(text).toContain('href="/children/other/break-glass"');
    expect(text).toContain('href="/children/other/family-link"');
    expect(await page('/children/abc123')).toContain('href="/children/abc123/break-glass"');
  });

  it('shows the same form whether it is there or not', async () => {
    const [there, nowhere] = [await page('/children/abc123/break-glass'), await page('/children/other/break-glass')];
    expect(nowhere.replaceAll('other', 'abc123')).toBe(there);
    expect(there).toContain('What never opens in this way');
    expect(there).toMatch(/reads your reason and what you opened, within one working day/);
  });

  it('opens for the reason, the footing and the hours that somebody gives', async () => {
    const { headers } = await post('/children/abc123/break-glass', GOOD).expect(303);
    expect(headers['location']).toBe('/children/abc123/break-glass');
    expect(stand.grants.broken).toEqual([{ ...GOOD, hours: 2 }]);
    stand.grants.standing = { until: '2026-03-10T12:00:00.000Z' as Instant, reviewer: 'p-marlow' as never };
    expect(await page('/children/abc123/break-glass')).toContain(
      'Open to you in this role until 10 March 2026 at 12:00. Imogen Marlow reviews it.',
    );
  });

  it.each([
    ['reason', { reason: 'urgent' }, 'Say why you must see this child’s record now, in a sentence at least'],
    ['basis', { basis: ' ' }, 'Say what entitles you to'],
    ['hours', { hours: '5' }, 'Choose for how long'],
    ['hours', { hours: '1.5' }, 'Choose for how long'],
    ['reason', { reason: 'x'.repeat(2_001) }, 'Write at most 2,000 characters'],
  ])('asks again for the %s where it is %j, and keeps what was typed', async (field, wrong, words) => {
    const { text } = await post('/children/abc123/break-glass', { ...GOOD, ...wrong }).expect(422);
    expect(text).toContain(words);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain('<title>Error: ');
    if (field !== 'basis') expect(text).toContain(GOOD.basis);
    expect(stand.grants.broken).toEqual([]);
  });

  it('says so where nobody could review it, and refuses what is no form of ours', async () => {
    stand.grants.refuses = new Problem('reviewer-missing', 409, 'Nobody', 'The directory names no manager');
    expect((await post('/children/abc123/break-glass', GOOD).expect(422)).text).toContain('names no manager');
    await post('/children/abc123/break-glass', { ...GOOD, reason: ['a', 'b'] }).expect(400);
    await post('/children/other/break-glass', GOOD);
    expect(stand.grants.broken).toEqual([]);
  });
});

describe('a protection ground', () => {
  const SAID = { ground: 'strategy-discussion', reason: 'Strategy discussion at noon with police and health' };

  it('is stated in own words, and the page says what it opens and what never', async () => {
    const text = await page('/children/abc123/protection-ground');
    expect(text).toContain('Not what they have said.');
    expect(text).toContain('What never opens in this way');
    await post('/children/abc123/protection-ground', SAID).expect(303);
    expect(stand.grants.stated).toEqual([SAID]);
  });

  it.each([
    ['ground', { ground: 'curiosity' }],
    ['reason', { reason: 'danger' }],
  ])('is asked for again where the %s is %j', async (field, wrong) => {
    const { text } = await post('/children/abc123/protection-ground', { ...SAID, ...wrong }).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(stand.grants.stated).toEqual([]);
  });

  it('is laid before the senior with its words', async () => {
    stand.grants.waiting = [ground];
    expect(await page('/reviews')).toContain('stated a protection ground');
    const text = await page(`/reviews/${GROUND}`);
    for (const words of ['a strategy discussion is open', 'with police and health']) expect(text).toContain(words);
    expect(text).not.toContain('What entitled them');
  });
});

describe('a link to the family', () => {
  it('is declared with one tap, and answered the same whether the child is there or not', async () => {
    expect(await page('/children/abc123/family-link')).toContain('You cannot take it back yourself');
    const there = await post('/children/abc123/family-link').expect(200);
    stand.grants.refuses = unknown;
    const nowhere = await post('/children/other/family-link').expect(200);
    expect(nowhere.text).toBe(there.text);
    expect(stand.grants.declared).toEqual(['abc123']);
  });

  it('is ended by its senior with a reason, and stays where there is none', async () => {
    stand.grants.links = [link];
    expect(await page('/reviews')).toContain('Imogen Marlow, social worker');
    const refused = await post(`/reviews/links/${LINK}/end`, { reason: 'no' }).expect(422);
    expect(refused.text).toContain(`href="#reason-${LINK}"`);
    expect(stand.grants.ended).toEqual([]);
    const { headers } = await post(`/reviews/links/${LINK}/end`, { reason: GOOD.reason }).expect(303);
    expect(headers['location']).toBe('/reviews?done=ended');
    expect(stand.grants.ended).toEqual([{ reason: GOOD.reason }]);
    await post('/reviews/links/somebody-elses/end', { reason: GOOD.reason }).expect(404);
  });
});

describe('a review', () => {
  beforeEach(() => {
    stand.grants.waiting = [opening];
  });

  it('is told of beside the alerts, with what is overdue', async () => {
    expect(await page('/inbox')).toContain('One opening of a child’s record waits for your review, overdue');
    stand.grants.waiting = [];
    expect(await page('/inbox')).not.toContain('for your review');
  });

  it('shows who, why, what was read and how often their agency does so', async () => {
    const list = await page('/reviews');
    for (const words of ['Imogen Marlow, social worker', 'Overdue', '1 of 1', 'it came to you because'])
      expect(list).toContain(words);
    const text = await page(`/reviews/${OPENING}`);
    for (const words of [
      'I am on my way there.',
      'To keep the child safe tonight',
      'Ash Lane Primary School: education',
    ])
      expect(text).toContain(words);
  });

  it('takes a decision in words, and none without', async () => {
    const note = 'I rang her, and she was right to look';
    for (const [wrong, field] of [
      [{ outcome: 'justified', note: 'ok' }, 'note'],
      [{ outcome: 'perhaps', note }, 'outcome'],
      [{ note }, 'outcome'],
    ] as const)
      expect((await post(`/reviews/${OPENING}`, wrong).expect(422)).text).toContain(`href="#${field}"`);
    expect(stand.grants.verdicts).toEqual([]);
    await post(`/reviews/${OPENING}`, { outcome: 'not-justified', note }).expect(303);
    expect(stand.grants.verdicts).toEqual([{ outcome: 'not-justified', note }]);
  });

  it('of somebody else is not there', async () => {
    await page('/reviews/no-such-thing', 404);
    await post('/reviews/no-such-thing', { outcome: 'justified', note: GOOD.reason }).expect(404);
  });

  it('stands in the menu of whoever manages somebody, and of nobody else', async () => {
    expect(await page('/inbox')).not.toContain('>Reviews<');
    stand.directory = managedByMarlow(stand.directory);
    expect(await page('/inbox')).toContain('>Reviews<');
  });
});
