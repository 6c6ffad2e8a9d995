import { defineEvent } from '../definition';
import { Data, Id, Maybe, Whole, YesNo } from '../fields';

export const deliveryCompleted = defineEvent({
  type: 'practice.delivery-completed',
  version: 1,
  title: 'Delivery completed',
  about: 'A delivery of a feed was taken in as a whole: how many records were new, known, parked or sent to review.',
  subject: 'practice',
  sector: 'practice',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    feed: Id('The feed.'),
    receipt: Id('The receipt of the delivery.'),
    format: Maybe(Id('Its format.')),
    accepted: Whole('Events accepted.'),
    duplicate: Whole('Statements already known.'),
    parked: Whole('Records parked.'),
    review: Maybe(Whole('Records sent to review.')),
    retracted: Maybe(Whole('Facts taken back.')),
    dropped: Maybe(Whole('Fields left out because they must not be held.')),
    scope: Maybe(Id('The collection, for a return.')),
    backfill: Maybe(YesNo('Delivered as history.')),
  }),
});
