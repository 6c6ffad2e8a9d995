import { ADULT_NAMED, HELD_TYPES, RELATIONSHIP } from '@tributary/catalogue';
import type { Instant } from '@tributary/kernel';
import { rules } from '.';
import { CONCERNS } from '../domain/signals';
import { ago, Given } from './given.fixture';
import { closedWhileConcerned } from './closed-while-concerned.rule';
import { familyHelpReviewDue } from './family-help-review-due.rule';
import { offRollNoSchool } from './off-roll-no-school.rule';
import { placementChangeEducation } from './placement-change-education.rule';
import { planHolderEmergency } from './plan-holder-emergency.rule';
import { planHolderMissing } from './plan-holder-missing.rule';
import { socialWorkerSuspended } from './social-worker-suspended.rule';
import { wasNotBrought } from './was-not-brought.rule';

const given = (): Given => new Given();
const at = (text: string): Instant => text as Instant;

describe('what is held back until a role releases it', () => {
  /** Of concerns, what is held back is no signal; the specs of the rules that weigh them show it. */
  const weighed: readonly string[] = CONCERNS;
  it.each(rules.map((rule) => [rule.id, rule] as const))('sets nothing off by %s', (_id, rule) => {
    const heard: readonly string[] = [...rule.triggers, ...rule.hears];
    expect(HELD_TYPES.length).toBeGreaterThan(0);
    expect(heard.filter((type) => HELD_TYPES.includes(type) && !weighed.includes(type))).toEqual([]);
  });
});

describe('who stands around a child', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('sets nothing off by %s', (_id, rule) => {
    const heard: readonly string[] = [...rule.triggers, ...rule.hears];
    expect(heard).not.toContain(RELATIONSHIP);
    expect(heard).not.toContain(ADULT_NAMED);
  });
  it('and works for an agency is told nothing of it: the next one is', async () => {
    const suspended = given()
      .worker()
      .says('school', 'education.pupil-suspended', { startDate: ago(1) });
    expect(await suspended.then(socialWorkerSuspended)).toEqual(['today p-marlow']);
    suspended.says('council', RELATIONSHIP, {
      ...{ person: 'p', card: 'c', relationship: 'mother', responsibility: 'yes', staffNumber: 'SW-101' },
    });
    expect(await suspended.then(socialWorkerSuspended)).toEqual(['today p-duty']);
  });
  it('as an adult named in a concern, and works for the agency, is told nothing of it, nor is their line', async () => {
    const suspended = given()
      .worker()
      .says('school', 'education.pupil-suspended', { startDate: ago(1) })
      .says('council', ADULT_NAMED, { person: 'p', card: 'c', relationship: 'other', staffNamed: ['SW-101'] });
    expect(await suspended.then(socialWorkerSuspended)).toEqual(['today p-duty']);
  });
  it('by their own declaration is told nothing of it either', async () => {
    const suspended = given()
      .worker()
      .says('school', 'education.pupil-suspended', { startDate: ago(1) });
    expect(await suspended.declaresFamily('p-marlow').then(socialWorkerSuspended)).toEqual(['today p-duty']);
  });
});

