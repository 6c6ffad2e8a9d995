import type { DirectoryDocument } from '@tributary/directory';
import { type ChildId, uuidv7 } from '@tributary/kernel';
import { aChild } from '../../testing/store';
import {
  alerts,
  all,
  child,
  clocksFire,
  directory,
  ids,
  inboxes,
  mine,
  restarted,
  settled,
  t,
  useHouse,
} from '../alerting.fixture';
import { allocated, declaresLink, delivered, link, say } from '../said.fixture';
import { achterberg, document, marlow } from '../people.fixture';

const BOTH = ['p-marlow owns open', 'p-achterberg owns open'];

const helped = (more: { backfill?: true } = {}) =>
  say(ids.harbour, {
    ...{ type: 'social-care.family-help-started', item: 'help/1', ...more },
    data: { startDate: '2026-01-12', help: 'H1', lead: 'HF-20' },
  });
const helpEnded = () =>
  say(ids.harbour, {
    ...{ type: 'social-care.family-help-ended', item: 'help/1/end' },
    data: { endDate: '2026-02-01', help: 'H1' },
  });
/** Opens to family help that there is a social worker, by the council's agreement. */
const inNeed = () =>
  say(ids.council, {
    ...{ type: 'social-care.need-plan-started', item: 'plan/1' },
    data: { startDate: '2026-01-06', plan: 'N1' },
  });
/** The same two work with another child: so say the council, and what the other delivers as history. */
async function moreHistory(of: ChildId): Promise<void> {
  const [council, harbour] = [ids.council, ids.harbour];
  Object.assign(ids, { council: uuidv7(), harbour: uuidv7() });
  await link(ids.council, of);
  await link(ids.harbour, of);
  const starts = { startDate: '2026-01-05' };
  await say(ids.council, { type: 'social-care.worker-changed', item: 'w', data: { worker: 'SW-101', ...starts } }, of);
  await say(ids.council, { type: 'social-care.need-plan-started', item: 'p', data: { plan: 'N2', ...starts } }, of);
  const data = { help: 'H2', lead: 'HF-20', ...starts };
  await say(ids.harbour, { type: 'social-care.family-help-started', item: 'h', backfill: true, data }, of);
  Object.assign(ids, { council, harbour });
  await settled();
  await clocksFire();
}

/** Who was told of whom, or not and by what. */
const ledger = async (): Promise<readonly string[]> => {
  const { rows } = await t.db.events.query<{
    practitioner: string;
    shown: { agency: string }[];
    withheld: { agency: string; rule: string }[];
  }>(
    `SELECT practitioner, shown, withheld FROM access.disclosures WHERE what = 'notice' AND (refusal IS NULL) = (withheld = '[]') ORDER BY practitioner, id`,
  );
  return rows.map(({ practitioner, shown, withheld }) =>
    [practitioner, ...shown.map((one) => `told ${one.agency}`), ...withheld.map((one) => `not told: ${one.rule}`)].join(
      ' ',
    ),
  );
};

useHouse();

describe('two who both do targeted work with a child', () => {
  beforeEach(async () => {
    await delivered();
    await link(ids.council);
    await link(ids.harbour);
  });
  const bothWork = async (): Promise<void> => {
    await allocated();
    await inNeed();
    await helped();
    await settled();
  };

  it('each get one notice that names the other and how to reach them, and nobody else is told', async () => {
    await bothWork();
    expect(await all()).toEqual(BOTH);
    const [notice] = await mine(marlow);
    expect(notice).toMatchObject({
      ...{ rule: 'both-work-with-child', severity: 'digest', dueAt: null, toldToo: [] },
      other: {
        ...{ practitioner: 'p-achterberg', name: 'Joost Achterberg', role: 'lead-practitioner' },
        ...{ agency: 'harbour-families', phone: '01632 960 194', work: 'family-help', since: '2026-01-12' },
      },
      why: 'You work with the child, and so does somebody else.',
    });
    expect((await mine(achterberg))[0]?.other).toMatchObject({ practitioner: 'p-marlow', work: 'allocated-worker' });
    expect(await ledger()).toEqual(['p-achterberg told wexbourne-council', 'p-marlow told harbour-families']);
  });

  it('get a letter each that says how soon, and nothing of what it is about', async () => {
    await bothWork();
    await restarted();
    await settled();
    const { rows } = await t.db.events.query<Record<string, unknown>>('SELECT * FROM alerting.outbox');
    expect(rows.map(({ practitioner, severity }) => `${String(practitioner)} ${String(severity)}`).sort()).toEqual([
      ...['p-achterberg digest', 'p-marlow digest'],
    ]);
    for (const canary of [child, 'H1', 'HF-20', 'SW-101', 'family-help', 'both-work', 'harbour', 'council'])
      expect(JSON.stringify(rows)).not.toContain(canary);
  });

  it('change nobody’s inbox by work that one of them may not know of, nor by its link and unlink', async () => {
    const other = aChild();
    await helped();
    await settled();
    const before = await inboxes();
    await allocated();
    await settled();
    expect(await inboxes()).toBe(before);
    await link(ids.council, other, child);
    await settled();
    await link(ids.council, child, other);
    await settled();
    expect(await inboxes()).toBe(before);
    await inNeed();
    await settled();
    expect(await inboxes()).not.toBe(before);
  });

  it('are told once, however often it is said again, and after a crash', async () => {
    await bothWork();
    await allocated();
    await helped();
    await restarted();
    await settled();
    expect(await all()).toEqual(BOTH);
    expect(await ledger()).toHaveLength(2);
  });

  it('are not told again of what one of them has put away', async () => {
    await bothWork();
    const [notice] = await mine(marlow);
    await alerts.answer(marlow, notice?.id ?? '', { kind: 'close', outcome: 'useful' });
    await helped();
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed useful', 'p-achterberg owns open']);
  });

  it('see that it is over when one of them ends their work', async () => {
    await bothWork();
    await helpEnded();
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed resolved', 'p-achterberg owns closed resolved']);
  });

  it('have it taken back where the one’s record is another child’s, and are told again where it was this one’s', async () => {
    await bothWork();
    const other = aChild();
    await link(ids.harbour, other, child);
    await settled();
    // Each is asked to acknowledge that; nobody need once it was so after all.
    const each = (...lines: readonly string[]): string[] =>
      ['p-marlow', 'p-achterberg'].flatMap((who) => lines.map((line) => `${who} owns ${line}`));
    expect(await all()).toEqual(each('open', 'closed recalled'));
    await link(ids.harbour, child, other);
    await settled();
    expect(await all()).toEqual(each('open', 'closed resolved'));
  });

  it('have it taken back where the work is withdrawn as an error', async () => {
    await bothWork();
    await say(ids.harbour, { type: 'record.fact-retracted', item: 'help/1', data: { reason: 'withdrawn' } });
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed recalled', 'p-achterberg owns closed recalled']);
  });

  it('are told neither where one may not know of the other; the refusal is written once, and they are once both may', async () => {
    await allocated();
    await helped();
    await helped();
    await restarted();
    await settled();
    expect(await all()).toEqual([]);
    expect(await ledger()).toEqual(['p-achterberg not told: no-ground']);
    await inNeed();
    await settled();
    expect(await all()).toEqual(BOTH);
  });

  it('have it taken back where one of them declares a link to the family', async () => {
    await bothWork();
    await declaresLink(achterberg);
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed recalled', 'p-achterberg owns closed recalled']);
    expect(await ledger()).toContain('p-achterberg not told: own-family');
  });

  it('are told nothing where a concern names one of them', async () => {
    await say(ids.harbour, {
      ...{ type: 'agency.concern-recorded', item: 'concern/1' },
      data: { date: '2026-01-10', concern: { own: 'CARE', code: 'CARE' }, staffNamed: ['HF-20'] } as never,
    });
    await bothWork();
    expect(await all()).toEqual([]);
    expect(await ledger()).toEqual(['p-achterberg not told: named-in-concern']);
  });
});

