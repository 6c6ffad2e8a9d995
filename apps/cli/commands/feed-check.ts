import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { formats, type FeedFormat, mappingOf, type Parsed, type ParseOptions } from '@tributary/feeds';
import { Problem, systemClock } from '@tributary/kernel';
import { EXIT, print } from '../output';

type Line = Readonly<{
  place: string;
  outcome: 'accepted' | 'left-out' | 'parked';
  facts?: number;
  code?: string;
  message?: string;
}>;

export type CheckOptions = Readonly<{ feed: string; mapping?: string; json?: boolean }>;

/** What a file would become, line by line, without a server and without keeping anything. */
export async function feedCheck(file: string, options: CheckOptions): Promise<number> {
  const format = formatNamed(options.feed);
  const lines: Line[] = [];
  const facts = new Map<string, number>();
  let broken: Problem | undefined;
  try {
    const parsing = format.parse(createReadStream(file), await readingOf(format, options));
    for await (const parsed of parsing) {
      const line = lineOf(parsed);
      if (line) lines.push(line);
      for (const type of typesOf(parsed)) facts.set(type, (facts.get(type) ?? 0) + 1);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    broken = error;
  }
  const parked = lines.filter((line) => line.outcome === 'parked');
  const leftOut = lines.filter((line) => line.outcome === 'left-out').length;
  const document = {
    file,
    format: format.id,
    accepted: lines.length - parked.length - leftOut,
    leftOut,
    parked: parked.length,
    events: Object.fromEntries([...facts].sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(broken ? { problem: { code: broken.code, title: broken.title, detail: broken.detail, ...broken.extra } } : {}),
    records: lines,
  };
  print(options.json ?? false, document, [
    `${document.accepted} records would be accepted, ${document.parked} parked${leftOut > 0 ? `, ${leftOut} left out` : ''}`,
    ...[...facts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, count]) => `  ${String(count).padStart(6)}  ${type}`),
    ...parked.map((line) => `parked at ${line.place}: ${line.message ?? ''} (${line.code ?? ''})`),
    ...(broken ? [`The file would be refused. ${broken.title}: ${broken.detail} (${broken.code})`] : []),
  ]);
  return broken || parked.length > 0 ? EXIT.wrong : EXIT.done;
}

/** As it would be read if it came now. */
async function readingOf(format: FeedFormat, { mapping }: CheckOptions): Promise<ParseOptions> {
  const reading = { receivedAt: systemClock(), mediaType: format.mediaTypes[0] ?? '' };
  return mapping === undefined ? reading : { ...reading, mapping: mappingOf(await readFile(mapping, 'utf8')) };
}

function formatNamed(id: string): FeedFormat {
  const format = formats.find((f) => f.id === id);
  if (format) return format;
  const known = formats.map((f) => f.id).join(', ');
  throw new Problem('format-unknown', 400, 'No such feed format', `"${id}" is none of: ${known}`);
}

function lineOf(parsed: Parsed): Line | undefined {
  if (parsed.kind === 'record') return { place: parsed.place, outcome: 'accepted', facts: parsed.facts.length };
  if (parsed.kind === 'practice') return { place: parsed.place, outcome: 'accepted', facts: 1 };
  if (parsed.kind === 'left-out') return { place: parsed.place, outcome: 'left-out', code: parsed.code };
  if (parsed.kind === 'parked')
    return { place: parsed.place, outcome: 'parked', code: parsed.code, message: parsed.message };
  return undefined;
}

function typesOf(parsed: Parsed): readonly string[] {
  if (parsed.kind === 'record')
    return parsed.facts.map((fact) => (fact.retracted ? 'record.fact-retracted' : fact.type));
  return parsed.kind === 'practice' ? [parsed.fact.type] : [];
}
