import { type AssessmentId, derivedId, type PlainDate, plusDays } from '@tributary/kernel';
import type { DirectoryDocument } from '@tributary/directory';
import { aChild } from '../../testing/store';
import {
  alerts,
  all,
  child,
  clocksFire,
  directory,
  ids,
  mine,
  restarted,
  settled,
  t,
  TODAY,
  useHouse,
} from '../alerting.fixture';
import { decided, declaresLink, link, say } from '../said.fixture';
import { achterberg, COUNCIL, document, HARBOUR, halloran, marlow } from '../people.fixture';

jest.setTimeout(60_000);
useHouse();

const YESTERDAY = plusDays(TODAY, -1);
const LAST_WEEK = plusDays(TODAY, -7);
let id: AssessmentId;

const agreed = async (reviewBy: PlainDate): Promise<void> => {
  const said = { saidBy: 'parent', form: 'written', on: plusDays(reviewBy, -42), agencies: [COUNCIL], excluded: [] };
  await decided(id, 'assessment.agreement-given', { ...said, reviewBy } as never, reviewBy);
};
const reviewed = (on: PlainDate) =>
  decided(
    id,
    'assessment.review-held',
    { on, progress: 'Sleeps at night', reviewBy: plusDays(TODAY, 42) },
    plusDays(TODAY, 42),
  );
const led = { practitioner: achterberg.practitioner, role: achterberg.role, agency: HARBOUR };
/** The lead has left: nobody holds that role there. */
const withoutLead: DirectoryDocument = {
  ...document,
  practitioners: document.practitioners.map((one) => ({
    ...one,
    roles: one.roles.filter(({ role }) => role !== achterberg.role),
  })),
};

describe('a review of an assessment that nobody held', () => {
  beforeEach(async () => {
    id = derivedId('assessment', ids.harbour, '0') as AssessmentId;
    await link(ids.harbour);
    const opened = { record: ids.harbour, lead: led, reason: 'Tired since the autumn' };
    await decided(id, 'assessment.assessment-opened', opened as never);
  });

  it('reaches the lead once its day is over, and not before', async () => {
    await agreed(plusDays(TODAY, 1));
    await settled();
    expect(await all()).toEqual([]);
    await agreed(YESTERDAY);
    await clocksFire();
    await restarted();
    await settled();
    expect((await all())[0]).toBe('p-achterberg owns open');
    const [alert] = await mine(achterberg);
    expect(alert).toMatchObject({
      rule: 'assessment-review-due',
      severity: 'this-week',
      why: 'You lead the assessment.',
    });
    const { rows } = await t.db.events.query('SELECT practitioner FROM alerting.outbox');
    expect(rows).toEqual([{ practitioner: 'p-achterberg' }]);
  });

  it('goes on where the lead does not answer', async () => {
    await agreed(YESTERDAY);
    await clocksFire();
    await clocksFire();
    expect(await all()).toEqual(['p-duty owns open', 'p-achterberg sees open']);
  });

  it('is over once it is held late', async () => {
    await agreed(LAST_WEEK);
    await clocksFire();
    await reviewed(TODAY);
    await settled();
    expect(await all()).toEqual(['p-achterberg owns closed resolved']);
  });

  it('is taken back where it was held in time and written down late', async () => {
    await agreed(LAST_WEEK);
    await clocksFire();
    await reviewed(LAST_WEEK);
    await settled();
    expect(await all()).toEqual(['p-achterberg owns closed recalled']);
  });

  it('goes with the lead', async () => {
    await agreed(YESTERDAY);
    await clocksFire();
    const to = { practitioner: marlow.practitioner, role: marlow.role, agency: COUNCIL };
    await decided(id, 'assessment.lead-changed', { to, reason: 'Knows the family' }, YESTERDAY);
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-achterberg owns closed resolved']);
  });

  it('reaches the duty desk where the lead has left and nobody else can be found: never nobody', async () => {
    await directory.put(withoutLead);
    await agreed(YESTERDAY);
    await clocksFire();
    expect(await all()).toEqual(['p-duty owns open']);
  });

  it('reaches who coordinates early help where the lead has left', async () => {
    const [first, ...others] = withoutLead.practitioners;
    const coordinator = { role: 'early-help-coordinator', agency: COUNCIL, deputy: 'p-tennant', manager: 'p-halloran' };
    const practitioners = first ? [{ ...first, roles: [...first.roles, coordinator] }, ...others] : [];
    await directory.put({ ...document, practitioners } as DirectoryDocument);
    await agreed(YESTERDAY);
    await clocksFire();
    const told = await mine({ ...marlow, role: 'early-help-coordinator' as typeof marlow.role });
    expect(told).toMatchObject([{ status: 'open', owner: true }]);
    expect(await mine(halloran)).toEqual([]);
  });

  it('is not told to a lead who declared a link to the family', async () => {
    await declaresLink(achterberg);
    await agreed(YESTERDAY);
    await clocksFire();
    expect(await all()).toEqual(['p-duty owns open']);
  });

  it('is not told to a lead whom a concern names', async () => {
    await say(ids.harbour, {
      ...{ type: 'agency.concern-recorded', item: 'concern/1' },
      data: { date: '2026-01-10', concern: { own: 'CARE', code: 'CARE' }, staffNamed: ['HF-20'] } as never,
    });
    await agreed(YESTERDAY);
    await clocksFire();
    expect(await all()).toEqual(['p-duty owns open']);
  });

  it('goes with the record where that is another child’s', async () => {
    await agreed(YESTERDAY);
    await clocksFire();
    const [before] = await mine(achterberg);
    const other = aChild();
    await link(ids.harbour, other, child);
    await settled();
    expect(await all()).toEqual(['p-achterberg owns open', 'p-achterberg owns closed recalled']);
    expect((await mine(achterberg)).map(({ child: of }) => of)).toEqual([`${HARBOUR}:${other}`, before?.child]);
  });

  it('is not told of again once somebody has put it away', async () => {
    await agreed(YESTERDAY);
    await clocksFire();
    const [alert] = await mine(achterberg);
    await alerts.answer(achterberg, alert?.id ?? '', { kind: 'close', outcome: 'already-known' });
    await restarted();
    await settled();
    expect(await all()).toEqual(['p-achterberg owns closed already-known']);
  });

  it('is over where the assessment is closed', async () => {
    await agreed(YESTERDAY);
    await clocksFire();
    await decided(id, 'assessment.assessment-closed', { outcome: 'needs-met', on: TODAY });
    await settled();
    expect(await all()).toEqual(['p-achterberg owns closed resolved']);
  });

  it('is told to nobody in an area that only watches', async () => {
    const [authority] = document.authorities;
    await directory.put({ ...document, authorities: authority ? [{ ...authority, liveRules: [] }] : [] });
    await agreed(YESTERDAY);
    await clocksFire();
    expect(await all()).toEqual([]);
  });
});
