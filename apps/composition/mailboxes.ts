import { MeshMailbox, MeshPull, readMeshFile } from '@tributary/intake';
import { Problem } from '@tributary/kernel';
import type { Service } from '@tributary/runtime';
import type { Foundation } from './foundation';
import { requireFeeds } from './require-feeds';
import type { Rooms } from './rooms';

/**
 * The MESH mailboxes that a process which takes deliveries looks into. Several processes may look into one: a message
 * is known by its id. Throws where the file is wrong, or names a feed that is not there.
 */
export async function mailboxesOf(base: Foundation, { intake, feeds }: Rooms): Promise<readonly Service[]> {
  const { config, health, logger, metrics } = base;
  const oldest = metrics.gauge('tributary_mesh_oldest_seconds', 'Age of the oldest message in a MESH mailbox', [
    'mailbox',
  ]);
  if (config.meshFile === undefined) return [];
  const settings = await readMeshFile(config.meshFile);
  const named = settings.flatMap(({ workflows }) => Object.values(workflows).map(({ feed }) => feed));
  await requireFeeds(feeds, named, (faults) => {
    return new Problem('mesh-file-wrong', 500, 'The MESH file is wrong', `${faults.join('; ')}.`, { faults });
  });
  return settings.map(({ connection, ...rest }) => {
    const mailbox = new MeshMailbox(connection);
    const tellOldest = (seconds: number) => oldest.set({ mailbox: mailbox.id }, seconds);
    const pull = new MeshPull({ mailbox, ...rest, intake, logger, oldest: tellOldest });
    health.register(`mesh ${mailbox.id}`, async () => pull.finding());
    return pull;
  });
}
