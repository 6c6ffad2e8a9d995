import { type AnyEvent, isEvent } from '@tributary/catalogue';
import type { AgencyId, PlainDate, Recorded, RecordRef } from '@tributary/kernel';
import { RETRACTED, statementOf, type Statement } from './statement';

/** The states somebody may rely on. */
export const STATE_KINDS = [
  'allocated-worker',
  'need-plan',
  'protection-plan',
  'looked-after',
  'open-referral',
  'family-help',
  'missing',
] as const;
export type StateKind = (typeof STATE_KINDS)[number];

/** Keyed hash of an agency's own number (the vault's `ref`): rows and answers hold no numbers. */
export type RefOf = (kind: string, ...parts: readonly string[]) => RecordRef;

/** What a statement does to a state: begins it, keeps it going in another place, or ends it. */
export type Step = Readonly<{
  kind: StateKind;
  does: 'begins' | 'ends';
  /** The plan, episode or placement meant, as a keyed hash; null where the source does not say. */
  subject: RecordRef | null;
  /** Keyed hash of the agency's number of the allocated worker. */
  worker: RecordRef | null;
  /** First day for what begins, last day for what ends. */
  day: PlainDate;
  /** Last day, where the same statement gives it. */
  lastDay: PlainDate | null;
  /** The episode of need, for what its closure ends. */
  episode: RecordRef | null;
}>;

/** A statement and what it does; `step` is null where it only undoes what was said before. */
export type StateStatement = Statement & Readonly<{ step: Step | null }>;

/** Event types that a status is folded from. */
export const STATUS_TYPES = [
  'social-care.referral-received',
  'social-care.need-plan-started',
  'social-care.need-plan-ended',
  'social-care.protection-plan-started',
  'social-care.protection-plan-ended',
  'social-care.looked-after-started',
  'social-care.placement-changed',
  'social-care.looked-after-ended',
  'social-care.worker-changed',
  'social-care.case-closed',
  'social-care.family-help-started',
  'social-care.family-help-ended',
  'social-care.missing-started',
  'social-care.missing-ended',
  RETRACTED,
] as const satisfies readonly AnyEvent['type'][];

const bearsOnStatus = new Set<string>(STATUS_TYPES);

/** Undefined where the event says nothing about a state. */
export function stateStatementOf(recorded: Recorded, refOf: RefOf): StateStatement | undefined {
  if (!bearsOnStatus.has(recorded.event.type) || undoesAnother(recorded)) return undefined;
  const statement = statementOf(recorded);
  return statement && { ...statement, step: stepOf(recorded.event as AnyEvent, statement.agency, refOf) };
}

/** A retraction of something that no state was ever folded from. */
function undoesAnother({ event }: Recorded): boolean {
  if (!isEvent(event, RETRACTED) || event.data.type === undefined) return false;
  return !bearsOnStatus.has(event.data.type);
}

type Ref = (kind: string, own: string | undefined) => RecordRef | null;

const step = (kind: StateKind, does: Step['does'], day: string, more: Partial<Step> = {}): Step => ({
  ...{ kind, does, day: day as PlainDate, subject: null, worker: null, lastDay: null, episode: null },
  ...more,
});
const days = (last: string | undefined): Pick<Step, 'lastDay'> => ({
  lastDay: (last as PlainDate | undefined) ?? null,
});

function stepOf(event: AnyEvent, agency: AgencyId, refOf: RefOf): Step | null {
  const ref: Ref = (kind, own) => (own === undefined ? null : refOf(kind, agency, own));
  return caseStep(event, ref) ?? asideStep(event, ref);
}

/** What children's social care says of its own case. */
function caseStep(event: AnyEvent, ref: Ref): Step | null {
  switch (event.type) {
    case 'social-care.referral-received': {
      // Closed as it was received: nothing was ever open.
      if (event.data.noFurtherAction) return null;
      const episode = ref('episode', event.data.episode);
      return step('open-referral', 'begins', event.data.date, { subject: episode, episode });
    }
    case 'social-care.case-closed': {
      const episode = ref('episode', event.data.episode);
      return step('open-referral', 'ends', event.data.date, { subject: episode, episode });
    }
    case 'social-care.need-plan-started':
      return step('need-plan', 'begins', event.data.startDate, {
        subject: ref('need-plan', event.data.plan),
        episode: ref('episode', event.data.episode),
      });
    case 'social-care.need-plan-ended':
      return step('need-plan', 'ends', event.data.endDate, { subject: ref('need-plan', event.data.plan) });
    case 'social-care.protection-plan-started':
      return step('protection-plan', 'begins', event.data.startDate, {
        subject: ref('protection-plan', event.data.plan),
      });
    case 'social-care.protection-plan-ended':
      return step('protection-plan', 'ends', event.data.endDate, { subject: ref('protection-plan', event.data.plan) });
    case 'social-care.looked-after-started':
    case 'social-care.placement-changed':
      return step('looked-after', 'begins', event.data.startDate, { subject: ref('placement', event.data.placement) });
    case 'social-care.looked-after-ended':
      return step('looked-after', 'ends', event.data.endDate, { subject: ref('placement', event.data.placement) });
    case 'social-care.worker-changed':
      return step('allocated-worker', 'begins', event.data.startDate, {
        ...days(event.data.endDate),
        worker: ref('worker', event.data.worker),
        episode: ref('episode', event.data.episode),
      });
    default:
      return null;
  }
}

/** What other services may say too. */
function asideStep(event: AnyEvent, ref: Ref): Step | null {
  switch (event.type) {
    case 'social-care.family-help-started':
      return step('family-help', 'begins', event.data.startDate, {
        subject: ref('family-help', event.data.help),
        worker: ref('worker', event.data.lead),
      });
    case 'social-care.family-help-ended':
      return step('family-help', 'ends', event.data.endDate, { subject: ref('family-help', event.data.help) });
    case 'social-care.missing-started':
      return step('missing', 'begins', event.data.date, { subject: ref('missing', event.data.episode) });
    case 'social-care.missing-ended':
      return step('missing', 'ends', event.data.date, { subject: ref('missing', event.data.episode) });
    default:
      return null;
  }
}
