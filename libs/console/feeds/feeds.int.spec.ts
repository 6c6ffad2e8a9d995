import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stand } from '../walks/console.fixture';
import { aLetter, anEndpoint, aParkedEvent, aPull, FEED, hat, PARKED, RECEIPT, RUN } from '../walks/desks.fixture';
import { formToken } from '../page/session';
import { pagesOf } from '../walks/signed-in.fixture';

let stand: Stand;

beforeEach(async () => {
  stand = await Stand.open();
  stand.actAs(hat('feed-manager', 'ash-lane'));
});
afterEach(() => stand.app().close());

const { page, post } = pagesOf(() => stand);

const preset = (name: string): string =>
  readFileSync(join(__dirname, `../../../infra/demo/mappings/${name}.yaml`), 'utf8');

describe('feeds', () => {
  it('stand in a list with rate, silence, parked records, errors and lag', async () => {
    const text = await page('/feeds');
    expect(text).toContain(`href="/feeds/${FEED}"`);
    expect(text).not.toContain('kingsmere-suspensions');
    for (const words of ['Silent', '4 in the last 24 hours', '5.0%', 'Recorded within a day after it happened']) {
      expect(text).toContain(words);
    }
  });

  it('each have a page: how it does, what is parked and why and what to do, its last deliveries', async () => {
    const text = await page(`/feeds/${FEED}`);
    expect(text).toContain('silent since 12 March 2026 at 00:00');
    expect(text).toContain('By the source’s own stamp, else by arrival');
    expect(text).toContain('Line 3: A needed value is missing');
    expect(text).toContain('What to do: Fill it in at the source and send the record again.');
    expect(text).toContain('Code value-missing');
    expect(text).toContain('2 taken in, 1 known already, 2 parked, 3 fields left out');
    expect(text).toContain(`href="/feeds/${FEED}/receipts/${RECEIPT}"`);
  });

  it('show a receipt line by line, and no child', async () => {
    const text = await page(`/feeds/${FEED}/receipts/${RECEIPT}`);
    expect(text).toContain('StartDate is empty.');
    expect(text).toContain('Was parked first, and sent again');
    expect(text).not.toContain('canary-reference');
    await page(`/feeds/${FEED}/receipts/${PARKED[0]}`, 404);
  });

  it('take parked records again: one, some or all, and say what came of it', async () => {
    await post(`/feeds/${FEED}/redrive`, { id: PARKED[0] }).expect(303);
    const { headers } = await post(`/feeds/${FEED}/redrive`, { id: [...PARKED] }).expect(303);
    expect(await page(headers['location'] as string)).toContain('2 of 2 records taken in.');
    expect(stand.desks.redriven).toEqual([PARKED[0], ...PARKED]);
  });

  it('take many again in the background, and show how far that has come, to be stopped and taken up', async () => {
    const begun = await post(`/feeds/${FEED}/redrives`, { code: 'value-missing' }).expect(303);
    const running = await page((begun.headers['location'] as string).split('#')[0] ?? '');
    expect(running).toContain('120 of 3000 tried, 110 taken in, 10 still parked, 2880 to go');
    expect(running).toContain('<progress class="tributary-progress" max="3000" value="120"');
    expect(stand.desks.runs).toMatchObject([{ code: 'value-missing', kind: 'parked' }]);
    await post(`/feeds/${FEED}/redrives/${RUN}/stop`, {}).expect(303);
    expect(await page(`/feeds/${FEED}`)).toContain('Go on with it');
    await post(`/feeds/${FEED}/redrives/${RUN}/resume`, {}).expect(303);
    expect(await page(`/feeds/${FEED}`)).toContain('Stop it');
    await post(`/feeds/${FEED}/redrives/${RUN}/stop`, { form: '' }).expect(403);
    stand.actAs(hat('feed-manager', 'kingsmere'));
    await post(`/feeds/${FEED}/redrives`, {}).expect(404);
    expect(stand.desks.runs).toHaveLength(1);
  });

  it('are read anew by a mended mapping where their manager says so', async () => {
    expect(await page(`/feeds/${FEED}/mapping`)).toContain(
      '3 deliveries that are still held were read by another version',
    );
    await post(`/feeds/${FEED}/mapping/read-anew`, {}).expect(303);
    expect(stand.desks.runs).toMatchObject([{ kind: 'mapping' }]);
    stand.actAs(hat('operator', 'tributary-operator'));
    await post(`/feeds/${FEED}/mapping/read-anew`, {}).expect(403);
    stand.desks.readBefore = 0;
    stand.actAs(hat('feed-manager', 'ash-lane'));
    expect(await page(`/feeds/${FEED}/mapping`)).not.toContain('Read them anew');
  });

  it('ask again where no record was chosen, and refuse what no page of ours sent', async () => {
    const { text } = await post(`/feeds/${FEED}/redrive`, {}).expect(422);
    expect(text).toContain('href="#parked"');
    expect(text).toContain('id="parked"');
    expect(text).toContain('<title>Error: ');
    await post(`/feeds/${FEED}/redrive`, { id: 'x' }).expect(400);
    await post(`/feeds/${FEED}/redrives`, { form: '' }).expect(403);
    await post(`/feeds/${FEED}/redrives`, {}).set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect([stand.desks.redriven, stand.desks.runs]).toEqual([[], []]);
  });

  it.each(['/feeds', `/feeds/${FEED}`, `/feeds/${FEED}/receipts/${RECEIPT}`])(
    'are shut to a social worker and an auditor: %s',
    async (path) => {
      for (const role of ['social-worker', 'auditor', 'designated-safeguarding-lead']) {
        stand.actAs(hat(role, 'ash-lane'));
        const text = await page(path, 403);
        expect(text).toContain('This page is not for your role');
        expect(text).not.toContain('Recorded within');
        await post(`/feeds/${FEED}/redrives`, {}).expect(403);
      }
      expect(stand.desks.runs).toEqual([]);
    },
  );

  it('say what a feed declares, and let its manager have it deliver history again', async () => {
    const text = await page(`/feeds/${FEED}`);
    expect(text).toContain('Of whom it speaks');
    expect(text).toContain('Have it deliver history again');
    const { headers } = await post(`/feeds/${FEED}/standing`, { live: 'no' }).expect(303);
    expect(await page(headers['location'] as string)).toContain('counts for what is delivered from now on');
    expect(stand.desks.declared).toEqual([[FEED, false]]);
    await post(`/feeds/${FEED}/standing`, { live: 'no', form: '' }).expect(403);
    stand.actAs(hat('operator', 'tributary-operator'));
    expect(await page(`/feeds/${FEED}`)).not.toContain('Have it deliver history again');
    await post(`/feeds/${FEED}/standing`, { live: 'no' }).expect(403);
    stand.actAs(hat('feed-manager', 'kingsmere'));
    await post(`/feeds/${FEED}/standing`, { live: 'no' }).expect(404);
    expect(stand.desks.declared).toHaveLength(1);
  });

  it('say how far a feed is on its way to going live', async () => {
    const text = await page(`/feeds/${FEED}`);
    expect(text).toContain('1 of 2 steps are open');
    expect(text).toContain('To do: None declared. Declare one.');
  });

  it('wear a badge for contract tests that the hub saw, and say when it counts no more', async () => {
    const text = await page(`/feeds/${FEED}`);
    expect(text).toContain('Contract tests passed on 10 March 2026 (mapping version 3)');
    expect(text).toContain('Seen on 10 March 2026, by a sample file');
    expect(await page('/feeds')).toContain('Contract tests passed');
    stand.desks.contract = { ...stand.desks.contract, state: 'stale', changed: ['mapping'] };
    expect(await page(`/feeds/${FEED}`)).toContain('(mapping version 3); changed since: mapping');
    expect(await page('/feeds')).toContain('Contract tests to be run again');
    stand.desks.contract = { state: 'open', checks: [] };
    expect(await page(`/feeds/${FEED}`)).not.toContain('Contract tests passed');
  });

  it('let a manager try a mapping, tell what is wrong with it and where, and put it in force', async () => {
    const path = `/feeds/${FEED}/mapping`;
    const looked = await page(path);
    expect(looked).toContain('Physical assault against a pupil');
    expect(looked).toContain('Fighting');
    const text = preset('missing-child-csv');
    const tried = await post(path, { which: 'preview', text }).expect(200);
    expect(tried.text).toContain('Line 2: From is empty.');
    expect(tried.text).toContain('Nominal Ref');
    const wrong = await post(path, { which: 'put', text: text.replace('H: HIGH', 'H: HIHG') }).expect(422);
    expect(wrong.text).toContain('Did you mean HIGH?');
    expect(wrong.text).toContain('href="#text"');
    expect(stand.desks.mapped).toEqual([]);
    const { headers } = await post(path, { which: 'put', text }).expect(303);
    expect(await page(headers['location'] as string)).toContain('Version 2 is kept.');
    expect(stand.desks.mapped).toEqual([text]);
    await post(path, { which: 'put', text, form: '' }).expect(403);
    stand.actAs(hat('operator', 'tributary-operator'));
    await page(path, 403);
    stand.actAs(hat('feed-manager', 'kingsmere'));
    await page(path, 404);
    await post(path, { which: 'put', text }).expect(404);
    expect(stand.desks.mapped).toHaveLength(1);
  });

  it('of another agency are as if they were not there', async () => {
    stand.actAs(hat('feed-manager', 'kingsmere'));
    expect(await page('/feeds')).not.toContain(FEED);
    expect(await page(`/feeds/${FEED}`, 404)).toContain('No such feed');
    expect(await page(`/feeds/${FEED}/receipts/${RECEIPT}`, 404)).toContain('No such feed');
    await post(`/feeds/${FEED}/redrive`, { which: 'all' }).expect(404);
    await post(`/feeds/${FEED}/redrive`, { id: PARKED[0] }).expect(404);
    expect(stand.desks.redriven).toEqual([]);
  });

  it('are all the operator’s to see', async () => {
    stand.actAs(hat('operator', 'tributary-operator'));
    const text = await page('/feeds');
    expect(text).toContain(FEED);
    expect(text).toContain('kingsmere-suspensions');
    expect(text).toContain('Ash Lane Primary School');
  });
});

