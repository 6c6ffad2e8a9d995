import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF as this hub writes it: each page's strings, glyph by glyph through the font's ToUnicode map. Knows
 * nothing of any other PDF.
 */
export function textOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const objects = new Map(
    [...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const body of objects.values()) {
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1];
      if (map) fonts.set(name, lettersIn(streamIn(objects.get(map))));
    }
  }
  return [...objects.values()]
    .map(streamIn)
    .filter((stream) => /\bTf\b/.test(stream))
    .map((stream) => stringsIn(stream, fonts))
    .join('\n');
}

/** What stands in an object's stream, unpacked; nothing where it has none. */
function streamIn(body = ''): string {
  const start = body.indexOf('stream\n');
  if (start < 0) return '';
  const bytes = Buffer.from(body.slice(start + 'stream\n'.length, body.lastIndexOf('\nendstream')), 'latin1');
  return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

const letters = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** Letters of the glyphs 0, 1, 2 …, as pdfkit lists them: in ranges of arrays. */
function lettersIn(cmap: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, from = '', list = ''] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f\s]*)>/gi)].forEach(([, hex = ''], i) => {
      found.set((parseInt(from, 16) + i).toString(16).padStart(4, '0'), letters(hex.replaceAll(/\s/g, '')));
    });
  }
  return found;
}

function stringsIn(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined;
  const lines: string[] = [];
  for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name);
    else lines.push([...(shown ?? '').matchAll(/<([0-9a-f]+)>/gi)].map(([, hex = '']) => wordOf(hex, font)).join(''));
  }
  return lines.join('\n');
}

const wordOf = (hex: string, font: ReadonlyMap<string, string> | undefined): string =>
  (hex.match(/.{4}/g) ?? []).map((glyph) => font?.get(glyph.toLowerCase()) ?? '\u{fffd}').join('');
