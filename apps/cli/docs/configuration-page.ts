import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configurationTable } from '@tributary/runtime';

const TABLE = /^\|(.*\n\|)*.*$/m;

/** Puts the table of variables into docs/configuration.md in place of the one that stands there; the rest is by hand. */
export async function writeConfigurationTable(directory: string): Promise<void> {
  const file = join(directory, 'configuration.md');
  const page = await readFile(file, 'utf8');
  await writeFile(
    file,
    page.replace(TABLE, () => configurationTable()),
  );
}
