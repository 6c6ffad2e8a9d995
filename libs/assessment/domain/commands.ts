import type { DataOf } from '@tributary/catalogue';
import type { AgencyId, DataClass, Instant, PlainDate, PractitionerId, RecordId, RoleCode } from '@tributary/kernel';

/** Somebody in one role in one agency. */
export type Hat = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;

/** What is asked for, without who asks and when. */
export type Wish =
  | Readonly<{ kind: 'open'; record: RecordId; reason: string }>
  | (Readonly<{ kind: 'give-agreement' }> & Said & Pick<DataOf<'assessment.agreement-given'>, 'agencies' | 'excluded'>)
  | (Readonly<{ kind: 'refuse-agreement' }> & Said)
  | (Readonly<{ kind: 'withdraw-agreement' }> & Said)
  | Readonly<{ kind: 'ask'; asks: DataOf<'assessment.agencies-asked'>['asks'] }>
  | (Readonly<{ kind: 'contribute' }> & Written)
  | (Readonly<{ kind: 'replace' }> & Written)
  | (Readonly<{ kind: 'plan'; owner: Hat }> & Omit<DataOf<'assessment.action-planned'>, keyof Actor | 'owner'>)
  | (Readonly<{ kind: 'end-action' }> & Omit<DataOf<'assessment.action-ended'>, keyof Actor>)
  | (Readonly<{ kind: 'review' }> &
      Omit<DataOf<'assessment.review-held'>, keyof Actor | 'reviewBy'> &
      Readonly<{ reviewBy?: PlainDate }>)
  | Readonly<{ kind: 'hand-over'; to: Hat; reason: string }>
  | (Readonly<{ kind: 'close' }> & Omit<DataOf<'assessment.assessment-closed'>, keyof Actor>);

export type CommandKind = Wish['kind'];
/** A wish with who wishes, the moment, and how long a review is waited for, in days. */
export type Command = Wish & Readonly<{ by: Hat; at: Instant; reviewDays: number }>;

type Actor = Readonly<{ by: string; role: string; agency: string }>;
type Said = Omit<DataOf<'assessment.agreement-refused'>, keyof Actor>;
/** `dataClass`: what the words are of, where that is not the family's help alone. */
type Written = Omit<DataOf<'assessment.contribution-made'>, keyof Actor> & Readonly<{ dataClass: DataClass }>;
