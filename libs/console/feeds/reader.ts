import type { ReaderContext } from '@tributary/sign-in';
import { requireFor } from '../page/menu';
import type { SignedIn } from '../page/signed-in';

/** Who looks at feeds. Throws a Problem where the role has nothing to do with them. */
export function readerOf({ person }: SignedIn): ReaderContext {
  requireFor('/feeds', person.role);
  return { kind: 'person', ...person };
}
