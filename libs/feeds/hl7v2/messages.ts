import { fileProblem } from '../problem-codes';

/** Characters of one message: many times the largest of admissions and appointments. */
export const LARGEST = 1024 ** 2;
/** What is kept of a message that is larger: its header. */
const KEPT = 2_000;

/** One message's bytes, as they came but for line ends; `whole` is false where it is larger than is read. */
export type RawMessage = Readonly<{ number: number; bytes: Buffer; whole: boolean }>;

/** Segments end in CR; files also have LF, or both, or the frames of MLLP around each message. */
const BREAKS = new RegExp(`[\\r\\n${String.fromCharCode(0x0b, 0x1c)}]+`);
const SEGMENT = /^[A-Z][A-Z0-9]{2}(?![A-Za-z0-9])/;
const MARK = Buffer.from('\uFEFF').toString('latin1');

type Line = Readonly<{ text: string; whole: boolean }>;

/** One character a byte, so that the character set can be looked up before anything is decoded. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let held = '';
  let whole = true;
  let first = true;
  for await (const chunk of input) {
    const parts = (held + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1')).split(BREAKS);
    held = parts.pop() ?? '';
    for (const part of parts) {
      if (part !== '') yield lineOf(part, whole, first);
      first &&= part === '';
      whole = true;
    }
    whole &&= held.length <= LARGEST;
    if (!whole) held = held.slice(0, KEPT);
  }
  if (held !== '') yield lineOf(held, whole, first);
}

/** Senders pad lines; a file may begin with a byte-order mark. */
function lineOf(text: string, whole: boolean, first: boolean): Line {
  const marked = first && text.startsWith(MARK) ? text.slice(MARK.length) : text;
  return { text: marked.replace(/^[ \t]+/, ''), whole: whole && text.length <= LARGEST };
}

/** A message being put together; never more of it is held than is read. */
class Gathering {
  private readonly segments: string[] = [];
  private header: string | undefined;
  private size = 0;
  private whole = true;

  constructor(private readonly number: number) {}

  segment(line: Line): void {
    if (this.fits(line)) this.segments.push(line.text);
  }

  /** A line that begins no segment: a line break stood within a value. */
  goOn(line: Line): void {
    if (this.fits(line)) this.segments.push(`${this.segments.pop() ?? ''} ${line.text}`);
  }

  done(): RawMessage {
    const text = this.whole ? this.segments.join('\r') : (this.header ?? '');
    return { number: this.number, bytes: Buffer.from(text, 'latin1'), whole: this.whole };
  }

  private fits({ text, whole }: Line): boolean {
    this.header ??= text.slice(0, KEPT);
    this.size += text.length + 1;
    this.whole &&= whole && this.size <= LARGEST;
    if (!this.whole) this.segments.length = 0;
    return this.whole;
  }
}

const ENVELOPE: ReadonlySet<string> = new Set(['FHS', 'BHS', 'BTS', 'FTS']);

/**
 * Takes a delivery apart into messages: a single one, several one after the other, or batches (FHS, BHS … BTS, FTS).
 * Throws a Problem where something stands outside a message, and where a batch has fewer messages than its trailer says.
 */
export async function* messagesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<RawMessage> {
  const apart = new Apart();
  let lines = 0;
  for await (const line of linesOf(input)) yield* apart.next(line, (lines += 1));
  if (lines === 0) throw fileProblem('file-empty', 'The delivery is empty.');
  yield* apart.end();
}

class Apart {
  private gathering: Gathering | undefined;
  private messages = 0;
  private inBatch = 0;

  *next(line: Line, number: number): Generator<RawMessage> {
    const name = SEGMENT.exec(line.text)?.[0];
    if (name !== undefined && ENVELOPE.has(name)) {
      yield* this.end();
      return this.envelope(name, line.text);
    }
    if (name === 'MSH') {
      yield* this.end();
      this.gathering = new Gathering((this.messages += 1));
      this.inBatch += 1;
    }
    if (!this.gathering) throw notHl7(number);
    if (name === undefined) this.gathering.goOn(line);
    else this.gathering.segment(line);
  }

  /** What was put together until now. */
  *end(): Generator<RawMessage> {
    if (this.gathering) yield this.gathering.done();
    this.gathering = undefined;
  }

  private envelope(name: string, text: string): void {
    if (name === 'BHS') this.inBatch = 0;
    if (name === 'BTS') requireAll(text, this.inBatch);
  }
}

/** BTS-1 counts the messages of its batch, where the sender gives it. */
function requireAll(trailer: string, seen: number): void {
  const said = trailer.slice(4).split(trailer.charAt(3))[0]?.trim() ?? '';
  if (!/^\d{1,9}$/.test(said) || Number(said) <= seen) return;
  const detail = `The batch has ${seen} messages, and its trailer says ${Number(said)}.`;
  throw fileProblem('hl7-batch-cut-off', detail, { messages: seen });
}

const notHl7 = (line: number) => fileProblem('hl7-not-hl7', `Line ${line} stands outside a message.`, { line });