describe('operations', () => {
  beforeEach(() => stand.actAs(hat('operator', 'tributary-operator')));

  it('say that nothing stands aside', async () => {
    const text = await page('/operations');
    expect(text).toContain('No event is parked.');
    expect(text).toContain('No mail has failed.');
    expect(text).toContain('No agency’s system is called.');
  });

  it('show parked events and give them again', async () => {
    stand.desks.parkedEvents = [aParkedEvent, { ...aParkedEvent, consumer: 'alerting' }];
    const text = await page('/operations');
    expect(text).toContain('1.20.300');
    expect(text).toContain('the event cannot be read');
    const { headers } = await post('/operations/redrive', { consumer: 'alerting' }).expect(303);
    expect(await page(headers['location'] as string)).toContain('1 event taken, 0 still parked.');
    expect(stand.desks.given).toEqual(['alerting']);
  });

  it('show who was not told, never of what, and send the mail again', async () => {
    stand.desks.letters = [aLetter];
    const text = await page('/operations');
    expect(text).toContain('Imogen Marlow');
    expect(text).toContain('no e-mail address');
    expect(text).not.toContain('canary-alert');
    const { headers } = await post('/operations/mail', { letter: aLetter.messageId }).expect(303);
    expect(await page(headers['location'] as string)).toContain('The mail goes out with the next round.');
    expect(stand.desks.sent).toEqual([aLetter.messageId]);
  });

  it('show which feeds cannot be fetched and why, and their pages say so too', async () => {
    expect(await page('/operations')).toContain('No feed fails to be fetched.');
    stand.desks.pulls = [aPull];
    const text = await page('/operations');
    expect(text).toContain(`href="/feeds/${FEED}"`);
    expect(text).toContain('Failing since 10 March 2026 at 10:00');
    expect(text).toContain('marks: It was asked, and it said 500.');
    const own = await page(`/feeds/${FEED}`);
    expect(own).toContain('Fails since 10 March 2026 at 10:00. The source of a pull does not answer');
    expect(own).toContain('Never had whole. Was due on 10 March 2026 at 10:00: nobody fetches it.');
  });

  it('show whose system is not called any more, and call it again', async () => {
    stand.desks.endpoints = [anEndpoint, { ...anEndpoint, agency: 'gone', answer: '500', offSince: null, failed: 0 }];
    const text = await page('/operations');
    expect(text).toContain('it said that it is gone');
    expect(text).toContain('Answered with 500.');
    expect(text.match(/Call again/g)).toHaveLength(1);
    const { headers } = await post('/operations/calls', { agency: 'ash-lane' }).expect(303);
    expect(await page(headers['location'] as string)).toContain('The system is called again with the next round.');
    expect(stand.desks.calledAgain).toEqual(['ash-lane']);
  });

  it('show how often what a system said back was refused, and why the last time', async () => {
    const refused = { times: 3, code: 'notice-unknown', last: '2026-11-21T17:30:00.000Z' };
    stand.desks.endpoints = [anEndpoint, { ...anEndpoint, answer: 'written', refused }];
    const text = await page('/operations');
    expect(text.match(/was refused 3 times, last on .*: <code>notice-unknown<\/code>/g)).toHaveLength(1);
  });

  it.each(['feed-manager', 'social-worker', 'auditor'])('are shut to a %s', async (role) => {
    stand.actAs(hat(role, 'ash-lane'));
    stand.desks.letters = [aLetter];
    await page('/operations', 403);
    await post('/operations/redrive', { consumer: 'alerting' }).expect(403);
    await post('/operations/mail', { letter: aLetter.messageId }).expect(403);
    await post('/operations/calls', { agency: 'ash-lane' }).expect(403);
    expect([...stand.desks.given, ...stand.desks.sent, ...stand.desks.calledAgain]).toEqual([]);
  });

  it('refuse a form of another session', async () => {
    await post('/operations/redrive', { consumer: 'alerting', form: formToken('x'.repeat(43)) }).expect(403);
    expect(stand.desks.given).toEqual([]);
  });
});

describe('the menu', () => {
  it.each([
    ['social-worker', ['/inbox', '/requests', '/assessments', '/directory']],
    ['feed-manager', ['/inbox', '/requests', '/feeds', '/directory']],
    ['operator', ['/inbox', '/requests', '/feeds', '/operations', '/match-quality', '/directory']],
    ['data-steward', ['/inbox', '/requests', '/matches', '/match-quality', '/directory']],
  ])('of a %s leads to what is theirs', async (role, paths) => {
    stand.actAs(hat(role, 'ash-lane'));
    const text = await page('/inbox');
    const links = [...text.matchAll(/govuk-service-navigation__link" href="([^"]+)"/g)].map((match) => match[1]);
    expect(links).toEqual(paths);
  });
});
