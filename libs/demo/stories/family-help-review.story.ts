import { FEEDS, MARLPIT } from '../domain/places';
import { agencySays, asHistory, events, schoolSays, TELL } from './parts';
import { story } from './story';

/** The review is due after 42 days; the day on which it fell due is two days ago. */
const STARTED = 44;

export const familyHelpReview = story({
  id: 'family-help-review',
  title: 'The review that did not take place',
  cast: [{ givenName: 'Leontyra', familyName: 'Whitlockaine', sex: 'female', years: 5, school: MARLPIT }],
  happened: [
    'A family agreed to family help six weeks ago. Harbour Families leads it; a support worker comes once a week.',
    'Everybody was to meet after six weeks and look at how it goes. The worker was ill, the day passed, and no new one was set.',
    'The lead practitioner has it on his list this week. The family, the school and the council are not told.',
  ],
  expects: [{ rule: 'family-help-review-due', severity: 'this-week', owner: TELL.leadPractitioner }],
  because:
    'A clock ran out, and nothing else happened: silence, too, is a signal. It is a clock of one agency, so it goes to its lead practitioner alone. Six weeks are local policy.',
  studies: [
    { study: 'S3', entry: 'B33, scenario 6', says: 'Reviews with all agencies were held every six weeks.' },
    {
      study: 'S0b',
      entry: '22, V19',
      says: 'An officer hoped that a problem named would have its work begun within six weeks.',
    },
  ],
  trigger: { mark: 'family-help-1' },
  // Begun only four days ago, it is not due.
  outOfWindow: 4 - STARTED,
  tell: ({ days, trigger, people: [girl] }) => [
    asHistory(
      events(
        MARLPIT.events,
        schoolSays(MARLPIT, {
          ...{ id: 'family-help-0', type: 'education.pupil-enrolled', person: girl },
          ...{ recordedAt: days.in(MARLPIT).at(110, '08:30'), fact: { startDate: days.in(MARLPIT).ago(110) } },
        }),
      ),
    ),
    events(
      FEEDS.harbour,
      agencySays('harbour', {
        ...{ id: 'family-help-1', type: 'social-care.family-help-started', person: girl },
        recordedAt: trigger.at(STARTED, '15:00'),
        fact: { startDate: trigger.ago(STARTED), help: 'F-9013', lead: 'HF-20', leadRole: 'lead-practitioner' },
      }),
    ),
  ],
});
