import { ST_OSWINS } from '../domain/places';
import { absent, events, schoolSays, TELL, wholeDay } from './parts';
import { story } from './story';

export const offRollNoNewSchool = story({
  id: 'off-roll-no-new-school',
  title: 'Off the roll, and no new school',
  cast: [{ givenName: 'Ruadhan', familyName: 'Pettiforge', sex: 'male', years: 8, school: ST_OSWINS }],
  happened: [
    'A boy of eight is absent for a week of school, reason not established. No service knows the family; nobody was ever worried.',
    'The day before yesterday St Oswin’s School took him off its roll. It gives “another ground”, and no next school.',
    'Rowena Lathbury has him on her list of children missing education, two days after, with the school to ring.',
  ],
  expects: [{ rule: 'off-roll-no-school', severity: 'today', owner: TELL.missingEducation }],
  because:
    'He belongs to no school, so no school will miss him: it takes somebody whose work it is. Nothing is made of the absences, and no concern is implied.',
  studies: [
    {
      study: 'S0a',
      entry: '62, V11',
      says: 'Officers who work with those whom schools have lost have no school to address.',
    },
    { study: 'S1a', entry: 'V3', says: 'A child without a school place must never simply drop out of sight.' },
  ],
  trigger: { mark: 'off-roll-1' },
  tell: ({ days, trigger, people: [boy] }) => [
    absent(
      ST_OSWINS,
      days
        .in(ST_OSWINS)
        .upTo(3, 5)
        .flatMap((date) => wholeDay({ person: boy, school: ST_OSWINS, date, code: 'N' })),
    ),
    events(
      ST_OSWINS.events,
      schoolSays(ST_OSWINS, {
        ...{ id: 'off-roll-1', type: 'education.pupil-left', person: boy, recordedAt: trigger.at(2, '15:30') },
        fact: { date: trigger.ago(2), reason: 'OTHER', nextSchoolConfirmed: false },
      }),
    ),
  ],
});
