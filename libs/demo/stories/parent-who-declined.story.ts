import { FEEDS, MARLPIT } from '../domain/places';
import { agencySays, events, schoolSays, asHistory } from './parts';
import { story } from './story';

export const parentWhoDeclined = story({
  id: 'parent-who-declined',
  title: 'The parent who declined',
  cast: [{ givenName: 'Benedek', familyName: 'Larkhoven', sex: 'male', years: 6, school: MARLPIT }],
  happened: [
    'A boy’s school and his mother talk about how tired he is. Harbour Families offers visits at home. The mother thinks it over, and says no.',
    'Nothing else is known of the family, and nothing more happens.',
    'The offer and the answer are kept: whoever asked for the help hears that it was declined, without the reasons.',
  ],
  expects: [],
  because:
    'To decline help that is offered is a proper end. No rule counts it, no page calls it a failure, and why a family says no is not even asked: the field is refused.',
  studies: [
    {
      study: 'S1b',
      entry: '43, V12',
      says: 'Parents on a waiting list did not want the service after all, and a young person seen once had had enough: both had been counted as if something had gone wrong.',
    },
    {
      study: 'S4',
      entry: 'C13, C27',
      says: 'The work is voluntary, and families feared what it would mean to be known to social services.',
    },
  ],
  trigger: { mark: 'declined-2' },
  tell: ({ days, trigger, people: [boy] }) => [
    asHistory(
      events(
        MARLPIT.events,
        schoolSays(MARLPIT, {
          ...{ id: 'declined-0', type: 'education.pupil-enrolled', person: boy },
          ...{ recordedAt: days.in(MARLPIT).at(110, '08:30'), fact: { startDate: days.in(MARLPIT).ago(110) } },
        }),
      ),
    ),
    events(
      FEEDS.harbour,
      agencySays('harbour', {
        ...{ id: 'declined-1', type: 'agency.support-offered', person: boy, recordedAt: days.at(9, '13:00') },
        fact: { date: days.ago(9), offer: 'O-771', kind: 'HOME-VISITS' },
      }),
      agencySays('harbour', {
        ...{ id: 'declined-2', type: 'agency.support-declined', person: boy, recordedAt: trigger.at(1, '17:10') },
        fact: { date: trigger.ago(1), offer: 'O-771', kind: 'HOME-VISITS', declinedBy: 'parent' },
      }),
    ),
  ],
});
