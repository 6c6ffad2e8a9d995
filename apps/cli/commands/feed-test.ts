import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatOf, mediaTypeOf } from '@tributary/feeds';
import type { ContractReport, SandboxReceipt } from '@tributary/intake';
import { Problem } from '@tributary/kernel';
import { askHub } from '../ask-hub';
import { EXIT, print } from '../output';
import type { AtHub } from './feed-checklist';

type Sent = Readonly<{ name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> }>;
type Answered = Readonly<{
  sent: string;
  status: number;
  receipt?: SandboxReceipt;
  problem?: { code: string; detail: string };
}>;
type Found = Readonly<{ format: string }>;

/** One byte more than a sandbox takes. */
const TOO_LARGE = 1024 ** 2 + 1;
const PAUSE_MS = 1_000;

/**
 * Sends test deliveries to the feed's sandbox and shows what the hub saw: files of one's own first, then the hub's
 * sample files for the rest. Exit 1 where something is not shown yet. What counts is judged by the hub alone.
 */
export async function feedTest(feed: string, files: readonly string[], hub: AtHub): Promise<number> {
  const calls = new Calls(feed, hub);
  const { format } = await calls.json<Found>('GET', `/v1/feeds/${encodeURIComponent(feed)}`);
  const own = await Promise.all(files.map(ownFile));
  const samples = (formatOf(format)?.samples?.() ?? []).map(({ name, mediaType, text }) => ({
    ...{ name: `sample ${name}`, mediaType, bytes: new Uint8Array(Buffer.from(text)) },
  }));
  const [first] = [...own, ...samples];
  if (!first) throw nothingToSend(format);
  await calls.empty();
  const answers: Answered[] = [];
  for (const delivery of inOrder(first, own, samples)) answers.push(await calls.deliver(delivery));
  const report = await calls.json<ContractReport>('GET', `/v1/feeds/${encodeURIComponent(feed)}/contract-tests`);
  print(hub.json ?? false, { feed, report, deliveries: answers }, [
    ...answers.map(answerLine),
    '',
    ...reportLines(report),
  ]);
  return report.state === 'passed' ? EXIT.done : EXIT.wrong;
}

/** The first twice, what nobody could read, what is too large; then all others. */
const inOrder = (first: Sent, own: readonly Sent[], samples: readonly Sent[]): readonly Sent[] => [
  first,
  { ...first, name: `${first.name}, again` },
  { ...first, name: `${first.name}, as UTF-16`, bytes: new Uint8Array(Buffer.from(`\uFEFF${text(first)}`, 'utf16le')) },
  { ...first, name: 'one byte too many', bytes: new Uint8Array(TOO_LARGE).fill(0x61) },
  ...[...own, ...samples].filter((one) => one !== first),
];
const text = ({ bytes }: Sent): string => Buffer.from(bytes).toString('utf8');

const ownFile = async (path: string): Promise<Sent> => ({
  ...{ name: basename(path), mediaType: mediaTypeOf(path), bytes: new Uint8Array(await readFile(path)) },
});

class Calls {
  constructor(
    private readonly feed: string,
    private readonly hub: AtHub,
  ) {}

  async empty(): Promise<void> {
    const answer = await this.ask('DELETE', this.sandbox(''));
    if (!answer.ok) throw await refused(answer);
  }

  async deliver({ name, mediaType, bytes }: Sent): Promise<Answered> {
    const answer = await this.ask('POST', this.sandbox('/messages'), { mediaType, bytes });
    const body: unknown = await answer.json();
    const { status } = answer;
    return answer.ok
      ? { sent: name, status, receipt: body as SandboxReceipt }
      : { sent: name, status, problem: body as { code: string; detail: string } };
  }

  async json<T>(method: string, path: string): Promise<T> {
    const answer = await this.ask(method, path);
    if (answer.ok) return (await answer.json()) as T;
    throw await refused(answer);
  }

  private sandbox(what: string): string {
    return `/v1/sandbox/feeds/${encodeURIComponent(this.feed)}${what}`;
  }

  private async ask(method: string, path: string, given?: Pick<Sent, 'mediaType' | 'bytes'>): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.hub.token}`,
      ...(given ? { 'content-type': given.mediaType } : {}),
    };
    const asked = { method, headers, ...(given ? { body: given.bytes } : {}) };
    const answer = await askHub(`${this.hub.url}${path}`, asked);
    if (answer.status !== 429) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return askHub(`${this.hub.url}${path}`, asked);
  }
}

async function refused(answer: Response): Promise<Problem> {
  const { code, title, detail } = (await answer.json()) as Readonly<{ code: string; title: string; detail: string }>;
  return new Problem(code, answer.status, title, detail);
}

function answerLine({ sent, status, receipt, problem }: Answered): string {
  if (!receipt) return `${status}  ${sent}: ${problem?.detail ?? ''} (${problem?.code ?? ''})`;
  const counted = Object.entries(receipt.counts).filter(([, count]) => count > 0);
  const words = receipt.repeated ? 'came before' : counted.map(([what, count]) => `${count} ${what}`).join(', ');
  return `${status}  ${sent}: ${words || 'nothing new'}`;
}

const reportLines = ({ state, checks, samplesAlone, changed = [] }: ContractReport): readonly string[] => [
  ...checks.map(
    ({ title, seen }) => `${seen ? 'seen   ' : 'missing'}  ${title}${seen?.sample ? ' (sample file)' : ''}`,
  ),
  '',
  state === 'passed'
    ? 'Passed.'
    : `Not passed yet.${changed.length > 0 ? ` Changed since: ${changed.join(', ')}.` : ''}`,
  ...(samplesAlone ? ['No file of your own system was taken in whole yet: name one behind the feed.'] : []),
];

const nothingToSend = (format: string): Problem =>
  new Problem(
    'samples-missing',
    404,
    'There is nothing to send',
    `The hub has no sample files of the form ${format}: name files of your own behind the feed.`,
  );
