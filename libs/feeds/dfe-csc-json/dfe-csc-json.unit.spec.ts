import { dfeCscJson } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

const good = fixture('dfe-csc-json', 'good.json');
type Payload = { Children: [Child, Child] };
type Child = Record<string, unknown> & { social_care_episodes: [Record<string, unknown[]>] };
const payload = (): Payload => JSON.parse(good) as Payload;
const child = (): Child => payload().Children[0];
const parse = (value: unknown) => parseAll(dfeCscJson, JSON.stringify(value));

const expected = [
  'child-details-recorded',
  'referral-received',
  '-case-closed',
  'worker-changed',
  'worker-changed',
  'assessment-started',
  'assessment-completed',
  'need-plan-started',
  '-need-plan-ended',
  'section-47-started',
  'conference-held',
  'protection-plan-started',
  '-protection-plan-ended',
  'looked-after-started',
  '-looked-after-ended',
  'placement-changed',
  '-looked-after-ended',
];

describe('DfE children’s social care JSON', () => {
  it('makes every block facts, and takes back what it does not give', async () => {
    const all = await parseAll(dfeCscJson, good);
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual(expected);
    expect(records(all)[0]?.sighting).toEqual({
      system: 'csc',
      localId: 'WX-1001',
      givenName: 'Tansy',
      familyName: 'Quillfeather',
      birthDate: '2014-03-04',
      sex: 'female',
      postcode: 'WX1 1AA',
      upn: 'C999400120001',
    });
    expect(factsOf(all).find(({ item }) => item === 'csc/WX-1001/protection-plan/C-1/start')).toEqual({
      type: 'social-care.protection-plan-started',
      item: 'csc/WX-1001/protection-plan/C-1/start',
      occurred: { on: '2025-12-15' },
      data: { startDate: '2025-12-15', plan: 'C-1', episode: 'E-1' },
    });
    expect(all.at(-1)).toEqual({ kind: 'complete' });
  });

  it.each<[unknown, readonly string[]]>([
    ['R999400120002', ['R999400120002']],
    [null, []],
  ])('reads the former pupil number %j', async (written, read) => {
    const given = { ...(child()['child_details'] as object), former_unique_pupil_number: written };
    const [record] = records(await parse({ ...child(), child_details: given }));
    expect(record?.sighting.formerUpns).toEqual(read);
    expect(record?.dropped).toBe(3);
  });

  it('names each item once', async () => {
    const items = factsOf(await parseAll(dfeCscJson, good)).map(({ item }) => item);
    expect(new Set(items).size).toBe(items.length);
  });

  it('leaves out and counts what it must not hold: placement address, adoption, wellbeing', async () => {
    const all = await parseAll(dfeCscJson, good);
    expect(JSON.stringify(all)).not.toContain('WX9 9ZZ');
    expect(records(all).map(({ dropped }) => dropped)).toEqual([3, undefined]);
  });

  it.each([
    ['one child', (all: Payload) => all.Children[0]],
    ['a list of children', (all: Payload) => all.Children],
    ['Children as one child', (all: Payload) => ({ la_code: 999, Children: all.Children[0] })],
    ['the list before the code', (all: Payload) => ({ Children: all.Children, la_code: 999 })],
    ['a list called children', (all: Payload) => ({ children: all.Children })],
  ])('reads %s, whatever the pieces', async (_, shape) => {
    for (const size of [1, 13, 65_536]) {
      const all = await parseAll(dfeCscJson, JSON.stringify(shape(payload()), null, 1), undefined, size);
      expect(shortFacts(all)).toEqual(expected);
    }
  });

  it('is not misled by brackets and names inside texts', async () => {
    const tricky = {
      note: 'Children": [ {',
      list: [1, [2]],
      deeper: { Children: [{ la_child_id: 'no' }] },
      ...payload(),
    };
    expect(shortFacts(await parse(tricky))).toEqual(expected);
  });

  it('says an end when it comes, as an item of its own', async () => {
    const changed = child();
    Object.assign(changed.social_care_episodes[0]['child_protection_plans']?.[0] as object, { end_date: '2026-01-15' });
    const before = factsOf(await parse(child()));
    const after = factsOf(await parse(changed));
    const differing = after.filter((fact, at) => JSON.stringify(fact) !== JSON.stringify(before[at]));
    expect(differing).toMatchObject([
      {
        type: 'social-care.protection-plan-ended',
        item: 'csc/WX-1001/protection-plan/C-1/end',
        data: { endDate: '2026-01-15' },
      },
    ]);
  });

  it('takes back one plan, one episode or the whole child by purge', async () => {
    const plan = child();
    Object.assign(plan.social_care_episodes[0]['child_protection_plans']?.[0] as object, { purge: true });
    expect(shortFacts(await parse(plan)).filter((name) => name.includes('protection-plan'))).toEqual([
      '-protection-plan-started',
      '-protection-plan-ended',
    ]);
    const episode = child();
    Object.assign(episode.social_care_episodes[0], { purge: true });
    const [details, ...others] = shortFacts(await parse(episode));
    expect(details).toBe('child-details-recorded');
    expect(others.every((name) => name.startsWith('-'))).toBe(true);
    const whole = await parse({ ...child(), purge: true });
    expect(records(whole)[0]?.purge).toBe(true);
    expect(shortFacts(whole).every((name) => name.startsWith('-'))).toBe(true);
  });

  it('takes back a plan by its number alone', async () => {
    const all = await parse({
      la_child_id: 'WX-1',
      social_care_episodes: [
        { social_care_episode_id: 'E', child_in_need_plans: [{ child_in_need_plan_id: 'P', purge: true }] },
      ],
    });
    expect(factsOf(all).map(({ item }) => item)).toEqual(['csc/WX-1/need-plan/P/start', 'csc/WX-1/need-plan/P/end']);
  });

  it('parks one block with its place, and takes it in again once mended, alone', async () => {
    const spoilt = child();
    Object.assign(spoilt.social_care_episodes[0]['child_in_need_plans']?.[0] as object, { start_date: '2025-13-12' });
    const all = await parse(spoilt);
    const [one] = parkedOf(all);
    expect(one).toMatchObject({
      place: 'Children[1].social_care_episodes[1].child_in_need_plans[1]',
      code: 'date-unreadable',
    });
    expect(one?.message).not.toContain('2025-13-12');
    expect(shortFacts(all)).toEqual(expected.filter((name) => !name.includes('need-plan')));
    const mended = await parseAll(dfeCscJson, (one?.raw ?? '').replace('2025-13-12', '2025-10-12'));
    expect(shortFacts(mended)).toEqual(['need-plan-started', '-need-plan-ended']);
  });

  it('does not reopen a case whose closure date cannot be read', async () => {
    const spoilt = child();
    Object.assign(spoilt.social_care_episodes[0], { closure_date: 'last week' });
    const all = await parse(spoilt);
    expect(parkedOf(all).map(({ code }) => code)).toEqual(['date-unreadable']);
    expect(shortFacts(all)).not.toContain('-case-closed');
  });

  it('parks a child without a number, and goes on', async () => {
    const all = await parse([{ child_details: {} }, 'text', null, payload().Children[1]]);
    expect(parkedOf(all).map(({ place, code }) => [place, code])).toEqual([
      ['Children[1]', 'csc-child-without-id'],
      ['Children[2]', 'csc-child-without-id'],
      ['Children[3]', 'csc-child-without-id'],
    ]);
    expect(records(all)).toHaveLength(1);
  });

  it.each([
    ['half a file', good.slice(0, good.length / 2), 'json-truncated'],
    ['half an object', '{"la_child_id": "WX', 'json-truncated'],
    ['XML', '<Message/>', 'json-not-expected'],
    ['a text', '"children"', 'json-not-expected'],
    ['a child that is not JSON', '[{"la_child_id": WX}]', 'json-broken'],
    ['a missing comma', '[{} {}]', 'json-broken'],
    ['a comma too many', '[{"la_child_id":"a"},]', 'json-broken'],
    ['something after the end', '[] x', 'json-broken'],
    ['a bomb of brackets', '['.repeat(100_000), 'json-too-deep'],
    ['Latin-1', Buffer.from(good.replace('Tansy', 'Zoë'), 'latin1'), 'encoding-wrong'],
    ['a child without end', `[{"la_child_id":"${'x'.repeat(9_000_000)}`, 'json-element-too-large'],
  ])('refuses %s', async (_, content, code) => {
    expect((await problemOf(dfeCscJson, content)).code).toBe(code);
  });
});
