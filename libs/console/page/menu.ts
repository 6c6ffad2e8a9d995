import { ASSESSMENT_ROLES } from '@tributary/assessment';
import { HOLDING_ROLES } from '@tributary/catalogue';
import { ROLES } from '@tributary/directory';
import { Problem, type RoleCode } from '@tributary/kernel';

type Entry = Readonly<{ href: string; text: string; roles?: readonly RoleCode[]; seniors?: true }>;

/** Where the menu leads; an entry with roles stands there for these alone, one for seniors for who manages somebody. */
const ENTRIES = [
  { href: '/inbox', text: 'Your alerts' },
  { href: '/requests', text: 'Requests' },
  { href: '/assessments', text: 'Assessments', roles: ASSESSMENT_ROLES },
  { href: '/releases', text: 'Held back', roles: HOLDING_ROLES },
  { href: '/matches', text: 'Who is who', roles: [ROLES.dataSteward] },
  { href: '/sealed-pairs', text: 'Sealed pairs', roles: [ROLES.adoptionTeam] },
  { href: '/reviews', text: 'Reviews', seniors: true },
  { href: '/feeds', text: 'Feeds', roles: [ROLES.feedManager, ROLES.operator] },
  { href: '/operations', text: 'Operations', roles: [ROLES.operator] },
  { href: '/match-quality', text: 'Matching', roles: [ROLES.dataSteward, ROLES.auditor, ROLES.operator] },
  { href: '/audit', text: 'Audit', roles: [ROLES.auditor] },
  { href: '/audit/events', text: 'Events without names', roles: [ROLES.analyst] },
  { href: '/directory', text: 'Directory' },
] as const satisfies readonly Entry[];

const isFor = ({ roles }: Entry, role: RoleCode): boolean => roles?.includes(role) ?? true;

/** The menu of somebody in a role. Each page decides for itself who may open it. */
export const menuFor = (role: RoleCode, isSenior: boolean): readonly Entry[] =>
  ENTRIES.filter((entry: Entry) => isFor(entry, role) && (isSenior || !entry.seniors));

/** Throws a Problem where the pages behind an entry are not for that role. */
export function requireFor(href: (typeof ENTRIES)[number]['href'], role: RoleCode): void {
  if (ENTRIES.some((entry) => entry.href === href && isFor(entry, role))) return;
  throw new Problem(
    'role-wrong',
    403,
    'This page is not for your role',
    'It belongs to another role. If you hold that role too, change to it and open the page again.',
  );
}
