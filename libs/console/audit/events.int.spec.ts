import { Problem } from '@tributary/kernel';
import request from 'supertest';
import { formToken } from '../page/session';
import { COOKIE, SESSION, Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';

let stand: Stand;
const http = () => request(stand.app().getHttpServer());
const ORDER = { from: '2026-01', to: '2026-03', purpose: 'partnership-review', table: 'rows' };
const GOOD = { ...ORDER, key: '' };

beforeEach(async () => {
  stand = await Stand.open();
  stand.actAs(hat('analyst', 'tributary-operator'));
});
afterEach(() => stand.app().close());

const post = (form: object) =>
  http()
    .post('/audit/events')
    .set('Cookie', COOKIE)
    .type('form')
    .send({ form: formToken(SESSION), ...form });

describe('taking out events without names', () => {
  it('stands in the menu of analysts alone', async () => {
    const home = async (): Promise<string> => (await http().get('/directory').set('Cookie', COOKIE)).text;
    expect(await home()).toContain('href="/audit/events"');
    stand.actAs(hat('auditor', 'tributary-operator'));
    expect(await home()).not.toContain('href="/audit/events"');
    await http().get('/audit/events').set('Cookie', COOKIE).expect(403);
    await post(GOOD).expect(403);
    expect(stand.audits.taken).toEqual([]);
  });

  it('sends what was ordered, a key only where one is named', async () => {
    const { text } = await post(GOOD).expect(200);
    expect(text).toBe('row\r\n');
    await post({ ...GOOD, table: 'counts', key: 'review-2026' }).expect(200);
    expect(stand.audits.taken).toEqual([
      { role: 'analyst', order: ORDER },
      { role: 'analyst', order: { ...ORDER, table: 'counts', key: 'review-2026' } },
    ]);
  });

  it.each([
    [{ from: '' }, 'from', 'Enter the first month'],
    [{ to: '' }, 'to', 'Enter the last month'],
    [{ purpose: '' }, 'purpose', 'nothing leaves without one'],
    [{ table: 'names' }, 'table', 'Choose what the file is to hold'],
  ])('asks again where %j', async (wrong, field, words) => {
    const { text } = await post({ ...GOOD, ...wrong }).expect(422);
    expect(text).toContain(words);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}-error"`);
    expect(stand.audits.taken).toEqual([]);
  });

  it.each([
    ['period-wrong', 422, 'from'],
    ['purpose-missing', 422, 'purpose'],
    ['export-busy', 429, undefined],
  ])('says what is wrong where the answer is %s', async (code, status, field) => {
    stand.audits.refuses = new Problem(code, 429, 'Another one is made', 'The last month is not over yet.');
    const { text } = await post(GOOD).expect(status);
    if (field) expect(text).toContain(`href="#${field}"`);
    else expect(text).toContain('Another one is made');
  });
});
