import { readFile } from 'node:fs/promises';
import { faultLine, mappingFaults, mappingOf } from '@tributary/feeds';
import type { Preview, PreviewLine } from '@tributary/intake';
import { askHub } from '../ask-hub';
import { EXIT, print } from '../output';

type Json = Readonly<{ json?: boolean }>;
/** A feed of a running hub, and the token of its manager. */
export type OnHub = Json & Readonly<{ feed: string; url: string; token: string }>;

/** What is wrong with a mapping, without a server. */
export async function checkMapping(path: string, options: Json): Promise<number> {
  const text = await readFile(path, 'utf8');
  const faults = mappingFaults(text);
  if (faults.length > 0) {
    print(options.json ?? false, { faults }, faults.map(faultLine));
    return EXIT.wrong;
  }
  const { document, columns, format } = mappingOf(text);
  const types = [...new Set(document.events.map(({ type }) => type))];
  const lines = [`${document.title}: nothing is wrong with it`, `columns: ${columns.join(', ')}`, ...types];
  print(options.json ?? false, { faults, format, columns, types }, lines);
  return EXIT.done;
}

/** What a mapping would change on the feed's newest deliveries, or on a file; nothing is kept. */
export async function previewMapping(
  path: string,
  options: OnHub & Readonly<{ last?: string; sample?: string }>,
): Promise<number> {
  const sample = options.sample === undefined ? {} : { sample: await readFile(options.sample, 'utf8') };
  const last = options.last === undefined ? {} : { last: Number(options.last) };
  const body = { text: await readFile(path, 'utf8'), ...last, ...sample };
  const preview = await ask<Preview>(options, 'POST', 'mapping/preview', body);
  if (!preview) return EXIT.wrong;
  print(options.json ?? false, preview, previewLines(preview));
  return preview.wouldPark > 0 || preview.refused.length > 0 ? EXIT.wrong : EXIT.done;
}

/** Puts a mapping in force, from now or from a day yet to come. */
export async function putMapping(path: string, options: OnHub & Readonly<{ from?: string }>): Promise<number> {
  const body = { text: await readFile(path, 'utf8'), ...(options.from === undefined ? {} : { from: options.from }) };
  const put = await ask<{ version: number }>(options, 'PUT', 'mapping', body);
  if (!put) return EXIT.wrong;
  print(options.json ?? false, put, [`version ${put.version}, in force from ${options.from ?? 'now'}`]);
  return EXIT.done;
}

const previewLines = (preview: Preview): readonly string[] => [
  `${preview.deliveries} deliveries, ${preview.records} records: ${preview.same} as before, ${preview.changed} changed, ` +
    `${preview.wouldPark} would park, ${preview.noLongerParked} no longer parked`,
  ...preview.lines.map(previewLine),
  ...preview.refused.map(({ delivery, code, detail }) => `${delivery} would be refused: ${detail} (${code})`),
  ...(preview.more ? ['… and more'] : []),
];
const previewLine = ({ place, change, what }: PreviewLine): string =>
  `${place}: ${change.replaceAll('-', ' ')}: ${what.join('; ')}`;

/** Undefined where the hub refused; its answer then stands on standard error. */
async function ask<T>({ url, feed, token }: OnHub, method: string, what: string, body: object): Promise<T | undefined> {
  const answer = await askHub(`${url}/v1/feeds/${encodeURIComponent(feed)}/${what}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.ok) return (await answer.json()) as T;
  process.stderr.write(`${answer.status} ${await answer.text()}\n`);
  return undefined;
}
