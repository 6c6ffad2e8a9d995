import type { RoleCode } from '@tributary/kernel';
import type { CommandKind } from './commands';

/** Who works with families and may lead: schools, health, social care, early help, voluntary. */
const LEADS = [
  'designated-safeguarding-lead',
  'deputy-safeguarding-lead',
  'head',
  'senco',
  'pastoral-lead',
  'education-welfare-officer',
  'virtual-school-head',
  'virtual-school-officer',
  'health-visitor',
  'school-nurse',
  'named-nurse',
  'midwife',
  'gp',
  'paediatrician',
  'therapist',
  'camhs-clinician',
  'social-worker',
  'early-help-coordinator',
  'family-support-worker',
  'lead-practitioner',
  'youth-worker',
] as const;

/** Who knows a family and adds to what others lead. */
const OTHERS = ['housing-officer', 'police-safeguarding-officer', 'children-missing-education-officer'] as const;

/** Who sees to it that an assessment whose lead has left goes to somebody else. */
const COORDINATORS = ['early-help-coordinator'] as const;

/** Every role that takes part in assessments. */
export const ASSESSMENT_ROLES = [...LEADS, ...OTHERS] as readonly string[] as readonly RoleCode[];

const isOneOf = (roles: readonly string[], role: RoleCode): boolean => roles.includes(role);

export const mayLead = (role: RoleCode): boolean => isOneOf(LEADS, role);
export const coordinates = (role: RoleCode): boolean => isOneOf(COORDINATORS, role);
/** Whether a role takes any part in assessments; auditors, feed managers and operators, among others, do not. */
export const takesPart = (role: RoleCode): boolean => isOneOf(ASSESSMENT_ROLES, role);

/** Deny by default: what no line names, no role does. Who of them may with this assessment, the decider says. */
export const mayDo = (kind: CommandKind, role: RoleCode): boolean => BY_KIND[kind](role);

const BY_KIND: Readonly<Record<CommandKind, (role: RoleCode) => boolean>> = {
  open: mayLead,
  'give-agreement': mayLead,
  'refuse-agreement': mayLead,
  'withdraw-agreement': takesPart,
  ask: mayLead,
  contribute: takesPart,
  replace: takesPart,
  plan: mayLead,
  'end-action': takesPart,
  review: mayLead,
  'hand-over': mayLead,
  close: mayLead,
};
