import { composePulls, readPullFile } from '@tributary/intake';
import { Problem } from '@tributary/kernel';
import type { Service } from '@tributary/runtime';
import type { Foundation } from './foundation';
import { requireFeeds } from './require-feeds';
import type { Rooms } from './rooms';

/**
 * The feeds that a process which takes deliveries fetches from agencies' servers; of several processes one at a time.
 * Throws where the file is wrong, or names a feed that is not there.
 */
export async function pullsOf(base: Foundation, { intake, feeds }: Rooms): Promise<readonly Service[]> {
  const { config, database, health, logger, metrics, vault } = base;
  const overdue = metrics.gauge('tributary_pull_overdue_seconds', 'By how long a feed should have been fetched whole', [
    'feed',
  ]);
  if (config.pullFile === undefined) return [];
  const loopback = config.env !== 'production';
  const settings = await readPullFile(config.pullFile, { loopback });
  await requireFeeds(
    feeds,
    [...settings.https, ...settings.sftp].map(({ declared }) => declared.feed),
    (faults) => {
      return new Problem('pull-file-wrong', 500, 'The file of pulls is wrong', `${faults.join('; ')}.`, { faults });
    },
  );
  const pulls = composePulls(settings, {
    ...{ pool: database.events, vault, intake, logger, loopback },
    overdue: (feed, seconds) => overdue.set({ feed }, seconds),
  });
  for (const { feed, pull } of pulls) health.register(`pull ${feed}`, async () => pull.finding());
  return pulls.map(({ pull }) => pull);
}
