import { DESK_ROLES, ROLES } from '@tributary/directory';
import type { RoleCode } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';

/** Roles in which nobody works with a child: stewards have their own pages, and the others have no need to know. */
const NOT_THEIRS: readonly RoleCode[] = [...DESK_ROLES, ROLES.analyst];

/** Whether somebody may ask at all which child it is: whoever works with children, and an agency's own system. */
export const mayAsk = (asker: ReaderContext): boolean =>
  asker.kind === 'agency' || (asker.kind === 'person' && !NOT_THEIRS.includes(asker.role));
