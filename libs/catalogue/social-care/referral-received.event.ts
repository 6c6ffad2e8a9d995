import { PRIMARY_NEED, REFERRAL_SOURCE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const referralReceived = defineEvent({
  type: 'social-care.referral-received',
  version: 1,
  title: 'Referral received',
  about: 'Children’s social care received a referral about a child.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { until: ['social-care.case-closed'], by: ['episode'], over: ['noFurtherAction'] },
  location: ['authority'],
  schema: Data({
    date: Day('The day of the referral.'),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    referrer: Maybe(Code('Who referred.', REFERRAL_SOURCE)),
    primaryNeed: Maybe(Code('Main reason for help.', PRIMARY_NEED)),
    noFurtherAction: Maybe(YesNo('Closed without further action.')),
    authority: Maybe(Own('Three-digit code of the authority.')),
    flags: Flags,
  }),
});
