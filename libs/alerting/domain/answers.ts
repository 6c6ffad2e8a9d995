import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';

/** Somebody in one role in one agency. */
export type Hat = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;

/** What a person may say they did; pages and calls offer the same. */
export const ACTIONS = [
  'rang-front-door',
  'spoke-to-school',
  'visited',
  'spoke-to-family',
  'no-action-needed',
] as const;
/** What a person may say of an alert's use. */
export const OUTCOMES = ['useful', 'already-known', 'not-useful'] as const;

/** A person's answer to an alert. */
export type Answer =
  | Readonly<{ kind: 'acknowledge' }>
  | Readonly<{ kind: 'act'; action: string; note?: string }>
  | Readonly<{ kind: 'close'; outcome: string; note?: string }>
  /** Hands it on to another person, in a role they hold. */
  | Readonly<{ kind: 'reassign'; to: Hat; note?: string }>
  /** Says that it is wrong, or came to the wrong person; whoever was only informed may say so too. */
  | Readonly<{ kind: 'challenge'; note: string }>
  /** Takes back that it was closed, by whoever closed it or their manager. */
  | Readonly<{ kind: 'reopen'; note: string }>;
