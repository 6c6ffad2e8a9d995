import { onDay, ReviewStand, WREN } from '../../../libs/identity/review/review.fixture';
import { type DecideOptions, decideMatch, listMatches, showMatch } from '../commands/match-review';
import { withRooms } from '../with-rooms';

jest.mock('../with-rooms');

const STEWARD = { as: 'p-ellingham', role: 'data-steward', agency: 'tributary-operator' };
const REASON = 'The school office read the date back';

describe('tributary match review', () => {
  let stand: ReviewStand;
  let printed = '';
  beforeAll(async () => {
    stand = await ReviewStand.open();
    stand.at.clock = onDay(10);
    const directory = { current: async () => stand.at.view };
    const rooms = { matches: stand.matches };
    jest.mocked(withRooms).mockImplementation(async (work) => work({ directory } as never, rooms as never));
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  }, 60_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    await stand.close();
  });
  const told = async (work: Promise<number>): Promise<string> => {
    printed = '';
    expect(await work).toBe(0);
    return printed;
  };
  const decide = async (id: string, more: Partial<DecideOptions> = {}) => {
    const { seen } = JSON.parse(await told(showMatch(id, { ...STEWARD, json: true }))) as { seen: string };
    return decideMatch(id, { ...STEWARD, decision: 'link', reason: REASON, seen, ...more });
  };

  it('lists what waits without a word of what records say, shows it, and decides', async () => {
    expect(await told(listMatches(STEWARD))).toBe('nothing waits\n');
    const { id, known, record } = await stand.pair();
    const list = await told(listMatches(STEWARD));
    expect(list).toContain(`${id}  waiting  not-certain`);
    expect(list).not.toMatch(/Wren|2015/);
    const shown = await told(showMatch(id, STEWARD));
    expect(shown).toMatch(/given-name {5}Wren \| Wren {2}same \d/);
    expect(shown).toMatch(/^seen: [0-9a-f]{32}-0$/m);
    expect(await told(decide(id, { decision: 'later', until: '2026-03-20' }))).toContain('waits again on that day');
    expect(await told(decide(id))).toContain(`${id}: linked`);
    expect((await stand.children.recordsOf(known.childId)).map((one) => one.recordId)).toContain(record.recordId);
  });

  it('prints with --json what the API answers', async () => {
    const { id } = await stand.pair({ ...WREN, givenName: 'Ottoline' });
    const page = JSON.parse(await told(listMatches({ ...STEWARD, json: true }))) as { matches: { id: string }[] };
    expect(page.matches.map((one) => one.id)).toEqual([id]);
    const { seen } = JSON.parse(await told(showMatch(id, { ...STEWARD, json: true }))) as { seen: string };
    const options = { ...STEWARD, json: true, decision: 'different', reason: REASON, seen, secondOpinion: true };
    expect(JSON.parse(await told(decideMatch(id, options)))).toMatchObject({ id, outcome: 'opinion' });
  });

  it.each([
    ['somebody else', { as: 'p-nobody' }, 'person-unknown'],
    ['a decision that is none', { decision: 'perhaps' }, 'body-wrong'],
    ['a reason that is none', { reason: 'no' }, 'body-wrong'],
    ['what is not what was looked at', { seen: `${'0'.repeat(32)}-0` }, 'match-changed'],
  ])('refuses %s', async (_, more, code) => {
    const { id } = await stand.pair({ ...WREN, givenName: `Aelan${code.slice(0, 3)}` });
    await expect(decide(id, more)).rejects.toMatchObject({ code });
  });

  it('refuses whoever has no part in it, and an id that is none', async () => {
    const auditor = { as: 'p-quill', role: 'auditor', agency: 'tributary-operator' };
    await expect(listMatches(auditor)).rejects.toMatchObject({ code: 'match-role' });
    await expect(showMatch('nonsense', STEWARD)).rejects.toMatchObject({ code: 'match-unknown' });
  });
});
