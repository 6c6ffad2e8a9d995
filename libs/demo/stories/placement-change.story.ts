import { PELLGATE, WORKERS } from '../domain/places';
import { council, events, schoolSays, asHistory, TELL } from './parts';
import { story } from './story';

export const placementChange = story({
  id: 'placement-change',
  title: 'A new placement, and education was not asked',
  cast: [{ givenName: 'Caradine', familyName: 'Underleys', sex: 'male', years: 15, school: PELLGATE }],
  happened: [
    'A boy of fifteen is settled with foster carers and in his last year at Pellgate High School. The carers have to stop. There is one bed, in a children’s home at the other end of the county.',
    'He moved yesterday. Nobody asked the virtual school whether he can keep his school, and how he would get there.',
    'Imogen Marlow, who placed him, and the head of the virtual school see on the same day that there is a placement and no answer from education.',
  ],
  expects: [
    { rule: 'placement-change-education', severity: 'today', owner: TELL.marlow, informed: [TELL.virtualSchool] },
  ],
  because:
    'The move is the authority’s to make. What is missing is education’s answer; with one, nobody would have been told.',
  studies: [
    {
      study: 'S1b',
      entry: '87, V3',
      says: 'A child who did well lost his foster home and went to where a bed was free, out of the area.',
    },
    {
      study: 'S1b',
      entry: '27, V23',
      says: 'Placement and school policy pulled in different directions, with transport between them.',
    },
  ],
  trigger: { mark: '"child_looked_after_placement_id":"L-9011-2"' },
  tell: ({ days, trigger, people: [boy] }) => [
    asHistory(
      events(
        PELLGATE.events,
        schoolSays(PELLGATE, {
          ...{ id: 'placement-0', type: 'education.pupil-enrolled', person: boy },
          ...{ recordedAt: days.in(PELLGATE).at(110, '08:30'), fact: { startDate: days.in(PELLGATE).ago(110) } },
        }),
      ),
    ),
    council({
      person: boy,
      ...{ id: 'E-9011', referred: days.ago(400), referrer: '6' },
      worker: { number: WORKERS.marlow, from: days.ago(390) },
      placements: [
        { id: 'L-9011-1', from: days.ago(380), reason: 'S', type: 'U6' },
        { id: 'L-9011-2', from: trigger.ago(1), reason: 'P', type: 'K2' },
      ],
    }),
  ],
});
