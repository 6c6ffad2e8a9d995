import { defineEvent } from '../definition';
import { Data, Id, Maybe, OneOf } from '../fields';

/** Sealed under the class and bucket of the type it takes back: else it would tell who had a section 47 enquiry. */
export const factRetracted = defineEvent({
  type: 'record.fact-retracted',
  version: 1,
  title: 'Fact taken back',
  about: 'The source no longer states something it stated before; its item no longer holds.',
  subject: 'record',
  sector: 'record',
  dataClass: 'general',
  retention: 'operations',
  lasts: 'moment',
  schema: Data({
    type: Maybe(Id('The type of the fact that no longer holds.')),
    reason: OneOf('Withdrawn by the source, missing from its new return, or the record removed as a whole.', [
      'withdrawn',
      'no-longer-stated',
      'purged',
    ] as const),
  }),
});
