import { fileProblem } from '../problem-codes';
import { broken, ElementCutter, type JsonElement, type JsonLimits, parseElement } from '../shared/json-elements';
import { listElements, peek } from '../shared/json-lists';

/** A child with all its episodes; the largest seen are some 100 kB. */
const LIMITS: JsonLimits = { elementCharacters: 8_000_000, name: 'child' };

/**
 * The children of a delivery, one text at a time. A delivery is a list of children, one child, or an object with
 * `Children` (a list, or one child).
 */
export async function* childElements(chunks: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  const { first, text } = await peek(chunks);
  if (first === '[') {
    yield* listElements(text, LIMITS);
    return;
  }
  if (first !== '{')
    throw fileProblem('json-not-expected', 'The document is neither a list nor an object.', { line: 1 });
  const envelope = new Envelope();
  for await (const chunk of text) yield* envelope.push(chunk);
  yield* envelope.end();
}

const QUOTE = '"';

/** Follows the outer object; what stands in its `Children` list goes to the cutter, the rest is kept as text. */
class Envelope {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private word = '';
  private key = '';
  private afterKey = false;
  private kept = '';
  private line = 1;
  private cutter: ElementCutter | undefined;
  private listed = false;

  *push(chunk: string): Generator<JsonElement> {
    let rest = chunk;
    while (rest !== '') {
      if (this.cutter === undefined) rest = this.outside(rest);
      else {
        const at = yield* this.cutter.push(rest);
        rest = rest.slice(at);
        if (this.cutter.finished) this.leaveList();
      }
    }
  }

  private leaveList(): void {
    this.line += (this.cutter?.currentLine ?? 1) - 1;
    this.cutter = undefined;
    this.kept += ']';
  }

  /** Reads up to the opening bracket of `Children`, or to the end; returns what is left. */
  private outside(text: string): string {
    for (let at = 0; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === '\n') this.line++;
      if (this.inString) this.inWord(char);
      else if (this.opensChildren(char)) {
        this.keep(text.slice(0, at + 1));
        if (this.listed) throw broken(this.line);
        this.listed = true;
        this.afterKey = false;
        this.cutter = new ElementCutter(LIMITS);
        return text.slice(at + 1);
      } else this.step(char);
    }
    this.keep(text);
    return '';
  }

  private opensChildren(char: string): boolean {
    return char === '[' && this.depth === 1 && this.afterKey && this.key.toLowerCase() === 'children';
  }

  private inWord(char: string): void {
    if (this.escaped) this.escaped = false;
    else if (char === '\\') this.escaped = true;
    else if (char === QUOTE) this.inString = false;
    else if (this.word.length < 20) this.word += char;
  }

  private step(char: string): void {
    if (char === QUOTE) {
      this.inString = true;
      this.word = '';
    } else if (char === '{' || char === '[') this.depth++;
    else if (char === '}' || char === ']') this.depth--;
    if (this.depth !== 1 || char.trim() === '') return;
    this.afterKey = char === ':';
    if (this.afterKey) this.key = this.word;
  }

  private keep(text: string): void {
    this.kept += text;
    if (this.kept.length > LIMITS.elementCharacters) {
      throw fileProblem('json-element-too-large', `A child is longer than ${LIMITS.elementCharacters} characters.`);
    }
  }

  *end(): Generator<JsonElement> {
    this.cutter?.close();
    if (this.depth > 0 || this.inString) {
      throw fileProblem('json-truncated', `The text ends inside an object (line ${this.line}).`, { line: this.line });
    }
    const element = { text: this.kept, index: 1, line: 1 };
    const outer = parseElement(element);
    if (this.listed) return;
    const children = (outer as Record<string, unknown>)['Children'] ?? (outer as Record<string, unknown>)['children'];
    yield children === undefined ? element : { ...element, text: JSON.stringify(children) };
  }
}
