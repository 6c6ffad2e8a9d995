import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storyPages } from './page';

/** Writes the stories' pages below `folder`. */
export async function writeStoryDocs(folder: string): Promise<void> {
  await mkdir(join(folder, 'stories'), { recursive: true });
  for (const [path, text] of storyPages()) await writeFile(join(folder, path), text);
}
