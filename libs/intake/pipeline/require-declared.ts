import { Problem } from '@tributary/kernel';
import type { FeedInfo } from './ports';

/** Throws a Problem that names what the directory lacks of a feed (access.md 1 and 4). */
export function requireDeclared({ undeclared = [] }: FeedInfo): void {
  if (undeclared.length === 0) return;
  const parts = undeclared.join(', ');
  throw new Problem(
    'feed-undeclared',
    409,
    'The feed has not declared all it must',
    `The directory says nothing of: ${parts}. Nothing was kept. Ask whoever keeps the directory.`,
    { undeclared },
  );
}
