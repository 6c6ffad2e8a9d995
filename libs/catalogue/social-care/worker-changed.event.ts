import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const workerChanged = defineEvent({
  type: 'social-care.worker-changed',
  version: 1,
  title: 'Social worker changed',
  about: 'A social worker was allocated to a child, or the allocation ended.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { until: ['social-care.case-closed'], by: ['episode'], over: ['endDate'] },
  targeted: { worker: 'worker' },
  schema: Data({
    worker: Own('The agency’s own number of the practitioner.'),
    startDate: Day('First day.'),
    endDate: Maybe(Day('Last day.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    team: Maybe(Own('The agency’s own code of the team.')),
    flags: Flags,
  }),
});
