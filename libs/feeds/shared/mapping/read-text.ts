import { parseDocument } from 'yaml';
import type { MappingDocument, MappingFault } from './document';
import { shapedDocument, wrong } from './shape';

/** Characters of a mapping's text. */
export const LONGEST_MAPPING = 200_000;

/** A mapping from its text (YAML, and so JSON too), or what is wrong with it. Never throws. */
export function readMappingText(text: string): MappingDocument | readonly MappingFault[] {
  if (text.trim() === '') return [wrong('', 'is empty', 'Begin with one of the examples.')];
  if (text.length > LONGEST_MAPPING) {
    return [wrong('', `is longer than ${LONGEST_MAPPING} characters`, 'Split the feed into two.')];
  }
  try {
    return valueOf(text);
  } catch {
    // Too deep for the reader, or full of aliases: a few lines of them can stand for gigabytes.
    return [wrong('', 'cannot be read', 'Write each value out where it stands, without & and *, a few levels deep.')];
  }
}

function valueOf(text: string): MappingDocument | readonly MappingFault[] {
  const parsed = parseDocument(text);
  const [error] = parsed.errors;
  if (!error) return shapedDocument(parsed.toJS({ maxAliasCount: 0 }));
  const line = error.linePos?.[0].line;
  return [
    wrong(line === undefined ? '' : `line ${line}`, 'is not YAML', 'Look at its blanks, colons and quotation marks.'),
  ];
}
