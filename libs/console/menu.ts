import type { RoleCode } from '@tributary/kernel';

type Entry = Readonly<{ href: string; text: string; roles?: readonly string[] }>;

/** Where the menu leads; an entry with roles stands there for these alone. */
const ENTRIES: readonly Entry[] = [
  { href: '/inbox', text: 'Your alerts' },
  { href: '/directory', text: 'Directory' },
];

/** The menu of somebody in a role. Each page decides for itself who may open it. */
export const menuFor = (role: RoleCode): readonly Entry[] =>
  ENTRIES.filter(({ roles }) => roles === undefined || roles.includes(role));