describe('a child with a social worker was suspended', () => {
  const rule = socialWorkerSuspended;
  const suspended = (story: Given, more = {}): Given =>
    story.says('school', 'education.pupil-suspended', { startDate: ago(1) }, more);

  it('the worker is told the same day', async () =>
    expect(await suspended(given().worker()).then(rule)).toEqual(['today p-marlow']));
  it('the virtual school too, of a child in care', async () => {
    const story = given()
      .worker()
      .says('council', 'social-care.looked-after-started', { startDate: ago(50) });
    expect(await suspended(story).then(rule)).toEqual(['today p-marlow p-pemberly']);
  });
  it('a worker whom the directory does not know: the duty desk', async () =>
    expect(await suspended(given().worker('SW-999')).then(rule)).toEqual(['today p-duty']));
  it('by a feed that is current there is no worker: nobody', async () =>
    expect(await suspended(given().confirmed()).then(rule)).toEqual([]));
  it('a status too old: the manager of the feed', async () =>
    expect(await suspended(given().worker('SW-101', 5)).then(rule)).toEqual(['status-unknown this-week p-dunmore']));
  it('the council speaks after the school: the worker is told all the same', async () =>
    expect(await suspended(given(), { known: 1 }).worker('SW-101', 0).then(rule)).toEqual(['today p-marlow']));
  it('a worker from a later day was not there then', async () => {
    const story = suspended(given(), { known: 1 });
    story.says('council', 'social-care.worker-changed', { worker: 'SW-101', startDate: ago(0) });
    expect(await story.then(rule)).toEqual([]);
  });
  it('a return says nothing of today', async () => {
    const story = given().says('census', 'social-care.worker-changed', { worker: 'SW-101', startDate: ago(60) });
    expect(await suspended(story).then(rule)).toEqual(['status-unknown this-week p-dunmore']);
  });
  it('delivered as history, or older than the freshness: recorded, told to nobody', async () => {
    expect(await suspended(given().worker(), { backfill: true }).then(rule)).toEqual(['historical']);
    const old = given().worker('SW-101', 8).confirmed();
    expect(await old.says('school', 'education.pupil-suspended', { startDate: ago(9) }).then(rule)).toEqual([
      'historical',
    ]);
  });
  it('taken back: gone', async () => {
    const story = suspended(given().worker(), { item: 's' });
    expect(await story.takesBack('school', 'education.pupil-suspended', 's').then(rule)).toEqual([]);
  });
  it('the worker’s record was another child’s: it falls with it', async () =>
    expect(await suspended(given().worker().confirmed()).notLinked('council').then(rule)).toEqual([]));
  it('in shadow it would be the worker, who is told nothing', async () =>
    expect(await suspended(given().worker().inShadow()).then(rule)).toEqual(['shadow today p-marlow']));
  it('in doubt who the child is: the lead of the agency that sent it, and the worker for information', async () =>
    expect(await suspended(given().identityInDoubt()).worker().notLinked('council').then(rule)).toEqual([
      'status-unknown this-week p-dunmore',
    ]));
});

describe('a plan holder in an emergency department', () => {
  const rule = planHolderEmergency;
  const attended = (story: Given, more = {}): Given =>
    story.says('hospital', 'health.emergency-attended', { date: ago(1) }, more);
  const plan = (known = 1): Given =>
    given()
      .worker('SW-102', known)
      .says('council', 'social-care.protection-plan-started', { startDate: ago(70) }, { known });

  it('the worker is told', async () => expect(await attended(plan()).then(rule)).toEqual(['today p-tennant']));
  it('a child in need is no plan holder here', async () => {
    const story = given()
      .worker()
      .says('council', 'social-care.need-plan-started', { startDate: ago(70) });
    expect(await attended(story).then(rule)).toEqual([]);
  });
  it('the plan had ended before', async () => {
    const ended = plan().says('council', 'social-care.protection-plan-ended', { endDate: ago(20) }, { known: 1 });
    expect(await attended(ended).then(rule)).toEqual([]);
  });
  it('the status is too old', async () =>
    expect(await attended(plan(4)).then(rule)).toEqual(['status-unknown this-week p-dunmore']));
  it('the plan becomes known later, and held that day', async () => {
    const story = attended(given(), { known: 1 }).worker('SW-102', 0);
    story.says('council', 'social-care.protection-plan-started', { startDate: ago(70) });
    expect(await story.then(rule)).toEqual(['today p-tennant']);
  });
  it('taken back, delivered as history, in shadow', async () => {
    const story = attended(plan(), { item: 'a' }).takesBack('hospital', 'health.emergency-attended', 'a');
    expect(await story.then(rule)).toEqual([]);
    expect(await attended(plan(), { backfill: true }).then(rule)).toEqual(['historical']);
    expect(await attended(plan().inShadow()).then(rule)).toEqual(['shadow today p-tennant']);
  });
});

