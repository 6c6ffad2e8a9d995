import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rulePage } from './domain/rule';
import { rules } from './rules';

/** Writes the page of every rule below `directory`, the repository's `docs/`. */
export async function writeRuleDocs(directory: string): Promise<void> {
  for (const rule of rules) await writeFile(join(directory, 'rules', `${rule.id}.md`), rulePage(rule));
}
