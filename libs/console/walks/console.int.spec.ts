import { Problem } from '@tributary/kernel';
import request from 'supertest';
import { alert, COOKIE, ID, notice, SESSION, Stand } from './console.fixture';
import { formToken } from '../page/session';
import { pagesOf } from './signed-in.fixture';

let stand: Stand;
const http = () => request(stand.app().getHttpServer());

beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

const { page, post } = pagesOf(() => stand);

describe('signing in', () => {
  const begin = async (to?: string) => {
    const answer = await http()
      .get('/sign-in/start')
      .query(to === undefined ? {} : { to })
      .expect(303);
    expect(answer.get('Location')).toBe('https://provider.example/authorise');
    return (answer.get('Set-Cookie')?.[0] ?? '').split(';')[0] ?? '';
  };

  it('whoever is not signed in is led to where they can, and on to the page they wanted', async () => {
    await http().get('/inbox').expect(303).expect('Location', '/sign-in');
    await http()
      .get(`/inbox/${ID}`)
      .expect(303)
      .expect('Location', `/sign-in?to=${encodeURIComponent(`/inbox/${ID}`)}`);
    await http().post(`/inbox/${ID}/acknowledge`).expect(303).expect('Location', '/sign-in');
    await http().get('/').expect(302).expect('Location', '/inbox');
  });

  it('comes back from the provider into a session that no script and no other site can use', async () => {
    const cookie = await begin(`/inbox/${ID}`);
    const answer = await http().get('/sign-in/callback?code=good').set('Cookie', cookie).expect(303);
    expect(answer.get('Location')).toBe(`/inbox/${ID}`);
    expect(answer.get('Set-Cookie')).toEqual([
      'tributary_sign_in=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      `tributary_session=${'b'.repeat(43)}; Path=/; HttpOnly; SameSite=Lax`,
    ]);
  });

  it.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'])(
    'leads to no other site: %s',
    async (to) => {
      const answer = await http()
        .get('/sign-in/callback?code=good')
        .set('Cookie', await begin(to))
        .expect(303);
      expect(answer.get('Location')).toBe('/inbox');
    },
  );

  it('is refused to an answer that this browser did not ask for, or that the provider did not give', async () => {
    expect((await http().get('/sign-in/callback?code=good').expect(400)).text).toContain('You are not signed in');
    await http()
      .get('/sign-in/callback?code=bad')
      .set('Cookie', await begin())
      .expect(400);
    await http().get('/sign-in/callback?code=good').set('Cookie', 'tributary_sign_in=bm9uc2Vuc2U').expect(400);
    expect(stand.sessions.size).toBe(1);
  });

  it('asks whoever holds several roles for one, and shows nothing before', async () => {
    stand.hats = [...stand.hats, { role: 'team-manager', agency: 'ash-lane' } as (typeof stand.hats)[number]];
    const cookie = await begin();
    const answer = await http().get('/sign-in/callback?code=good').set('Cookie', cookie).expect(303);
    expect(answer.get('Location')).toBe('/role?to=%2Finbox');
    const session = `tributary_session=${'b'.repeat(43)}`;
    await http().get('/inbox').set('Cookie', session).expect(303).expect('Location', '/role');
    const { text } = await http().get('/role').set('Cookie', session).expect(200);
    expect(text).toContain('value="team-manager ash-lane"');
    const choose = (hat: string) =>
      http()
        .post('/role')
        .set('Cookie', session)
        .type('form')
        .send({ form: formToken('b'.repeat(43)), to: '/inbox', hat });
    expect((await choose('director ash-lane').expect(422)).text).toContain('Choose the role that you act in');
    await choose('team-manager ash-lane').expect(303).expect('Location', '/inbox');
    await http().get('/inbox').set('Cookie', session).expect(200);
  });

  it('ends with the role: the directory is asked at every page', async () => {
    stand.hats = [];
    await http().get('/inbox').set('Cookie', COOKIE).expect(303).expect('Location', '/role');
    expect(await page('/role')).toContain('You hold no role');
  });

  it('is over where the session is not known', async () => {
    const answer = await http()
      .get('/inbox')
      .set('Cookie', `tributary_session=${'z'.repeat(43)}`)
      .expect(303);
    expect(answer.get('Set-Cookie')?.[0]).toContain('Max-Age=0');
  });

  it('ends by a button, here at once and at the provider by a link', async () => {
    const answer = await post('/sign-out', {}).expect(303).expect('Location', '/signed-out');
    expect(answer.get('Set-Cookie')?.[0]).toContain('tributary_session=;');
    expect(stand.sessions.has(SESSION)).toBe(false);
    expect((await http().get('/signed-out').expect(200)).text).toContain('https://provider.example/leave');
  });

  it('has no page of demonstration people beside a real provider', async () => {
    await http().get('/sign-in/demo/anything').expect(404);
  });
});

