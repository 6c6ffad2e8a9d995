import { EPISODE_END } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const lookedAfterEnded = defineEvent({
  type: 'social-care.looked-after-ended',
  version: 1,
  title: 'Ceased to be looked after',
  about: 'The authority ceased to look after a child.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'looked-after',
  retention: 'looked-after',
  lasts: { with: 'social-care.looked-after-started' },
  location: ['placement'],
  schema: Data({
    endDate: Day('Last day.'),
    placement: Maybe(Own('The agency’s number of the last placement.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    reason: Maybe(Code('Why the episode of care ended.', EPISODE_END)),
    flags: Flags,
  }),
});