describe('a plan holder is missing', () => {
  const rule = planHolderMissing;
  const reported = (story: Given, more = {}, risk: 'HIGH' | 'MEDIUM' = 'MEDIUM'): Given =>
    story.says('police', 'police.child-reported-missing', { date: ago(0), risk: { own: risk, code: risk } }, more);
  const plan = (known = 1): Given =>
    given()
      .worker('SW-104', known)
      .says('council', 'social-care.protection-plan-started', { startDate: ago(70) }, { known });

  it('duty owns it at once, the worker is informed', async () =>
    expect(await reported(plan()).then(rule)).toEqual(['immediate p-duty p-corvane']));
  it('at night the emergency duty team owns it', async () => {
    const night = at('2026-03-10T23:30:00.000Z');
    expect(await reported(plan()).then(rule, night)).toEqual(['immediate p-emergency-duty p-corvane']);
  });
  it('two reports of one absence are one', async () => {
    const story = reported(plan()).says('council', 'social-care.missing-started', { date: ago(0) });
    expect(await story.then(rule)).toEqual(['immediate p-duty p-corvane']);
  });
  it('back again: nobody; the end may come first', async () => {
    expect(
      await reported(plan())
        .says('council', 'social-care.missing-ended', { date: ago(0) })
        .then(rule),
    ).toEqual([]);
    const early = plan().says('council', 'social-care.missing-ended', { date: ago(0), episode: 'M1' });
    const late = early.says('council', 'social-care.missing-started', { date: ago(1), episode: 'M1' });
    expect(await late.then(rule)).toEqual([]);
  });
  it('found in the morning and missing again at night: told again', async () => {
    const story = plan().says('council', 'social-care.missing-ended', { date: ago(0) });
    expect(await reported(story).then(rule)).toEqual(['immediate p-duty p-corvane']);
  });
  it('no plan by a current feed: nobody, unless the police set the risk high', async () => {
    expect(await reported(given().confirmed()).then(rule)).toEqual([]);
    expect(await reported(given().confirmed(), {}, 'HIGH').then(rule)).toEqual(['immediate p-duty']);
  });
  it('a status too old: the feed’s manager, and the duty desk can look for itself', async () =>
    expect(await reported(plan(4)).then(rule)).toEqual(['status-unknown this-week p-dunmore p-duty']));
  it('taken back, delivered as history, in shadow', async () => {
    const story = reported(plan(), { item: 'm' }).takesBack('police', 'police.child-reported-missing', 'm');
    expect(await story.then(rule)).toEqual([]);
    expect(await reported(plan(), { backfill: true }).then(rule)).toEqual(['historical']);
    expect(await reported(plan().inShadow()).then(rule)).toEqual(['shadow immediate p-duty p-corvane']);
  });
});

