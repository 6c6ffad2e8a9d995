import { backup, migrate, restore } from '@tributary/event-store';
import { asOwner, keptMasterKey, readConfig, rebuild, silentLogger } from '@tributary/runtime';
import { Problem } from '@tributary/kernel';
import { allMigrations } from '../../composition/migrations';
import { EXIT, print, progress } from '../output';
import { withRooms } from '../with-rooms';

type Json = Readonly<{ json?: boolean }>;

const logger = silentLogger;

/** Brings both databases up to date, as their owner. */
export async function migrateAll({ json }: Json): Promise<number> {
  const done = await asOwner(readConfig(), { logger }, (urls) => migrate(urls, allMigrations));
  print(json ?? false, { done }, done.length > 0 ? done.map((name) => `taken: ${name}`) : ['nothing to do']);
  return EXIT.done;
}

export async function backUp(directory: string, { json }: Json): Promise<number> {
  const manifest = await asOwner(readConfig(), { logger }, (ownerUrls) => backup({ ownerUrls, directory, progress }));
  print(json ?? false, manifest, [`backed up to ${directory}`]);
  return EXIT.done;
}

export async function restoreFrom(directory: string, { json }: Json): Promise<number> {
  const config = readConfig();
  const masterKey = await keptMasterKey(config);
  const { home: shredDirectory } = config;
  const restored = await asOwner(config, { logger, alone: true }, (ownerUrls) =>
    restore({ ownerUrls, directory, migrations: allMigrations, masterKey, shredDirectory, progress }),
  );
  print(json ?? false, restored, [`restored from ${directory}; read models are rebuilt at the next start`]);
  return EXIT.done;
}

export async function rebuildModel(name: string, { json }: Json): Promise<number> {
  return withRooms(async (base, { projections }) => {
    const definition = projections.find((one) => one.name === name);
    if (!definition) {
      const known = projections.map((one) => one.name).join(', ');
      throw new Problem('projection-unknown', 404, 'No such read model', `There are: ${known}`);
    }
    const { database, store, logger, metrics } = base;
    const done = await rebuild(
      definition,
      { pool: database.events, store, logger, metrics },
      {
        onProgress: ({ events }) => progress(`${events} events`),
      },
    );
    print(json ?? false, done, [
      `${name}: ${done.events} events in ${done.seconds.toFixed(1)} s, now read from ${done.slot}`,
    ]);
    return EXIT.done;
  });
}
