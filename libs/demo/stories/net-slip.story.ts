import { ASH_LANE, FEEDS, MARLPIT, ST_OSWINS, WORKERS } from '../domain/places';
import { asHistory, council, events, schoolConcern, schoolSays, TELL } from './parts';
import { story } from './story';

export const netSlip = story({
  id: 'net-slip',
  title: 'The net-slip',
  cast: [{ givenName: 'Taliesin', familyName: 'Vosperling', sex: 'male', years: 9, school: ST_OSWINS }],
  happened: [
    'A boy of nine is at his third primary school in half a year. Each school knew him for some weeks; two of them wrote down a concern, and none knew of the other’s.',
    'Children’s social care looked at the first referral, found nothing further to do and closed the case yesterday. On the same day his mother told the education service that he will be taught at home. The school that is worried cannot go and knock.',
    'The closing stands: it is the council’s to decide. But Folasade Adeyemi, who closed it, sees that two schools had an open concern, and the lead of his last school learns that it was closed.',
  ],
  expects: [
    { rule: 'closed-while-concerned', severity: 'this-week', owner: TELL.adeyemi, informed: [TELL.stOswinsLead] },
  ],
  because:
    'Closing is never blocked and home education is no concern by itself. Only whoever closed and whoever holds an open concern are told; how often a family moves raises nothing.',
  studies: [
    {
      study: 'S0a',
      entry: '58–60, V1',
      says: 'An officer told of a child who was moved from school to school, whose case was closed while his school worried, and whom the school could no longer visit once he was taught at home.',
    },
  ],
  trigger: { mark: '"closure_reason": "RC8"' },
  tell: ({ days, trigger, people: [boy] }) => [
    asHistory(
      events(
        ASH_LANE.events,
        schoolSays(ASH_LANE, {
          ...{ id: 'net-slip-1', type: 'education.pupil-enrolled', person: boy },
          ...{ recordedAt: days.in(ASH_LANE).at(105, '08:30'), fact: { startDate: days.in(ASH_LANE).ago(105) } },
        }),
        schoolSays(ASH_LANE, {
          ...{
            id: 'net-slip-2',
            type: 'education.pupil-left',
            person: boy,
            recordedAt: days.in(ASH_LANE).at(57, '16:00'),
          },
          fact: { date: days.in(ASH_LANE).ago(57), reason: 'OTHER-SCHOOL', nextSchoolConfirmed: true },
        }),
      ),
    ),
    asHistory(
      events(
        MARLPIT.events,
        schoolSays(MARLPIT, {
          ...{ id: 'net-slip-3', type: 'education.pupil-enrolled', person: boy },
          ...{ recordedAt: days.in(MARLPIT).at(54, '08:30'), fact: { startDate: days.in(MARLPIT).ago(54) } },
        }),
        schoolConcern(MARLPIT, { id: 'net-slip-4', person: boy, on: days.in(MARLPIT).ago(28), concern: 'HOME' }),
        schoolSays(MARLPIT, {
          ...{
            id: 'net-slip-5',
            type: 'education.pupil-left',
            person: boy,
            recordedAt: days.in(MARLPIT).at(22, '16:00'),
          },
          fact: { date: days.in(MARLPIT).ago(22), reason: 'OTHER-SCHOOL', nextSchoolConfirmed: true },
        }),
      ),
    ),
    events(
      ST_OSWINS.events,
      schoolSays(ST_OSWINS, {
        ...{ id: 'net-slip-6', type: 'education.pupil-enrolled', person: boy },
        ...{ recordedAt: days.in(ST_OSWINS).at(19, '08:30'), fact: { startDate: days.in(ST_OSWINS).ago(19) } },
      }),
      schoolConcern(ST_OSWINS, { id: 'net-slip-7', person: boy, on: days.in(ST_OSWINS).ago(4), concern: 'NEGLECT' }),
    ),
    council({
      person: boy,
      ...{ id: 'E-9002', referred: days.ago(38), referrer: '2A' },
      worker: { number: WORKERS.adeyemi, from: days.ago(36) },
      assessment: { id: 'A-9002', from: days.ago(36), done: days.ago(3), factors: ['21'] },
      closed: { on: trigger.ago(1), reason: 'RC8' },
    }),
    events(
      FEEDS.education,
      schoolSays(ST_OSWINS, {
        ...{ id: 'net-slip-8', type: 'education.home-education-notified', person: boy },
        ...{ recordedAt: days.at(1, '16:40'), fact: { date: days.ago(1) } },
      }),
    ),
  ],
});
