import { KINGSMERE, WORKERS } from '../domain/places';
import { absent, council, suspended, TELL, wholeDay } from './parts';
import { story } from './story';

export const excludedLookedAfterChild = story({
  id: 'excluded-looked-after-child',
  title: 'The excluded looked-after child',
  cast: [{ givenName: 'Jovanka', familyName: 'Harrowgold-Pym', sex: 'female', years: 13, school: KINGSMERE }],
  happened: [
    'A girl of thirteen has lived with foster carers for five months. Her social worker is Imogen Marlow. In the last weeks school grew hard: she was absent three days in a row.',
    'Yesterday the head of Kingsmere Academy excluded her for good. The school enters it in its own system, as it always does, and tells nobody else that evening.',
    'Within a second of the school’s file the social worker has it on her list, with the number of the school and of the front door. The head of the virtual school sees the same, for information.',
  ],
  expects: [
    {
      rule: 'child-with-social-worker-suspended',
      severity: 'today',
      owner: TELL.marlow,
      informed: [TELL.virtualSchool],
    },
  ],
  because:
    'A head teacher has to tell both without delay. The council’s live feed names the worker and says that the child is looked after; nobody had to look either of them up.',
  studies: [
    {
      study: 'S1b',
      entry: '90, V16',
      says: 'Carers and residential workers lost days on the telephone before anybody could say what happens after an exclusion; where one team linked school and care, they had an answer at once.',
    },
    {
      study: 'S1a',
      entry: '66, V2',
      says: 'Where workers insisted on hearing of exclusions in writing, fewer looked-after children were excluded and fewer went adrift.',
    },
  ],
  trigger: { mark: 'KA-X-4417' },
  tell: ({ days, trigger, people: [girl] }) => [
    council({
      person: girl,
      id: 'E-9001',
      referred: days.ago(170),
      referrer: '2A',
      worker: { number: WORKERS.marlow, from: days.ago(168) },
      assessment: { id: 'A-9001', from: days.ago(168), done: days.ago(152), factors: ['16A'] },
      placements: [{ id: 'L-9001', from: days.ago(150), reason: 'S', type: 'U6' }],
    }),
    absent(
      KINGSMERE,
      days
        .in(KINGSMERE)
        .upTo(6, 3)
        .flatMap((date) => wholeDay({ person: girl, school: KINGSMERE, date, code: 'O' })),
    ),
    suspended({
      person: girl,
      school: KINGSMERE,
      ...{ id: 'KA-X-4417', category: 'PERM', reason: 'VA', from: trigger.in(KINGSMERE).lastOrNext() },
      recordedAt: trigger.at(1, '15:45'),
      comment: `letter home by ${girl.aside}`,
    }),
  ],
});
