import { ASH_LANE, FEEDS, WORKERS } from '../domain/places';
import { agencySays, council, events, schoolConcern, TELL } from './parts';
import { story } from './story';

export const closedWhileOthersWorry = story({
  id: 'closed-while-others-worry',
  title: 'Closed while others worry',
  cast: [{ givenName: 'Annunziel', familyName: 'Brightmoorel', sex: 'female', years: 10, school: ASH_LANE }],
  happened: [
    'The council assessed the needs of a girl of ten and met her at home twice. All was in order on both days, and yesterday the case was closed.',
    'Her school had written down a concern not long before, and so had Harbour Families, whose group she attends. Neither knew of an assessment.',
    'The social worker who closed it sees both and answers each; both learn of the closing, and how to disagree.',
  ],
  expects: [
    {
      rule: 'closed-while-concerned',
      severity: 'this-week',
      owner: TELL.tennant,
      informed: [TELL.ashLaneLead, TELL.leadPractitioner],
    },
  ],
  because:
    'The closing is not stopped: it is seen. Only who closed and who holds an open concern are told, and each in their own words.',
  studies: [
    { study: 'S0a', entry: '59', says: 'Cases were closed while another agency was still concerned.' },
    {
      study: 'S0a',
      entry: '50, V3',
      says: 'A head who had raised a concern could not see what became of it, and could not dispute it.',
    },
  ],
  trigger: { mark: '"closure_reason": "RC8"' },
  tell: ({ days, trigger, people: [girl] }) => [
    events(
      ASH_LANE.events,
      schoolConcern(ASH_LANE, { id: 'closed-1', person: girl, on: days.in(ASH_LANE).ago(4), concern: 'EMOTIONAL' }),
    ),
    events(
      FEEDS.harbour,
      agencySays('harbour', {
        ...{ id: 'closed-2', type: 'agency.concern-recorded', person: girl, recordedAt: days.at(4, '18:00') },
        fact: { concern: 'CARE', raisedOn: days.ago(4), raisedByRole: 'family-support-worker' },
      }),
    ),
    council({
      person: girl,
      ...{ id: 'E-9010', referred: days.ago(45), referrer: '1B' },
      worker: { number: WORKERS.tennant, from: days.ago(44) },
      assessment: { id: 'A-9010', from: days.ago(44), done: days.ago(2), factors: ['21'] },
      closed: { on: trigger.ago(1), reason: 'RC8' },
    }),
  ],
});