describe('off roll and no school', () => {
  const rule = offRollNoSchool;
  // The first school day of the school's term after half term was 23 February.
  const left = (days: number, data: object = {}, more = {}): Given =>
    given().says('school', 'education.pupil-left', { date: ago(days), ...data }, more);
  const because = (code: 'ABROAD' | 'HOME-EDUCATION' | 'ORDINARY-END' | 'DIED') => ({ reason: { own: code, code } });

  it('waits for five of the school’s own days, then tells the officer', async () => {
    expect(await left(1).then(rule)).toEqual(['waits until 2026-03-17T00:00:00.000Z']);
    expect(await left(8).then(rule)).toEqual(['today p-lathbury']);
  });
  it('counts no holidays: the Easter holidays lie between', async () =>
    expect(
      await given()
        .says('school', 'education.pupil-left', { date: '2026-03-26' }, { known: -20 })
        .then(rule, at('2026-04-14T09:00:00.000Z')),
    ).toEqual(['waits until 2026-04-16T23:00:00.000Z']));
  it('does not wait where the school says that there is no next one', async () =>
    expect(await left(1, { nextSchoolConfirmed: false }).then(rule)).toEqual(['today p-lathbury']));
  it.each([
    ['home education', because('HOME-EDUCATION')],
    ['the ordinary end', because('ORDINARY-END')],
    ['a move abroad', because('ABROAD')],
    ['a death', because('DIED')],
    ['a next school that confirmed', { nextSchoolConfirmed: true }],
  ])('%s is no case', async (_, data) => expect(await left(8, data).then(rule)).toEqual([]));
  it('a new school enters the child, or had: gone, and so is the clock', async () => {
    expect(
      await left(8)
        .says('otherSchool', 'education.pupil-enrolled', { startDate: ago(1) })
        .then(rule),
    ).toEqual([]);
    expect(
      await left(1)
        .says('otherSchool', 'education.pupil-enrolled', { startDate: ago(3) })
        .then(rule),
    ).toEqual([]);
  });
  it('the entry by the school that was left, long ago, is none', async () => {
    const story = left(8).says('school', 'education.pupil-enrolled', { startDate: ago(300) });
    expect(await story.then(rule)).toEqual(['today p-lathbury']);
  });
  it('the authority was told of home education', async () => {
    const story = left(8).says('education', 'education.home-education-notified', { date: ago(9) });
    expect(await story.then(rule)).toEqual([]);
  });
  it('taken back, delivered as history, in shadow', async () => {
    const story = left(8, {}, { item: 'l' }).takesBack('school', 'education.pupil-left', 'l');
    expect(await story.then(rule)).toEqual([]);
    expect(await left(8, {}, { backfill: true }).then(rule)).toEqual(['historical']);
    expect(await left(8).inShadow().then(rule)).toEqual(['shadow today p-lathbury']);
  });
});

describe('a case was closed while others are concerned', () => {
  const rule = closedWhileConcerned;
  const concern = (story: Given, data: object = {}, more = {}): Given =>
    story.says(
      'school',
      'education.school-concern-raised',
      { concern: { own: 'EMOTIONAL', code: 'EMOTIONAL' }, raisedOn: ago(6), ...data },
      more,
    );
  const closed = (story: Given, days = 1, more = {}): Given =>
    story.worker('SW-102').says('council', 'social-care.case-closed', { date: ago(days) }, more);

  it('who closed it, and who holds a concern', async () =>
    expect(await closed(concern(given())).then(rule)).toEqual(['this-week p-tennant p-okonjo']));
  it('waits to the end of the day, for the case may be opened again', async () =>
    expect(await closed(concern(given()), 0).then(rule)).toEqual(['waits until 2026-03-11T00:00:00.000Z']));
  it('a concern that becomes known after the closure counts, one raised after it does not', async () => {
    expect(await concern(closed(given())).then(rule)).toEqual(['this-week p-tennant p-okonjo']);
    expect(await concern(closed(given()), { raisedOn: ago(0) }).then(rule)).toEqual([]);
  });
  it('family help goes on: no case', async () => {
    const story = closed(concern(given())).says('harbour', 'social-care.family-help-started', { startDate: ago(0) });
    expect(await story.then(rule)).toEqual([]);
  });
  it('an echo, a concern about attendance, one held back, one of exploitation, and one of a school since left', async () => {
    expect(await closed(concern(given(), { promptedBy: 'check' })).then(rule)).toEqual([]);
    expect(await closed(concern(given(), { concern: { own: 'A', code: 'ATTENDANCE' } })).then(rule)).toEqual([]);
    expect(await closed(concern(given(), {}, { held: true })).then(rule)).toEqual([]);
    expect(await closed(concern(given(), { concern: { own: 'X', code: 'EXPLOITATION' } })).then(rule)).toEqual([]);
    const left = closed(concern(given())).says('school', 'education.pupil-left', { date: ago(3) });
    expect(await left.then(rule)).toEqual([]);
  });
  it('taken back, delivered as history, in shadow', async () => {
    const story = closed(concern(given()), 1, { item: 'c' }).takesBack('council', 'social-care.case-closed', 'c');
    expect(await story.then(rule)).toEqual([]);
    const concernGone = closed(concern(given(), {}, { item: 'w' }));
    expect(await concernGone.takesBack('school', 'education.school-concern-raised', 'w').then(rule)).toEqual([]);
    expect(await closed(concern(given()), 1, { backfill: true }).then(rule)).toEqual(['historical']);
    expect(await closed(concern(given()).inShadow()).then(rule)).toEqual(['shadow this-week p-tennant p-okonjo']);
  });
  it('nobody whom the concern names hears of it, nor their line', async () => {
    const story = concern(given(), {}).says('harbour', 'agency.concern-recorded', {
      ...{ concern: { own: 'CARE', code: 'CARE' }, raisedOn: ago(4), staffNamed: ['HF-21'] },
    });
    // HF-21 is p-selwood: deputy p-achterberg leads that agency, and is of their line.
    expect(await closed(story).then(rule)).toEqual(['this-week p-tennant p-okonjo']);
  });
});

