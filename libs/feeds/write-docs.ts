import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problemsPage } from './problem-codes';

/** Writes docs/problems.md below `directory`, the repository's `docs/`. */
export async function writeFeedDocs(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'problems.md'), problemsPage());
}