describe('work that was delivered as history', () => {
  const letters = async (): Promise<readonly string[]> => {
    const { rows } = await t.db.events.query<{ practitioner: string }>('SELECT practitioner FROM alerting.outbox');
    return rows.map(({ practitioner }) => practitioner).sort();
  };
  beforeEach(async () => {
    await delivered();
    await link(ids.council);
    await link(ids.harbour);
    await allocated();
    await inNeed();
    await helped({ backfill: true });
    await settled();
  });

  it('is told to nobody while it comes, and in one message to each of the two once no more does', async () => {
    expect([await all(), await ledger(), await letters()]).toEqual([[], [], []]);
    await clocksFire();
    await restarted();
    await settled();
    expect(await all()).toEqual(BOTH);
    const [message] = await mine(marlow);
    expect(message).toMatchObject({ rule: 'work-from-history', severity: 'digest', child: null });
    expect(message?.holds).toMatchObject([
      { rule: 'both-work-with-child', status: 'open', other: { practitioner: 'p-achterberg', work: 'family-help' } },
    ]);
    expect(await ledger()).toEqual(['p-achterberg told wexbourne-council', 'p-marlow told harbour-families']);
    expect(await letters()).toEqual(['p-achterberg', 'p-marlow']);
  });

  it('of another child joins the message that stands; once that is put away there is another', async () => {
    await clocksFire();
    const before = await mine(marlow);
    const [second, third] = [aChild(), aChild()];
    await moreHistory(second);
    expect((await mine(marlow)).map(({ id, holds }) => [id, holds.length])).toEqual([[before[0]?.id, 2]]);
    expect(await letters()).toEqual(['p-achterberg', 'p-marlow']);
    await alerts.answer(marlow, before[0]?.id ?? '', { kind: 'close', outcome: 'useful' });
    await settled();
    await moreHistory(third);
    expect((await mine(marlow)).map(({ status, holds }) => [status, holds.length])).toEqual([
      ['open', 1],
      ['closed', 2],
    ]);
    expect(await letters()).toEqual(['p-achterberg', 'p-marlow', 'p-marlow']);
  });

  it('that has ended by then is told to nobody', async () => {
    await helpEnded();
    await clocksFire();
    expect([await all(), await letters()]).toEqual([[], []]);
  });

  it('is taken back in its message where the one’s record is another child’s', async () => {
    await clocksFire();
    await link(ids.harbour, aChild(), child);
    await settled();
    const [message] = await mine(marlow);
    expect(message?.holds.map(({ status, outcome }) => [status, outcome])).toEqual([['closed', 'recalled']]);
  });
});

it('in an area that only watches the rule nobody is told', async () => {
  const [authority] = document.authorities;
  const quiet: DirectoryDocument = { ...document, authorities: authority ? [{ ...authority, liveRules: [] }] : [] };
  await directory.put(quiet);
  await delivered();
  await link(ids.council);
  await link(ids.harbour);
  await allocated();
  await inNeed();
  await helped();
  await settled();
  expect(await all()).toEqual([]);
  expect(await ledger()).toEqual([]);
});