describe('an alert', () => {
  it('stands in the inbox, and says on its page what it is and is not', async () => {
    expect(await page('/inbox')).toContain(`href="/inbox/${ID}"`);
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain(notice);
    expect(text).toContain('Odette Pemberly');
    expect(text).toContain('You are the child’s allocated social worker.');
    expect(text).toContain('When a school says that it suspended or excluded a child');
    expect(text).toContain('version 1; it has been changed since');
    expect(text).toContain('Ring the school: from which day');
    expect(text).toContain('10 March 2026 at 14:00');
    expect(text).toContain('href="/children/abc123"');
  });

  it('is acknowledged by its button, and the page waits for its own write', async () => {
    const { headers } = await post(`/inbox/${ID}/acknowledge`, {}).expect(303);
    expect(stand.answers).toEqual([{ kind: 'acknowledge' }]);
    await page(headers['location'] as string);
    expect(stand.waited).toBe(1);
  });

  it.each([
    ['another session’s form', formToken('x'.repeat(43))],
    ['no form token', ''],
  ])('is not answered with %s', async (_, form) => {
    await post(`/inbox/${ID}/acknowledge`, { form }).expect(403);
    expect(stand.answers).toEqual([]);
  });

  it('is not answered from another site', async () => {
    await post(`/inbox/${ID}/acknowledge`, {}).set('Sec-Fetch-Site', 'cross-site').expect(403);
    expect(stand.answers).toEqual([]);
  });

  it('takes what was done, and asks again where nothing was chosen', async () => {
    await post(`/inbox/${ID}/act`, { action: 'rang-front-door', note: 'Spoke to duty.' }).expect(303);
    await post(`/inbox/${ID}/close`, { outcome: 'useful', note: '' }).expect(303);
    expect(stand.answers).toEqual([
      { kind: 'act', action: 'rang-front-door', note: 'Spoke to duty.' },
      { kind: 'close', outcome: 'useful' },
    ]);
    const { text } = await post(`/inbox/${ID}/act`, { action: 'made-up' }).expect(422);
    expect(text).toContain('href="#action"');
    expect(text).toContain('<title>Error: ');
    expect(stand.answers).toHaveLength(2);
  });

  it('can only be called wrong by whoever was only informed', async () => {
    stand.shown = { ...alert, owner: false, mayAnswer: false };
    const forms = [...(await page(`/inbox/${ID}`)).matchAll(/action="\/inbox\/[^/]+\/(\w+)"/g)].map(([, to]) => to);
    expect(forms).toEqual(['challenge']);
  });

  it('is handed on to a person in a role, and says at its field where that cannot be', async () => {
    await post(`/inbox/${ID}/reassign`, { to: 'p-tennant social-worker ash-lane', note: 'On leave.' }).expect(303);
    const to = { practitioner: 'p-tennant', role: 'social-worker', agency: 'ash-lane' };
    expect(stand.answers).toEqual([{ kind: 'reassign', to, note: 'On leave.' }]);
    const nobody = await post(`/inbox/${ID}/reassign`, { to: '', note: 'typed before' }).expect(422);
    expect(nobody.text).toContain('href="#to"');
    expect(nobody.text).toContain('typed before');
    stand.refuses = new Problem('alert-not-to-them', 422, 'It cannot be handed to them', 'Choose somebody else');
    const refused = await post(`/inbox/${ID}/reassign`, { to: 'p-x social-worker ash-lane' }).expect(422);
    expect(refused.text).toMatch(/href="#to">Choose somebody else/);
  });

  it('is challenged in somebody’s own words, and not without any', async () => {
    await post(`/inbox/${ID}/challenge`, { note: ' Not my child.\r\nRing me. ' }).expect(303);
    expect(stand.answers).toEqual([{ kind: 'challenge', note: 'Not my child.\nRing me.' }]);
    const { text } = await post(`/inbox/${ID}/challenge`, { note: '  ' }).expect(422);
    expect(text).toContain('href="#challenge-note"');
    expect((await post(`/inbox/${ID}/act`, { action: 'visited', note: 'x'.repeat(2_001) }).expect(422)).text).toContain(
      'href="#act-note"',
    );
  });

  it('shows what others did, what they wrote as text, and no word more than the door gives', async () => {
    const by = { practitioner: 'p-pemberly', role: 'virtual-school-head', agency: 'virtual-school' };
    const note = '<script>alert(1)</script>';
    stand.steps = [{ at: alert.raisedAt, what: 'acted', by, to: [], detail: 'spoke-to-school', note }];
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain('Spoke to the school');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('about a feed names no child, and one whose child is not open to the reader says so', async () => {
    stand.shown = { ...alert, child: null, feed: 'ash-lane-attendance', rule: 'feed-silent' };
    const feed = await page(`/inbox/${ID}`);
    expect(feed).toContain('No child is concerned');
    expect(feed).not.toContain('/children/');
    stand.shown = { ...alert, child: 'shut' };
    expect(await page(`/inbox/${ID}`)).toContain('Nothing of this child’s record is open to you');
  });

  it('about feeds of one supplier lists each, how it stands and whom to ring, and names no child nor front door', async () => {
    const silence = { ...alert, child: null, feed: 'ash-lane-attendance', rule: 'feed-silent' };
    const over = { ...silence, feed: 'ash-lane-suspensions', status: 'closed', outcome: 'resolved' };
    stand.shown = { ...alert, child: null, rule: 'supplier-silent', toldToo: [], holds: [silence, over] };
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain('declare <strong>sundial-mis</strong> as their supplier');
    expect(text).toMatch(/Silent\s*<\/strong>\s*<strong>ash-lane-attendance<\/strong> of/);
    expect(text).toMatch(/Delivers again\s*<\/strong>\s*<strong>ash-lane-suspensions<\/strong> of/);
    const [, list = ''] = /their supplier([\s\S]*?)<\/ul>\s*<h2/.exec(text) ?? [];
    expect(list).toMatch(/<strong>Imogen Marlow<\/strong>\s*<a [^>]*href="tel:01632960111"/);
    expect(list).toContain('The directory names nobody who manages it');
    expect(text).not.toContain('front door on');
    expect(text).not.toContain('/children/');
  });

  it('that was merged into another leads to it', async () => {
    stand.shown = { ...alert, child: null, feed: 'ash-lane-attendance', rule: 'feed-silent', status: 'closed' };
    stand.shown = { ...stand.shown, outcome: 'merged', dueAt: null };
    const closed = { at: alert.raisedAt, what: 'closed', by: null, to: [], detail: 'merged', note: null } as const;
    stand.steps = [{ ...closed, into: 'the-other' }];
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain('Told together with others of the same supplier');
    expect(text).toContain('href="/inbox/the-other"');
  });

  it('about an assessment leads to it, and says nothing of what stands in it', async () => {
    stand.shown = { ...alert, rule: 'assessment-review-due', severity: 'this-week' };
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain(`href="/children/${alert.child}/assessment"`);
    expect(text).not.toContain('You may open none of the events');
    stand.shown = { ...stand.shown, child: 'shut' };
    expect(await page(`/inbox/${ID}`)).not.toContain('/assessment"');
  });

  it('that is a notice names the other, what they do and how to ring them, and no more', async () => {
    const other = {
      ...{ practitioner: 'p-marlow', name: 'Imogen Marlow', role: 'social-worker', agency: 'wexbourne-council' },
      ...{ phone: '01632 960 111', work: 'allocated-worker', since: '2026-01-05' },
    };
    stand.shown = { ...stand.shown, rule: 'both-work-with-child', toldToo: [], other };
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain('Who works with this child too');
    expect(text).toMatch(/<strong>Imogen Marlow<\/strong>\s*<a [^>]*href="tel:01632960111"/);
    expect(text).toContain('Social worker, since 5 January 2026. They have had the same notice about you');
    stand.shown = { ...stand.shown, other: { ...other, practitioner: 'p-gone' } };
    expect(await page(`/inbox/${ID}`)).toContain('whom the directory no longer knows');
  });

  it('that holds what history brought leads to each notice, and names no child', async () => {
    const other = {
      ...{ practitioner: 'p-marlow', name: 'Imogen Marlow', role: 'social-worker', agency: 'wexbourne-council' },
      ...{ phone: null, work: 'allocated-worker', since: '2026-01-05' },
    };
    const held = { ...alert, id: 'held' as typeof alert.id, rule: 'both-work-with-child', other };
    stand.shown = { ...alert, child: null, rule: 'work-from-history', toldToo: [], holds: [held] };
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain('href="/inbox/held"');
    expect(text).toContain('Imogen Marlow works with a child you work with');
    expect(text).not.toContain('/children/');
  });

  it('done takes no more answers', async () => {
    stand.shown = { ...alert, status: 'closed', outcome: 'useful', dueAt: null };
    expect(await page(`/inbox/${ID}`)).not.toMatch(/action="\/inbox/);
  });

  it('done can be opened again by whom that is open to, with a reason', async () => {
    stand.shown = { ...alert, status: 'closed', outcome: 'useful', dueAt: null };
    expect(await page(`/inbox/${ID}`)).not.toContain('/reopen');
    stand.shown = { ...stand.shown, reopenableUntil: '2026-03-17T10:00:00.000Z' as never };
    const text = await page(`/inbox/${ID}`);
    expect(text).toContain(`action="/inbox/${ID}/reopen"`);
    expect(text).toContain('Possible until 17 March 2026');
    const { text: refused } = await post(`/inbox/${ID}/reopen`, { note: ' ' }).expect(422);
    expect(refused).toContain('Say why it is opened again');
    await post(`/inbox/${ID}/reopen`, { note: 'The wrong one' }).expect(303);
    expect(stand.answers).toEqual([{ kind: 'reopen', note: 'The wrong one' }]);
  });

  it('that is not there is a page that says so, and an accident tells nothing', async () => {
    expect(await page('/inbox/other', 404)).toContain('No such alert');
    stand.work = [{ ...alert, raisedAt: 'canary' }];
    const text = await page('/inbox', 500);
    expect(text).toContain('Something went wrong here');
    expect(text).not.toContain('canary');
    expect(stand.accidents).toHaveLength(1);
  });
});

describe('my alerts', () => {
  it('are asked for by what they are to me and how soon, and nonsense asks for all', async () => {
    const asked = async (query: string) => {
      await page(`/inbox${query}`);
      return stand.wanted;
    };
    expect(await asked('')).toEqual({ done: false });
    expect(await asked('?show=yours&soon=today')).toEqual({ done: false, owner: true, severity: 'today' });
    expect(await asked('?show=overdue')).toEqual({ done: false, overdue: true });
    expect(await asked('?show=done')).toEqual({ done: true });
    expect(await asked('?show=<b>&soon[]=1&page=-1')).toEqual({ done: false });
  });

  it('stand by severity, say what is overdue and when the rest is due, and go on by pages', async () => {
    stand.work = [
      { ...alert, severity: 'immediate', overdueSince: '2026-03-10T10:15:00.000Z' },
      { ...alert, severity: 'this-week' },
    ];
    const text = await page('/inbox?soon=today');
    expect([...text.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, name]) => name)).toEqual(['Immediate', 'This week']);
    expect(text).toContain('Not acknowledged by 10 March 2026 at 10:15.');
    expect(text).toContain('Acknowledge by 10 March 2026 at 14:00');
    expect(text).toContain('href="/inbox?soon=today&amp;page=2"');
  });

  it('that are none is no word of safety', async () => {
    stand.work = [];
    expect(await page('/inbox')).toContain('That nothing stands here does not mean that nothing happened.');
  });

  it('lead to what became of concerns: seen, by which role and when, and no more', async () => {
    stand.feedback = [{ concern: 'e1', child: 'abc123', seenByRole: 'early-help-coordinator', seenAt: alert.raisedAt }];
    const text = await page('/concerns');
    expect(text).toContain('Early help coordinator');
    expect(text).toContain('10 March 2026 at 10:00');
  });
});

describe('every page', () => {
  it.each(['/sign-in', '/signed-out', '/role', '/inbox', '/concerns', `/inbox/${ID}`, '/children/abc123'])(
    '%s works without script or style of its own',
    async (path) => {
      const { text, headers } = await http().get(path).set('Cookie', COOKIE).expect(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['cache-control']).toBe('no-store');
      // A live page has one script, from here, and is whole without it.
      const still = text.replace(/<script src="\/assets\/live\.js\?\w+" defer><\/script>/, '');
      expect(still).not.toMatch(/<script| style="| on[a-z]+="/);
      expect(text.match(/<h1/g)).toHaveLength(1);
      expect(text).toMatch(/<html lang="en"/);
      for (const landmark of ['<header', '<main', '<footer']) expect(text.split(landmark)).toHaveLength(2);
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('gets its styles from here, without the font and crest that are GOV.UK’s alone', async () => {
    const { text } = await http().get('/assets/console.css').expect(200);
    expect(text).toContain('.govuk-button');
    expect(text).not.toMatch(/GDS Transport|url\(\/assets/);
    await http().get('/assets/icon.svg').expect('Content-Type', /svg/);
  });
});
