import { ADULT_NAMED, RELATIONSHIP } from '@tributary/catalogue';
import type { AgencyId, PlainDate } from '@tributary/kernel';
import { occurredDay } from './london';
import { ADDRESS_TYPES } from './protected-address';
import { lastWords, RETRACTED, type Statement } from './statement';

/** Concerns may name a member of staff, who then opens nothing of the child. */
export const CONCERN_TYPES = [
  'education.school-concern-raised',
  'health.concern-raised',
  'agency.concern-recorded',
  ADULT_NAMED,
] as const;
const REFERRED = 'social-care.referral-received';
const ENROLLED = 'education.pupil-enrolled';
const LEFT = 'education.pupil-left';
const REGISTERED = 'health.gp-registered';
/** What a referral led to: it is decided. */
const DECIDED: readonly string[] = [
  'social-care.assessment-started',
  'social-care.need-plan-started',
  'social-care.protection-plan-started',
  'social-care.looked-after-started',
  'social-care.case-closed',
];

/** Types that say how somebody stands to a child, beside its states; a retraction may take any of them back. */
export const BEARING_TYPES: readonly string[] = [
  ...CONCERN_TYPES,
  ...[REFERRED, ENROLLED, LEFT, REGISTERED, RETRACTED, RELATIONSHIP],
  ...DECIDED,
  ...ADDRESS_TYPES,
];

/** What says that an address is protected; a retraction may take it back. */
export const MARK_TYPES: readonly string[] = [...ADDRESS_TYPES, RETRACTED];

/** What names somebody around a child; a retraction may take it back. */
export const AROUND_TYPES: readonly string[] = [RELATIONSHIP, ADULT_NAMED, RETRACTED];

/** Who stands how to a child by what its agencies said; states and the directory come on top. */
export type Bearings = Readonly<{
  /** Agencies with a record of the child. */
  agencies: ReadonlySet<AgencyId>;
  /** Of these, schools that have said that the pupil left. */
  left: ReadonlySet<AgencyId>;
  /** The practice that last took the child on its list. */
  practice: AgencyId | null;
  /** The last referral, and the first day on which it led to something. */
  referral: Readonly<{ agency: AgencyId; day: PlainDate; decided: PlainDate | null }> | null;
  concerns: readonly Statement[];
  /** Who stands around the child: a member of staff may be among them. */
  family: readonly Statement[];
}>;

/** From all statements of `BEARING_TYPES`, each record's in their order, and the agencies with a record. */
export function bearingsOf(said: readonly Statement[], agencies: ReadonlySet<AgencyId>): Bearings {
  const current = [...lastWords(said).values()].filter(({ type }) => type !== RETRACTED).sort(byBegin);
  const newest = (type: string, agency?: AgencyId): Statement | undefined =>
    current.findLast((s) => s.type === type && (agency === undefined || s.agency === agency));
  const hasLeft = (agency: AgencyId): boolean => {
    const [left, enrolled] = [newest(LEFT, agency), newest(ENROLLED, agency)];
    return left !== undefined && (enrolled === undefined || enrolled.began <= left.began);
  };
  const referral = newest(REFERRED);
  return {
    agencies,
    left: new Set([...agencies].filter(hasLeft)),
    practice: newest(REGISTERED)?.agency ?? null,
    referral: referral
      ? { agency: referral.agency, day: occurredDay(referral.occurred), decided: decidedAfter(referral, current) }
      : null,
    concerns: current.filter(({ type }) => CONCERN_TYPES.some((one) => one === type)),
    family: current.filter(({ type }) => type === RELATIONSHIP),
  };
}

function decidedAfter(referral: Statement, current: readonly Statement[]): PlainDate | null {
  const led = current.find(
    (s) => DECIDED.includes(s.type) && s.agency === referral.agency && s.began >= referral.began,
  );
  return led ? occurredDay(led.occurred) : null;
}

const byBegin = (a: Statement, b: Statement): number => (a.began < b.began ? -1 : a.began > b.began ? 1 : 0);
