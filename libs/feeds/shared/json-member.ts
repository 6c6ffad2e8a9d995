import { fileProblem } from '../problem-codes';
import { broken, ElementCutter, type JsonElement, type JsonLimits, parseElement } from './json-elements';

/** The list that an object holds as one of its members, by any case of its name. */
export type ListIn = JsonLimits & Readonly<{ member: string }>;

/**
 * The values of that list, one text at a time; where the member is no list, its value; where there is none, the whole
 * object. The rest of the object must be small.
 */
export async function* memberElements(chunks: AsyncIterable<string>, list: ListIn): AsyncGenerator<JsonElement> {
  const envelope = new Envelope(list);
  for await (const chunk of chunks) yield* envelope.push(chunk);
  yield* envelope.end();
}

const QUOTE = '"';

/** Follows the outer object; what stands in the list goes to the cutter, the rest is kept as text. */
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

  constructor(private readonly list: ListIn) {}

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

  /** Reads up to the opening bracket of the list, or to the end; returns what is left. */
  private outside(text: string): string {
    for (let at = 0; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === '\n') this.line++;
      if (this.inString) this.inWord(char);
      else if (this.opensList(char)) {
        this.keep(text.slice(0, at + 1));
        if (this.listed) throw broken(this.line);
        this.listed = true;
        this.afterKey = false;
        this.cutter = new ElementCutter(this.list);
        return text.slice(at + 1);
      } else this.step(char);
    }
    this.keep(text);
    return '';
  }

  private opensList(char: string): boolean {
    return char === '[' && this.depth === 1 && this.afterKey && this.isList(this.key);
  }

  private isList(name: string): boolean {
    return name.toLowerCase() === this.list.member.toLowerCase();
  }

  private inWord(char: string): void {
    if (this.escaped) this.escaped = false;
    else if (char === '\\') this.escaped = true;
    else if (char === QUOTE) this.inString = false;
    else if (this.word.length < 200) this.word += char;
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
    const { elementCharacters, name } = this.list;
    if (this.kept.length > elementCharacters) {
      throw fileProblem('json-element-too-large', `A ${name} is longer than ${elementCharacters} characters.`);
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
    const [, value] = Object.entries(outer as object).find(([name]) => this.isList(name)) ?? [];
    yield value === undefined ? element : { ...element, text: JSON.stringify(value) };
  }
}