describe('a child in care moved without education’s answer', () => {
  const rule = placementChangeEducation;
  const moved = (story: Given, days = 1, more = {}, reason: 'P' | 'L' = 'P'): Given =>
    story.says(
      'council',
      'social-care.placement-changed',
      { startDate: ago(days), reason: { own: reason, code: reason } },
      more,
    );

  it('the worker and the virtual school', async () =>
    expect(await moved(given().worker()).then(rule)).toEqual(['today p-marlow p-pemberly']));
  it('waits to the end of the day of the move', async () =>
    expect(await moved(given().worker(), 0).then(rule)).toEqual(['waits until 2026-03-11T00:00:00.000Z']));
  it('no worker known: the duty desk', async () =>
    expect(await moved(given()).then(rule)).toEqual(['today p-duty p-pemberly']));
  it('education answered, before or after', async () => {
    const answer = { date: ago(1), placementStart: ago(1) };
    expect(await moved(given().worker()).says('education', 'education.placement-answered', answer).then(rule)).toEqual(
      [],
    );
    const first = given()
      .worker()
      .says('education', 'education.placement-answered', { ...answer, date: ago(5) });
    expect(await moved(first).then(rule)).toEqual([]);
  });
  it('a change of legal status is no move; another move follows; care has ended', async () => {
    expect(await moved(given().worker(), 1, {}, 'L').then(rule)).toEqual([]);
    expect(await moved(moved(given().worker(), 3), 1).then(rule)).toEqual(['today p-marlow p-pemberly']);
    const ended = moved(given().worker()).says('council', 'social-care.looked-after-ended', { endDate: ago(0) });
    expect(await ended.then(rule)).toEqual([]);
  });
  it('taken back, delivered as history, in shadow', async () => {
    const story = moved(given().worker(), 1, { item: 'p' });
    expect(await story.takesBack('council', 'social-care.placement-changed', 'p').then(rule)).toEqual([]);
    expect(await moved(given().worker(), 1, { backfill: true }).then(rule)).toEqual(['historical']);
    expect(await moved(given().worker().inShadow()).then(rule)).toEqual(['shadow today p-marlow p-pemberly']);
  });
});

