import { Problem } from '@tributary/kernel';
import { Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';
import { pagesOf } from '../walks/signed-in.fixture';
import { AS_THEY_WERE, SEALED_PAIR, sealedPairs } from './sealed.fixture';

const TEAM = hat('adoption-team-manager', 'wexbourne-council');
const NEVER = '0190a000-0000-7000-8000-00000000ffff';
let stand: Stand;
const { look, page, post } = pagesOf(() => stand);
const becomes = { nhsNumber: '991 200 3888', givenName: 'Wren', familyName: 'Castellane', birthDate: '14/6/2015' };
const whole = { child: ` ${AS_THEY_WERE.toUpperCase()} `, ...becomes, upn: '' };

beforeEach(async () => {
  stand = await Stand.open();
  stand.actAs(TEAM);
  stand.sealed.pairs = sealedPairs;
});
afterEach(() => stand.app().close());

describe('the pages of sealed pairs', () => {
  it('stand in the menu of the adoption team, and list pairs by when they were sealed', async () => {
    expect(await page('/inbox')).toContain('href="/sealed-pairs"');
    const text = await page('/sealed-pairs');
    for (const words of [
      ...[
        'Sealed on 2 March 2026 at 09:30',
        `href="/sealed-pairs/${SEALED_PAIR}"`,
        '2 records would have joined the two, the last on 10 March',
      ],
      ...['Sealed on 2 February 2026 at 09:30', 'Nothing would have joined the two'],
    ])
      expect(text).toContain(words);
  });

  it('say which agency is to be told, and why; one whose record is only alike is not', async () => {
    const text = await page(`/sealed-pairs/${SEALED_PAIR}`);
    for (const words of ['Ash Lane Primary School', 'It says who the child was and who they become', '10 March 2026'])
      expect(text).toContain(words);
    expect(text.match(/Tell the agency\b/g)).toHaveLength(1);
    expect(text).toContain('They are alike, and not enough for a machine');
    expect(text).not.toContain('0190a000-0000-4000-8000-0000000000f9');
  });

  it('seal what was filled in, and lead on without a word of it', async () => {
    const { headers, text } = await post('/sealed-pairs/new', whole).expect(303);
    expect(headers['location']).toBe('/sealed-pairs?done=sealed');
    expect(text).not.toMatch(/Castellane|991|cdcd/i);
    expect(stand.sealed.opened).toEqual([{ child: AS_THEY_WERE, becomes: { ...becomes, birthDate: '2015-06-14' } }]);
    expect(await page('/sealed-pairs?done=sealed')).toContain('sealed apart from now on');
    expect(await page('/sealed-pairs?done=constructor')).not.toContain('Recorded');
  });

  it('take a pair back by the child as they were alone', async () => {
    const { headers } = await post(`/sealed-pairs/${SEALED_PAIR}/end`, { child: AS_THEY_WERE }).expect(303);
    expect(headers['location']).toBe('/sealed-pairs?done=ended');
    expect(stand.sealed.ended).toEqual([SEALED_PAIR]);
    for (const child of ['', 'ef'.repeat(16)]) {
      const { text } = await post(`/sealed-pairs/${SEALED_PAIR}/end`, { child }).expect(422);
      expect(text).toContain('href="#child"');
      expect(text).toContain('id="child-error"');
    }
    expect(stand.sealed.ended).toHaveLength(1);
  });

  it.each([
    ['child', { ...whole, child: '' }],
    ['birthDate', { ...whole, birthDate: '31/2/2015' }],
  ])('ask again for the %s of %j', async (field, wrong) => {
    const { text } = await post('/sealed-pairs/new', wrong).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}-error"`);
    expect(text).toContain('Castellane');
    expect(stand.sealed.opened).toEqual([]);
  });

  it.each([
    ['child', 'child-unknown', {}],
    ['becomes', 'sealed-joined', {}],
    ['becomes', 'sealed-identity-wrong', {}],
    ['nhsNumber', 'sealed-identity-wrong', { fields: ['nhsNumber'] }],
    ['upn', 'sealed-identity-wrong', { fields: ['upn'] }],
    ['familyName', 'sealed-identity-wrong', { fields: ['familyName', 'birthDate'] }],
  ])('point at %s where the hub refuses with %s %j', async (field, code, extra) => {
    stand.sealed.refuses = new Problem(code, 422, 'No', 'Not so', extra);
    const { text } = await post('/sealed-pairs/new', whole).expect(422);
    expect(text).toContain(`href="#${field}"`);
    expect(text).toContain(`id="${field}"`);
    expect(text).toContain(`id="${field}-error"`);
  });

  it('take no form that no page of this session held, and none that was made up', async () => {
    await post('/sealed-pairs/new', { ...whole, form: 'made-up' }).expect(403);
    await post(`/sealed-pairs/${SEALED_PAIR}/end`, { child: AS_THEY_WERE, form: 'made-up' }).expect(403);
    await post('/sealed-pairs/new', { ...whole, child: ['a', 'b'] }).expect(400);
    expect([stand.sealed.opened, stand.sealed.ended]).toEqual([[], []]);
  });
});

/** All that could be tried, as it would be answered: status, headers that tell something, and every byte. */
async function everything(id: string): Promise<readonly unknown[]> {
  const looks = ['/inbox', '/sealed-pairs', '/sealed-pairs/new', `/sealed-pairs/${id}`, '/sealed-pairs?done=sealed'];
  const sent = [
    await post('/sealed-pairs/new', whole),
    await post('/sealed-pairs/new', { child: 'nobody' }),
    await post(`/sealed-pairs/${id}/end`, { child: AS_THEY_WERE }),
    await post(`/sealed-pairs/${id}/end`, { child: '' }),
  ];
  const seen = [];
  for (const path of looks) seen.push(await look(path));
  return [...seen, ...sent].map(({ status, headers, text }) => [status, headers['location'], headers['etag'], text]);
}

describe('whoever is not of the team', () => {
  const others = ['social-worker', 'team-manager', 'data-steward', 'auditor', 'analyst', 'operator', 'feed-manager'];

  it.each(others)('learns as %s neither that there is a pair nor whether one has that id', async (role) => {
    stand.actAs(hat(role, 'wexbourne-council'));
    const [there, never] = [await everything(SEALED_PAIR), await everything(NEVER)];
    stand.sealed.pairs = [];
    expect(await everything(SEALED_PAIR)).toEqual(there);
    expect(never).toEqual(there);
    expect(there.slice(1).map((one) => (one as readonly unknown[])[0])).toEqual(Array(8).fill(403));
    expect(JSON.stringify(there)).not.toMatch(/sealed-pairs|Sealed pair/);
    // Not asked at all: no time that a list takes tells of it either.
    expect(stand.sealed.asked).toEqual([]);
  });

  it('learns as the same team of another agency nothing of this one’s pairs', async () => {
    stand.actAs(hat('adoption-team-manager', 'ash-lane'));
    const [there, never] = [await everything(SEALED_PAIR), await everything(NEVER)];
    expect(never).toEqual(there);
    stand.sealed.pairs = [];
    expect(await everything(SEALED_PAIR)).toEqual(there);
    expect(stand.sealed.ended).toEqual([]);
  });
});
