import { StatedByHand } from '@tributary/intake';
import type { PlainDate } from '@tributary/kernel';
import request from 'supertest';
import { aFeed, allRecorded, feedRegistry, testIntake } from '../../testing/intake';
import { formToken } from '../page/session';
import { COOKIE, SESSION, Stand } from '../walks/console.fixture';
import { hat, RECEIPT } from '../walks/desks.fixture';
import { type Concern, concernEvent, kindFor } from './concern-event';

const KEY = '0190a000-0000-7000-8000-0000000000c1';
const GOOD = {
  ...{ key: KEY, givenName: 'Tansy', familyName: 'Quillfeather', birthDate: '4/3/2014', postcode: 'wx1 1aa' },
  ...{ concern: 'HOME', raisedOn: '2026-01-12' },
};

describe('the form of a concern', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await Stand.open();
    stand.actAs(hat('volunteer', 'harbour-families'));
  });
  afterEach(() => stand.app().close());
  const http = () => request(stand.app().getHttpServer());
  const get = (path: string) => http().get(path).set('Cookie', COOKIE);
  const post = (form: object) =>
    http()
      .post('/concerns/new')
      .set('Cookie', COOKIE)
      .type('form')
      .send({ form: formToken(SESSION), ...form });

  it('is found from the alerts and from what became of concerns', async () => {
    for (const path of ['/inbox', '/concerns']) expect((await get(path)).text).toContain('href="/concerns/new"');
  });

  it('asks for six things, the day filled in, with a key of its own each time', async () => {
    const pages = [(await get('/concerns/new').expect(200)).text, (await get('/concerns/new')).text];
    expect(pages[0]?.match(/<input class="govuk-input/g)).toHaveLength(5);
    expect(pages[0]).toMatch(/name="raisedOn"[^>]*value="\d{1,2}\/\d{1,2}\/\d{4}"/);
    const keys = pages.map((text) => /name="key" value="([^"]+)"/.exec(text)?.[1]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('goes into the agency’s own feed and thanks with the receipt', async () => {
    const { headers } = await post(GOOD).expect(303);
    expect(headers['location']).toBe(`/concerns/new/sent?receipt=${RECEIPT}`);
    expect(stand.desks.stated).toEqual([['own-events', expect.objectContaining({ id: KEY })]]);
    const { text } = await get(headers['location'] ?? '').expect(200);
    expect(text).toContain(RECEIPT);
    expect(text).not.toMatch(/Tansy|Quillfeather/);
  });

  it.each([
    ['givenName', ''],
    ['familyName', '   '],
    ['birthDate', '31/2/2014'],
    ['birthDate', '1/1/2999'],
    ['postcode', 'somewhere'],
    ['concern', ''],
    ['concern', 'NEGLECT'],
    ['concern', 'toString'],
    ['raisedOn', 'yesterday'],
    ['raisedOn', '2999-01-01'],
  ])('says at %s what is wrong with “%s”, keeps what was given, and sends nothing', async (field, value) => {
    const { text } = await post({ ...GOOD, [field]: value }).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`name="key" value="${KEY}"`);
    expect(text).toContain(field === 'familyName' ? 'value="Tansy"' : 'value="Quillfeather"');
    expect(stand.desks.stated).toEqual([]);
  });

  it.each([
    ['a list', { givenName: ['a', 'b'] }],
    ['a long text', { familyName: 'x'.repeat(10_000) }],
    ['an object', { concern: { code: 'HOME' } }],
  ])('takes no %s for a text', async (_, change) => {
    const { status } = await post({ ...GOOD, ...change });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(stand.desks.stated).toEqual([]);
  });

  it('shows what was typed as text', async () => {
    const { text } = await post({ ...GOOD, givenName: '"><script>alert(1)</script>', concern: '' });
    expect(text).not.toContain('<script>');
    expect((await get('/concerns/new/sent?receipt=%3Cscript%3E')).text).not.toContain('<script>');
  });

  it('gives a key that is none a new one', async () => {
    await post({ ...GOOD, key: 'made up' }).expect(303);
    expect(stand.desks.stated[0]?.[1]).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
  });

  it.each(['feed-manager', 'auditor', 'analyst', 'operator'])('is not for a %s', async (role) => {
    stand.actAs(hat(role, 'harbour-families'));
    await get('/concerns/new').expect(403);
    await post(GOOD).expect(403);
    expect(stand.desks.stated).toEqual([]);
  });

  it('says so where the agency has no feed, and where the concern was kept aside', async () => {
    stand.desks.keptAside = 1;
    expect((await post(GOOD).expect(422)).text).toContain('could not be taken in');
    stand.desks.sendsNothing = true;
    expect((await post(GOOD).expect(404)).text).toContain('no feed');
  });
});

describe('a concern recorded by hand, in the intake', () => {
  const given: Concern = {
    ...{ key: KEY, givenName: 'Tansy', familyName: 'Quillfeather', concern: 'HOME' },
    ...{ birthDate: '2014-03-04' as PlainDate, postcode: 'WX1 1AA', raisedOn: '2026-01-12' as PlainDate },
  };
  const volunteer = hat('volunteer', 'harbour-families');

  it.each([
    [undefined, 'HOME'],
    ['voluntary', 'HARM'],
    ['health', 'CARE'],
    ['education', 'NEGLECT'],
  ])('is what an agency of the sector %s sends, and once however often it is sent', async (sector, concern) => {
    const feeds = [aFeed('harbour-families.events', 'cloudevents')].map((feed) => ({
      ...feed,
      agency: volunteer.agency,
    }));
    const it_ = await testIntake(feeds);
    const byHand = new StatedByHand(it_.intake, feedRegistry(feeds));
    const event = concernEvent({ ...given, concern }, volunteer, sector);
    const first = await byHand.state(volunteer.agency, event);
    expect(first).toMatchObject({ status: 'done', counts: { accepted: 1, parked: 0 } });
    await byHand.state(volunteer.agency, event);
    const { type } = kindFor(sector);
    const stated = (await allRecorded(it_.store)).filter((one) => one.event.type === type);
    expect(stated.map((one) => one.event.data)).toEqual([
      { concern: { code: concern, own: concern }, raisedOn: '2026-01-12', raisedByRole: 'volunteer' },
    ]);
    await it_.close();
  });

  it('is another record where two children share a name and no birth date is known', () => {
    const unborn: Concern = {
      key: KEY,
      givenName: 'Tansy',
      familyName: 'Quillfeather',
      concern: 'HOME',
      raisedOn: given.raisedOn,
    };
    const localIds = [KEY, KEY.replace('c1', 'c2')].map((key) => {
      const event = concernEvent({ ...unborn, key }, volunteer, undefined);
      return (event as { data: { record: { localId: string } } }).data.record.localId;
    });
    expect(new Set(localIds).size).toBe(2);
  });
});
