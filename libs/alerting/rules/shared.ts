import type { EventType } from '@tributary/catalogue';
import { ROLES } from '@tributary/directory';
import type { Route } from '../domain/finding';

/** What begins or ends the states that rules rely on. */
export const STATUS_EVENTS: readonly EventType[] = [
  'social-care.worker-changed',
  'social-care.need-plan-started',
  'social-care.need-plan-ended',
  'social-care.protection-plan-started',
  'social-care.protection-plan-ended',
  'social-care.looked-after-started',
  'social-care.looked-after-ended',
  'social-care.case-closed',
];

export const WORKERS: Route = { to: 'allocated-workers' };
export const DUTY: Route = { to: 'duty' };
export const VIRTUAL_SCHOOL: Route = { to: 'role', role: ROLES.virtualSchoolHead, reason: 'virtual-school' };

/** What no rule ever does; each adds its own. */
export const NEVER_ANY: readonly string[] = [
  'takes a yearly return for what holds today',
  'alerts on history: what happened longer ago than the freshness, or was delivered as a backfill, is recorded and sent to nobody',
  'scores a child, or refers anybody: it informs a person, who decides',
];
