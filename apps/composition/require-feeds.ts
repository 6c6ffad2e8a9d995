import type { FeedRegistry } from '@tributary/intake';

/** Throws what `wrong` makes of it where a file of settings names a feed that the directory does not have. */
export async function requireFeeds(
  feeds: Pick<FeedRegistry, 'all'>,
  named: readonly string[],
  wrong: (faults: readonly string[]) => Error,
): Promise<void> {
  const known = new Set((await feeds.all()).map(({ id }) => String(id)));
  const missing = [...new Set(named)].filter((feed) => !known.has(feed));
  if (missing.length > 0) throw wrong(missing.map((feed) => `the directory has no feed ${feed}`));
}
