import { type AlertId, Problem } from '@tributary/kernel';
import request from 'supertest';
import { alert, COOKIE, ID, Stand } from '../walks/console.fixture';
import { pagesOf } from '../walks/signed-in.fixture';

const SISTERS = `${ID.slice(0, -1)}2` as AlertId;

let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
  stand.bundle = [
    { ...alert, together: [SISTERS] },
    { ...alert, id: SISTERS, child: 'sister', severity: 'immediate', together: [ID] },
  ];
  stand.work = [stand.bundle[1], stand.bundle[0]].flatMap((one) => one ?? []);
});
afterEach(() => stand.app().close());
const { page, post } = pagesOf(() => stand);

describe('alerts about brothers and sisters', () => {
  it('are one in the list, under the most urgent, each with its own link, state and time', async () => {
    const text = await page('/inbox');
    expect(text).toContain(
      `<a class="govuk-link" href="/inbox/${SISTERS}/together">2 alerts about brothers and sisters</a>`,
    );
    for (const id of [ID, SISTERS]) expect(text).toContain(`href="/inbox/${id}"`);
    expect(text.match(/Acknowledge by/g)).toHaveLength(2);
    expect(text.match(/<h2/g)).toHaveLength(1);
  });

  it('stand alone where the list holds one of them', async () => {
    stand.work = stand.work.slice(0, 1);
    expect(await page('/inbox')).not.toContain('brothers and sisters');
  });

  it('are named on their page, the most urgent first, as far as the reader may see it', async () => {
    const text = await page(`/inbox/${ID}/together`);
    expect(text.indexOf(`href="/inbox/${SISTERS}"`)).toBeLessThan(text.indexOf(`href="/inbox/${ID}"`));
    expect(text).toContain('A child whose name you may not see');
    expect(text).toContain('Wren');
    expect(await page(`/inbox/${ID}`)).not.toContain('brothers and sisters');
    stand.shown = { ...alert, together: [SISTERS] };
    expect(await page(`/inbox/${ID}`)).toContain(`/inbox/${ID}/together`);
  });

  it('are acknowledged by one decision for each that was ticked, and no other', async () => {
    await post(`/inbox/${ID}/together`, { alert: [ID, SISTERS] })
      .expect(303)
      .expect('Location', `/inbox/${ID}/together?done=2&left=0&after=1.2.3`);
    expect(stand.answered).toEqual([ID, SISTERS]);
    expect(stand.answers).toEqual([{ kind: 'acknowledge' }, { kind: 'acknowledge' }]);
    expect(await page(`/inbox/${ID}/together?done=2&left=0`)).toContain('2 alerts were acknowledged.');
  });

  it('take nothing that is not in the bundle, not the reader’s to answer, or not ticked', async () => {
    const other = `${ID.slice(0, -1)}9`;
    const [first, second] = stand.bundle;
    if (!first || !second) throw new Error('no bundle');
    for (const ticked of [undefined, other, '', [other, '<script>']]) {
      const { text } = await post(`/inbox/${ID}/together`, ticked === undefined ? {} : { alert: ticked }).expect(422);
      expect(text).toContain('Tick what you have seen');
    }
    stand.bundle = [
      { ...first, owner: false },
      { ...second, status: 'acknowledged' },
    ];
    await post(`/inbox/${ID}/together`, { alert: [ID, SISTERS] }).expect(422);
    expect(stand.answered).toEqual([]);
  });

  it('go on with the others where somebody else has one by now', async () => {
    stand.refuses = new Problem('alert-for-information', 403, 'Sent to you for information', 'Ring them');
    await post(`/inbox/${ID}/together`, { alert: ID })
      .expect(303)
      .expect('Location', `/inbox/${ID}/together?done=0&left=1`);
    expect(await page(`/inbox/${ID}/together?done=0&left=1`)).toContain('1 could not be');
  });

  it('lead to the one that is left where they belong together no more', async () => {
    stand.bundle = [alert];
    const { headers } = await request(stand.app().getHttpServer())
      .get(`/inbox/${ID}/together`)
      .set('Cookie', COOKIE)
      .expect(303);
    expect(headers['location']).toBe(`/inbox/${ID}`);
  });
});
