import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { catalogue } from './catalogue';
import { eventsPage, schemaDocument, schemaFileName } from './generate';

/** Every file generated from the catalogue: its path below `docs/`, and its text. */
export function catalogueDocs(): ReadonlyMap<string, string> {
  const schemas = catalogue.map(
    (definition) => [`schemas/${schemaFileName(definition)}`, `${layOut(schemaDocument(definition), '')}\n`] as const,
  );
  return new Map([['events.md', eventsPage()], ...schemas]);
}

const WIDTH = 120;
/** JSON as the repository's formatter lays it out: lists of words on one line where they fit. */
function layOut(value: unknown, indent: string, before = 0): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
    if (!value.some((one) => typeof one === 'object') && before + line.length < WIDTH) return line;
    return `[\n${value.map((one) => inner + layOut(one, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, one]) => {
    const start = `${inner}${JSON.stringify(key)}: `;
    return start + layOut(one, inner, start.length);
  });
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}

/** Writes them below `directory`, the repository's `docs/`. */
export async function writeCatalogueDocs(directory: string): Promise<void> {
  for (const [path, text] of catalogueDocs()) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
