/** What stands for a separator, for a line break and for bytes in hexadecimal (HL7 2.5.1, 2.7 Use of escape sequences). */
const ESCAPED = { F: 'field', S: 'component', T: 'subcomponent', R: 'repetition', E: 'escape' } as const;
export type Separators = Readonly<Record<(typeof ESCAPED)[keyof typeof ESCAPED], string>>;

/** Longer than any sequence that stands for a text: what comes after is no sequence but an escape character astray. */
const LONGEST = 100;

/**
 * Resolves escape sequences. Highlighting, formatting and a sender's own sequences stand for no text: a break becomes a
 * space, the rest goes. An escape character without its pair stays as it is.
 */
export function unescaped(text: string, separators: Separators): string {
  const { escape } = separators;
  if (escape === '' || !text.includes(escape)) return text;
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const begin = text.indexOf(escape, at);
    const end = begin < 0 ? -1 : text.indexOf(escape, begin + 1);
    if (end < 0 || end - begin > LONGEST) {
      parts.push(text.slice(at, begin < 0 || end < 0 ? undefined : end));
      at = end < 0 ? text.length : end;
      continue;
    }
    parts.push(text.slice(at, begin), meaning(text.slice(begin + 1, end), separators));
    at = end + 1;
  }
  return parts.join('');
}

function meaning(sequence: string, separators: Separators): string {
  if (Object.hasOwn(ESCAPED, sequence)) return separators[ESCAPED[sequence as keyof typeof ESCAPED]];
  if (sequence.startsWith('.')) return ' ';
  if (/^X([0-9A-F]{2})+$/i.test(sequence))
    return new TextDecoder('windows-1252').decode(Buffer.from(sequence.slice(1), 'hex'));
  return '';
}
