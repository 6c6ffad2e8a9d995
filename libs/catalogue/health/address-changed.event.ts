import { defineEvent } from '../definition';
import { Data, Day, Flags } from '../fields';

export const addressChanged = defineEvent({
  type: 'health.address-changed',
  version: 1,
  title: 'Address changed',
  about: 'A health system was told that the child lives somewhere else. Where is not held.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The first day there, or the day it was told.'),
    flags: Flags,
  }),
});
