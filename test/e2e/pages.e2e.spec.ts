import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { londonDate, instantOf, plusDays } from '@tributary/kernel';
import type { Browser } from 'playwright-core';
import { layFoundation } from '../../apps/composition/foundation';
import { describeWithBrowser, openBrowser, tabTo } from '../../libs/testing/browser';
import { judged } from '../support/alerts';
import { AppProcess, freePort } from '../support/processes';
import { tellStories, type Told } from '../support/tell-stories';
import { tokensOf } from '../support/tokens';
import { Walker } from '../support/walker';

const today = londonDate(instantOf(Date.now()));
/** Without the day on which it began, a suspension is none. */
const SPOILT =
  'UPN,LocalId,Surname,Forename,DOB,LAESTAB,SuspensionId,Category,Reason1,StartDate\n' +
  ',9001,Fennimore-Oake,Tamsin,2014-05-09,9992001,S-9001,SUSP,DB,\n';

describeWithBrowser('the pages, in a browser, by keyboard alone', () => {
  let home: string;
  let hub: AppProcess;
  let browser: Browser;
  let told: Told;
  let walker: Walker;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tributary-pages-'));
    await chmod(home, 0o755);
    const env = { TRIBUTARY_HOME: join(home, 'home'), DEMO: '0', LOG_LEVEL: 'warn' };
    hub = new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort());
    await hub.start().ready();
    const beside = await layFoundation({ app: 'spec', env: { ...env, LOG_LEVEL: 'silent' }, join: true });
    const view = await beside.directory.current();
    told = await tellStories('told', { url: hub.url, home: env.TRIBUTARY_HOME, view });
    await judged(beside);
    await beside.close();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
    await rm(home, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    walker = new Walker(await context.newPage(), hub.url);
  });
  afterEach(() => walker.page.context().close());

  const keepsNobodyOut = async (name: string): Promise<void> => expect(await walker.looksAt(name)).toEqual([]);

  it('refuse whoever is not signed in', async () => {
    await walker.page.goto(`${hub.url}/inbox`);
    expect(walker.page.url()).toContain('/sign-in');
  });

  it('take a social worker from signing in to an alert, to its child, back and out', async () => {
    await walker.signIn('p-marlow');
    await keepsNobodyOut('alerts');
    await walker.follow(/A child with a social worker/, /\/inbox\/[0-9a-f-]+/);
    expect(await walker.text()).toContain('This is information, not a referral.');
    await keepsNobodyOut('alert');
    await walker.follow(/Acknowledge this alert/, /\?after=/);
    expect(await walker.text()).toMatch(/Acknowledged/);
    expect(await walker.page.getByRole('button', { name: 'Acknowledge this alert' }).count()).toBe(0);
    await walker.follow(/See what is known of this child/, /\/children\//);
    expect(await walker.text()).toMatch(/excluded/);
    expect(await walker.text()).toMatch(/Imogen Marlow, social worker: 01632 960 111/);
    expect(decodeURIComponent(walker.page.url())).toMatch(/\/children\/[\w-]+$/);
    await keepsNobodyOut('child');
    await walker.follow(/^Your alerts$/, /\/inbox$/);
    expect(await walker.text()).toMatch(/Acknowledged/);
    await walker.follow(/^Sign out$/, /\/signed-out$/);
    await walker.page.goto(`${hub.url}/inbox`);
    expect(walker.page.url()).toContain('/sign-in');
  });

  it('take a school’s feed manager from her two roles to a record that was parked, and send it again', async () => {
    const token = await tokensOf(join(home, 'home')).client('ash-lane-primary');
    const answer = await fetch(`${hub.url}/v1/feeds/ash-lane-suspensions/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: SPOILT,
    });
    expect(await answer.json()).toMatchObject({ counts: { parked: 1 } });
    await walker.signIn('p-okonjo', /feed manager/i);
    await walker.follow(/^Feeds$/, /\/feeds$/);
    await keepsNobodyOut('feeds');
    await walker.follow(/ash-lane-suspensions/, /\/feeds\/ash-lane-suspensions$/);
    expect(await walker.text()).toMatch(/1 .*parked|parked.* 1/i);
    await keepsNobodyOut('feed');
    await tabTo(walker.page, '#parked');
    await walker.page.keyboard.press('Space');
    await walker.follow(/Send .*again/, /\?tried=/);
    expect(await walker.text()).toMatch(/0 of 1/);
  });

  it('take an auditor from a day to what was held, available and shown on it, and to hindsight', async () => {
    await walker.signIn('p-quill');
    await walker.follow(/^Audit$/, /\/audit$/);
    await tabTo(walker.page, '#agency');
    await walker.page.keyboard.type('Harbour');
    const [child = ''] = told.get('stories/late-form/2-harbour-events.ndjson') ?? [];
    await walker.fill('#child', child);
    await walker.fill('#day', plusDays(today, -7));
    await walker.fill('#purpose', 'practice-review');
    await walker.follow(/^Replay$/, /\/audit\/replays\//);
    expect(await walker.text()).toContain('As known on');
    await keepsNobodyOut('replay');
    await walker.follow(/hindsight/i, /\/hindsight$/);
    await keepsNobodyOut('hindsight');
  });

  it('take an adoption team’s manager to a pair that they seal and take back, of which nobody else sees anything', async () => {
    const asSteward = async (path: string): Promise<string> => {
      const context = await browser.newContext();
      const other = new Walker(await context.newPage(), hub.url);
      await other.signIn('p-ellingham');
      await other.page.goto(`${hub.url}${path}`);
      const text = await other.text();
      await context.close();
      return text;
    };
    const before = await asSteward('/sealed-pairs');
    const [child = ''] = told.get('stories/plan-holder-missing/1-council-social-care.json') ?? [];
    await walker.signIn('p-thistlewood');
    await walker.follow(/^Sealed pairs$/, /\/sealed-pairs$/);
    expect(await walker.text()).toContain('Your agency has sealed none.');
    await walker.follow(/^Seal a pair$/, /\/sealed-pairs\/new$/);
    await keepsNobodyOut('seal');
    await walker.fill('#child', child);
    await walker.fill('#familyName', 'Castellane');
    await walker.follow(/^Seal them apart$/, /\/sealed-pairs\/new$/);
    await walker.sees('Give both new names and the birth date, or none of the three');
    await walker.fill('#givenName', 'Wren');
    await walker.fill('#birthDate', '14/6/2015');
    await walker.follow(/^Seal them apart$/, /\?done=sealed$/);
    await walker.follow(/^Sealed on /, /\/sealed-pairs\/[0-9a-f-]+$/);
    await keepsNobodyOut('sealed-pair');
    const pair = new URL(walker.page.url()).pathname;
    expect([await asSteward('/sealed-pairs'), await asSteward(pair)]).toEqual([before, before]);
    await walker.fill('#child', child);
    await walker.follow(/^Take it back$/, /\?done=ended$/);
    expect(await walker.text()).toContain('Your agency has sealed none.');
  });
});
