import { ROLES } from '@tributary/directory';
import { Problem, type RoleCode } from '@tributary/kernel';

/** A part of the pages that stands in the menu. `for`: the roles it is for; all of them where it is left out. */
type Part = Readonly<{ name: string; href: string; text: string; for?: readonly RoleCode[] }>;

const PARTS = [
  { name: 'inbox', href: '/inbox', text: 'Your alerts' },
  { name: 'feeds', href: '/feeds', text: 'Feeds', for: [ROLES.feedManager, ROLES.operator] },
  { name: 'operations', href: '/operations', text: 'Operations', for: [ROLES.operator] },
] as const satisfies readonly Part[];

const opensTo = (part: Part, role: RoleCode): boolean => part.for?.includes(role) ?? true;

/** What somebody in a role can go to. */
export const menuFor = (role: RoleCode): readonly Part[] => PARTS.filter((part) => opensTo(part, role));

/** Throws a Problem where a part is not for that role: its pages are then as shut as they are absent from the menu. */
export function requireFor(name: (typeof PARTS)[number]['name'], role: RoleCode): void {
  const part = PARTS.find((one) => one.name === name);
  if (part && opensTo(part, role)) return;
  throw new Problem(
    'role-wrong',
    403,
    'This page is not for your role',
    'It belongs to another role. If you hold that role too, change to it and open the page again.',
  );
}
