import { hat } from '../walks/desks.fixture';
import { Stand } from '../walks/console.fixture';
import { pagesOf } from '../walks/signed-in.fixture';
import { everyKind, HELD, held } from './releases.fixture';

let stand: Stand;
const { page, post } = pagesOf(() => stand);
const REASON = 'The police have not spoken with the father yet';
const released = { outcome: 'released', audience: 'ash-lane' };
const kept = { outcome: 'withheld', reason: REASON, days: '5' };

beforeEach(async () => {
  stand = await Stand.open();
  stand.grants.held.all = [held];
});
afterEach(() => stand.app().close());

describe('what a role holds back', () => {
  it('is told of beside the alerts, with what of it is late', async () => {
    expect(await page('/inbox')).toContain('A decision on something held back waits, overdue');
    stand.grants.held.all = [];
    expect(await page('/inbox')).not.toContain('held back waits');
  });

  it('stands in the menu of the roles that hold something, and of no other', async () => {
    stand.grants.held.all = [];
    expect(await page('/inbox')).not.toContain('href="/releases"');
    stand.actAs(hat('team-manager', 'wexbourne-council'));
    expect(await page('/releases')).toContain('Held back');
    expect(await page('/inbox')).toContain('href="/releases"');
  });

  it('is listed by what is to be done about it; what is late with others is named and not opened', async () => {
    stand.grants.held.all = everyKind;
    const text = await page('/releases');
    for (const words of [
      ...['Was due by 10 March 2026', 'Not decided in time by others', 'Something that is held back'],
      ...['The police have not spoken', 'Released to Ash Lane Primary School', 'Nobody is asked about it'],
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('href="/releases/e2"');
  });

  it('shows what it says, and who could see it once it is released', async () => {
    const text = await page(`/releases/${HELD}`);
    for (const words of [
      ...['Section 47 enquiry started', 'S47-1', 'Opens to: designated safeguarding lead'],
      ...['No ground opens it there today', 'The child’s page'],
    ])
      expect(text).toContain(words);
  });

  it('is released to whom is ticked and chosen, or kept back with a ground', async () => {
    const both = { ...released, audience: ['ash-lane', 'virtual-school'], other: 'ash-lane' };
    const { headers } = await post(`/releases/${HELD}`, both).expect(303);
    expect(headers['location']).toBe('/releases?done=released');
    await post(`/releases/${HELD}`, kept).expect(303);
    expect(stand.grants.held.decided).toEqual([
      { outcome: 'released', audience: ['ash-lane', 'virtual-school'] },
      { outcome: 'withheld', reason: REASON, lookAgain: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown },
    ]);
  });

  it.each([
    ['outcome', { ...released, outcome: 'perhaps' }],
    ['audience', { ...released, audience: undefined }],
    ['reason', { ...kept, reason: 'because' }],
    ['days', { ...kept, days: '365' }],
  ])('asks again for the %s where it is %j', async (field, wrong) => {
    const { text } = await post(`/releases/${HELD}`, wrong).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}"`);
    expect(stand.grants.held.decided).toEqual([]);
  });

  it('of others is not there, and a form that no page of this session held does nothing', async () => {
    await page('/releases/e2', 404);
    await post('/releases/e2', released).expect(404);
    await page('/releases/no-such-thing', 404);
    await post(`/releases/${HELD}`, { ...released, form: 'made-up' }).expect(403);
    expect(stand.grants.held.decided).toEqual([]);
  });
});
