import type { AgencyId } from '@tributary/kernel';
import { ASH_LANE, FEEDS } from '../domain/places';
import { contributes, hatOf, idOf } from './deeds';
import { agencySays, asHistory, events, healthSays, schoolSays, TELL } from './parts';
import { story } from './story';

/** The family agreed so long ago; the review is due after 42 days, and fell due two days ago. */
const AGREED = 44;
const SCHOOL = TELL.ashLaneLead.agency as AgencyId;
const HOSPITAL = TELL.namedNurse.agency as AgencyId;

export const oneAssessment = story({
  id: 'one-assessment',
  title: 'One assessment, and three who write in it',
  cast: [{ givenName: 'Ottoline', familyName: 'Fenwhistle', sex: 'female', years: 8, school: ASH_LANE }],
  happened: [
    'A girl of eight comes late and tired, and a nurse at the hospital has seen her twice with asthma. Each of them has asked the mother the same questions.',
    'Harbour Families looks for an assessment, finds none, and begins one. The mother agrees to it six weeks ago, with the school and the hospital; all are asked at once.',
    'Their words stand side by side, each under its author’s name, and the plan has an owner and a day for each line. The day of the first review passed two days ago, and nobody held it: the lead practitioner is told.',
  ],
  expects: [{ rule: 'assessment-review-due', severity: 'this-week', owner: TELL.leadPractitioner }],
  because:
    'The plan is kept here, so its clock is too. It goes to whoever leads, as the clock of one agency would, and to nobody else while they answer. Six weeks are local policy.',
  studies: [
    { study: 'S0a', entry: '54', says: 'Families were bewildered by services that came apart and came twice.' },
    { study: 'S1a', entry: '27', says: 'Families told the same story in one place after the other.' },
    { study: 'S3', entry: 'B33, scenario 6', says: 'Reviews with all agencies were held every six weeks.' },
  ],
  trigger: { mark: 'one-assessment-3' },
  // Agreed only four days ago, it is not due.
  outOfWindow: 4 - AGREED,
  tell: ({ days, trigger, people: [girl] }) => [
    asHistory(
      events(
        ASH_LANE.events,
        schoolSays(ASH_LANE, {
          ...{ id: 'one-assessment-1', type: 'education.pupil-enrolled', person: girl },
          ...{ recordedAt: days.in(ASH_LANE).at(110, '08:30'), fact: { startDate: days.in(ASH_LANE).ago(110) } },
        }),
      ),
    ),
    asHistory(
      events(
        FEEDS.hospital,
        healthSays('hospital:ed', {
          ...{ id: 'one-assessment-2', type: 'health.emergency-attended', person: girl },
          recordedAt: days.at(70, '21:10'),
          fact: { date: days.ago(70), attendance: 'E-90171', outcome: 'DISCHARGED', broughtByAdult: true },
        }),
      ),
    ),
    events(
      FEEDS.harbour,
      agencySays('harbour', {
        ...{ id: 'one-assessment-3', type: 'agency.support-offered', person: girl },
        recordedAt: trigger.at(AGREED, '11:00'),
        fact: { date: trigger.ago(AGREED), offer: 'O-917', kind: 'HOME-VISITS' },
      }),
    ),
  ],
  deeds: ({ days, trigger, people: [girl] }) => {
    const [lead, school, nurse] = [hatOf(TELL.leadPractitioner), hatOf(TELL.ashLaneLead), hatOf(TELL.namedNurse)];
    const said = { saidBy: 'parent', form: 'written', on: trigger.ago(AGREED) } as const;
    return [
      { by: lead, does: { kind: 'open', reason: 'Late and tired in school; asked the same by several' } },
      { by: lead, does: { kind: 'give-agreement', ...said, agencies: [HOSPITAL, SCHOOL], excluded: [] } },
      {
        by: lead,
        does: {
          kind: 'ask',
          asks: [
            { agency: SCHOOL, elements: ['participation', 'emotional-and-social'] },
            { agency: HOSPITAL, elements: ['general-health'] },
          ],
        },
      },
      contributes('one-assessment/school', school, {
        element: 'participation',
        strengths: 'Reads above her age, and helps younger ones',
        needs: `Late on two days of five since the autumn; says that ${girl?.aside ?? ''} kept her up`,
        forFamily: true,
      }),
      contributes('one-assessment/nurse', nurse, {
        element: 'participation',
        needs: 'Two nights a week broken by asthma: tired the day after',
        forFamily: true,
      }),
      contributes('one-assessment/lead', lead, {
        element: 'participation',
        strengths: 'Her mother walks with her whenever her shift allows it',
        forFamily: true,
      }),
      contributes('one-assessment/health', nurse, {
        element: 'general-health',
        strengths: 'Uses her inhaler well',
        needs: 'No review of her asthma this year',
        dataClass: 'universal-health',
      }),
      ...[
        { id: 'sleep', owner: nurse, outcome: 'Sleeps at night', what: 'Arrange the review of her asthma', in: 10 },
        { id: 'late', owner: school, outcome: 'Is there at nine', what: 'A place in the breakfast club', in: 5 },
      ].map(({ id, in: ahead, ...plan }) => ({
        by: lead,
        does: { kind: 'plan' as const, action: idOf(`one-assessment/${id}`), ...plan, due: days.ago(-ahead) },
      })),
    ];
  },
});