describe('was not brought', () => {
  const rule = wasNotBrought;
  const missed = (story: Given, days: number, data: object = {}, more = {}): Given =>
    story.says('hospital', 'health.appointment-missed', { date: ago(days), ...data }, { item: `a/${days}`, ...more });
  const service = { service: { own: 'P', code: 'PAEDIATRICS' } };

  it('the second within ninety days: the clinician first', async () =>
    expect(await missed(missed(given().confirmed(1), 42, service), 1, service).then(rule)).toEqual([
      'this-week p-oyelaran',
    ]));
  it('the safeguarding lead, where the service has no clinician in the directory', async () =>
    expect(await missed(missed(given().confirmed(1), 42), 1).then(rule)).toEqual(['this-week p-castellan']));
  it('one, or two that lie further apart, of a child without a plan: nobody', async () => {
    expect(await missed(given().confirmed(), 1).then(rule)).toEqual([]);
    expect(await missed(missed(given().confirmed(), 95), 1).then(rule)).toEqual([]);
  });
  it('one of a child with a plan: the worker is informed', async () => {
    const plan = given()
      .worker()
      .says('council', 'social-care.need-plan-started', { startDate: ago(30) }, { known: 1 });
    expect(await missed(plan, 1).then(rule)).toEqual(['this-week p-castellan p-marlow']);
  });
  it('one, and nobody can say whether there is a plan', async () =>
    expect(await missed(given(), 1).then(rule)).toEqual(['status-unknown this-week p-dunmore']));
  it('what the family cancelled, or came too late to, does not count', async () => {
    const cancelled = { outcome: { own: 'C', code: 'CANCELLED-BY-FAMILY' } };
    expect(await missed(missed(given().confirmed(), 20, cancelled), 1).then(rule)).toEqual([]);
  });
  it('the earlier one becomes known later: told then, once', async () => {
    const story = missed(missed(given().confirmed(1), 1, {}, { known: 1 }), 5, {}, { known: 0 });
    expect(await story.then(rule)).toEqual(['this-week p-castellan']);
    const other = missed(missed(given().confirmed(1), 5, {}, { known: 1 }), 1);
    expect(await other.then(rule)).toEqual(['this-week p-castellan']);
  });
  it('taken back, delivered as history, in shadow', async () => {
    const story = missed(missed(given().confirmed(1), 42), 1);
    expect(await story.takesBack('hospital', 'health.appointment-missed', 'a/42').then(rule)).toEqual([]);
    const history = missed(missed(given().confirmed(1), 42), 1, {}, { backfill: true });
    expect(await history.then(rule)).toEqual(['historical']);
    const shadow = missed(missed(given().confirmed(1).inShadow(), 42), 1);
    expect(await shadow.then(rule)).toEqual(['shadow this-week p-castellan']);
  });
});

describe('a review of family help is due', () => {
  const rule = familyHelpReviewDue;
  const started = (days: number, more = {}): Given =>
    given().says('harbour', 'social-care.family-help-started', { startDate: ago(days), lead: 'HF-21' }, more);

  it('after six weeks: the lead practitioner alone', async () =>
    expect(await started(44).then(rule)).toEqual(['this-week p-selwood']));
  it('waits until then, over the night the clocks go forward', async () =>
    expect(await started(10).then(rule)).toEqual(['waits until 2026-04-11T23:00:00.000Z']));
  it('a review begins the six weeks anew, or the day that was agreed', async () => {
    const reviewed = started(44).says('harbour', 'social-care.family-help-reviewed', { date: ago(20) });
    expect(await reviewed.then(rule)).toEqual(['waits until 2026-04-01T23:00:00.000Z']);
    const agreed = { date: ago(20), nextReview: ago(2) };
    expect(await started(44).says('harbour', 'social-care.family-help-reviewed', agreed).then(rule)).toEqual([
      'this-week p-selwood',
    ]);
  });
  it('a review that is told late ends it', async () => {
    const story = started(44, { known: 40 }).says('harbour', 'social-care.family-help-reviewed', { date: ago(3) });
    expect(await story.then(rule)).toEqual(['waits until 2026-04-18T23:00:00.000Z']);
  });
  it('the family ended it: no concern', async () => {
    const story = started(44).says('harbour', 'social-care.family-help-ended', { endDate: ago(5) });
    expect(await story.then(rule)).toEqual([]);
  });
  it('taken back, delivered as history, due too long ago, in shadow', async () => {
    const story = started(44, { item: 'f' }).takesBack('harbour', 'social-care.family-help-started', 'f');
    expect(await story.then(rule)).toEqual([]);
    expect(await started(44, { backfill: true }).then(rule)).toEqual(['historical']);
    expect(await started(60).then(rule)).toEqual(['historical']);
    expect(await started(44).inShadow().then(rule)).toEqual(['shadow this-week p-selwood']);
  });
});
