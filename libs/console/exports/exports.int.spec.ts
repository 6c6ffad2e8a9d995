import { Problem } from '@tributary/kernel';
import request from 'supertest';
import { formToken } from '../page/session';
import { COOKIE, SESSION, Stand } from '../walks/console.fixture';

let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

const http = () => request(stand.app().getHttpServer());
const PATH = '/children/abc123/export';
const GOOD = { purpose: 'direct-work', format: 'csv' };
const post = (form: object, path = PATH) =>
  http()
    .post(path)
    .set('Cookie', COOKIE)
    .type('form')
    .send({ form: formToken(SESSION), ...form });

describe('taking out a chronology', () => {
  it('begins at the child’s page', async () => {
    const { text } = await http().get('/children/abc123').set('Cookie', COOKIE).expect(200);
    expect(text).toContain(`href="${PATH}"`);
  });

  it('says what it leads to, and the same whether there is such a child or none', async () => {
    const page = async (ref: string) => (await http().get(`/children/${ref}/export`).set('Cookie', COOKIE)).text;
    expect(await page('abc123')).toContain('so that it can be recalled');
    expect((await page('other')).replaceAll('other', 'abc123')).toBe(await page('abc123'));
  });

  it('sends the file, kept by no cache, with a name that says no more than the reference', async () => {
    const { headers, text } = await post({ ...GOOD, from: '2026-01-01' }).expect(200);
    expect(text).toBe('row\r\n');
    expect(headers).toMatchObject({
      'content-disposition': 'attachment; filename="chronology-abc123-2026-03-10.csv"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'export-id': 'e-1',
    });
    expect(stand.exported).toEqual([
      {
        viewer: expect.objectContaining({ role: 'social-worker' }) as object,
        ref: 'abc123',
        order: { ...GOOD, from: '2026-01-01' },
      },
    ]);
  });

  it.each([
    [{ purpose: '' }, 'purpose', 'Choose what you need it for'],
    [{ purpose: 'curiosity' }, 'purpose', 'Choose what you need it for'],
    [{ format: 'xlsx' }, 'format', 'Choose what the file is to be'],
  ])('asks again with %j', async (wrong, field, words) => {
    const { text } = await post({ ...GOOD, ...wrong }).expect(422);
    expect(text).toContain(words);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}-error"`);
    expect(stand.exported).toEqual([]);
  });

  it.each([
    [new Problem('query-wrong', 400, 'No', 'It must not lie before from.', { parameter: 'to' }), 'to'],
    [new Problem('as-known-on-ahead', 400, 'No', 'No'), 'asKnownOn'],
  ])('points at the field that the answer %s is about', async (problem, field) => {
    stand.refuses = problem;
    expect((await post(GOOD).expect(422)).text).toContain(`href="#${field}"`);
  });

  it('answers of a child that is not the reader’s as of none', async () => {
    await post(GOOD, '/children/other/export').expect(404);
    await post({ ...GOOD, format: ['csv', 'pdf'] }).expect(400);
    expect(stand.exported).toEqual([]);
  });
});
