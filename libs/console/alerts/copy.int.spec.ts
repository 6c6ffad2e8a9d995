import { Problem } from '@tributary/kernel';
import request from 'supertest';
import { formToken } from '../page/session';
import { COOKIE, ID, SESSION, Stand } from '../walks/console.fixture';

let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

const http = () => request(stand.app().getHttpServer());
const get = async (path: string): Promise<string> => (await http().get(path).set('Cookie', COOKIE).expect(200)).text;
const PATH = `/inbox/${ID}/copy`;
const post = (as: unknown) =>
  http()
    .post(PATH)
    .set('Cookie', COOKIE)
    .type('form')
    .send({ form: formToken(SESSION), as });

describe('copying an alert to the child’s file', () => {
  it('begins at the alert, and takes nothing out before it is asked to', async () => {
    expect(await get(`/inbox/${ID}`)).toContain(`href="${PATH}"`);
    expect(await get(PATH)).toContain('so that it can be recalled');
    expect(stand.exported).toEqual([]);
  });

  it('is a page with a receipt: the alert, its rule, what was done, what it rests on and what is withheld', async () => {
    stand.shown = { ...stand.shown, evidence: ['e1'] };
    const withheld = [{ agency: 'ash-lane', dataClass: 'mental-health', rule: 'r', reason: 'No ground', version: '1' }];
    stand.timeline = { ...stand.timeline, withheld };
    const { text } = await post('page').expect(200);
    const [{ file, filter, purpose } = {} as never] = stand.exported as [
      { file: { id: string; format: string }; filter: object; purpose: string },
    ];
    expect({ format: file.format, filter, purpose }).toEqual({
      ...{ format: 'page', purpose: 'direct-work', filter: { events: new Set(['e1']) } },
    });
    for (const words of [
      `Receipt ${file.id}`,
      'Made by Imogen Marlow, social worker, Wexbourne children’s services',
      'This is information, not a referral.',
      'child-with-social-worker-suspended, version 1.',
      'Raised, by Tributary.',
      'Attendance mark other than present',
      'Not shown to you, from Ash Lane Primary School (mental health)',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('Okoro-Lyle');
  });

  it('is a PDF too, under a number of its own', async () => {
    const answer = await post('pdf').expect(200);
    const headers = answer.headers as Readonly<Record<string, string>>;
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="alert-2026-03-10-[\w-]+\.pdf"$/);
    const [{ file } = {} as never] = stand.exported as [{ file: { id: string } }];
    expect(headers['export-id']).toBe(file.id);
  });

  it('is not there for an alert about a feed, nor for one that was not sent to the reader', async () => {
    stand.shown = { ...stand.shown, child: null, feed: 'ash-lane-attendance' };
    expect(await get(PATH)).toContain('about no child');
    await post('page').expect(409);
    await http().get('/inbox/0190a000-0000-7000-8000-000000000009/copy').set('Cookie', COOKIE).expect(404);
    expect(stand.exported).toEqual([]);
  });

  it('answers as the child does where nothing of it is open any more', async () => {
    stand.refuses = new Problem('child-unknown', 404, 'No child with that reference', 'Check it');
    await post('page').expect(404);
  });
});
