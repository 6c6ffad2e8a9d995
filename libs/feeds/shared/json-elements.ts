import { fileProblem } from '../problem-codes';

/** One JSON value of a longer document: its text, its number (from 1) and the line it starts on. */
export type JsonElement = Readonly<{ text: string; index: number; line: number }>;
export type JsonLimits = Readonly<{ elementCharacters: number; name: string }>;

const [QUOTE, BACKSLASH, COMMA, NEWLINE] = [34, 92, 44, 10];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
const DEEPEST = 64;

/**
 * Cuts a text that arrives in pieces into the values of one list (`wanted` deep), without building the whole. It only
 * counts brackets and skips strings; whether a value is well-formed shows when it is parsed.
 */
export class ElementCutter {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private index = 0;
  private startLine = 1;
  private parts: string[] = [];
  private size = 0;
  private started = false;
  /** A comma was read and no value after it. */
  private owed = false;
  private ended = false;

  constructor(private readonly limits: JsonLimits) {}

  get finished(): boolean {
    return this.ended;
  }
  get currentLine(): number {
    return this.line;
  }

  /** Values that end in `text`, which starts after the list's opening bracket. Returns where the list closed. */
  *push(text: string): Generator<JsonElement, number> {
    let from = 0;
    let at = 0;
    while (at < text.length) {
      if (this.inString) {
        at = this.skipString(text, at);
        continue;
      }
      const code = text.charCodeAt(at);
      if (code === NEWLINE) this.line++;
      else if (this.depth === 0 && (code === COMMA || code === CLOSE_LIST)) {
        this.keep(text, from, at);
        const element = this.cut(code === COMMA);
        if (element !== undefined) yield element;
        if (code === CLOSE_LIST) {
          this.ended = true;
          return at + 1;
        }
        from = at + 1;
      } else this.step(code);
      at++;
    }
    this.keep(text, from, text.length);
    return text.length;
  }

  private step(code: number): void {
    if (code > 32 && !this.started) {
      this.started = true;
      this.startLine = this.line;
    }
    if (code === QUOTE) this.inString = true;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (++this.depth > DEEPEST)
        throw fileProblem('json-too-deep', `Line ${this.line} is nested too deeply.`, { line: this.line });
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (--this.depth < 0) throw broken(this.line);
    }
  }

  private skipString(text: string, start: number): number {
    let at = start;
    if (this.escaped) {
      this.escaped = false;
      at++;
    }
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.inString = false;
        return at + 1;
      }
      if (code === NEWLINE) this.line++;
      if (code === BACKSLASH && ++at >= text.length) this.escaped = true;
    }
    return text.length;
  }

  private keep(text: string, from: number, to: number): void {
    this.size += to - from;
    if (this.size > this.limits.elementCharacters) {
      const detail = `${this.limits.name} ${this.index + 1} (line ${this.startLine}) is longer than ${this.limits.elementCharacters} characters.`;
      throw fileProblem('json-element-too-large', detail, { line: this.startLine });
    }
    if (to > from) this.parts.push(text.slice(from, to));
  }

  private cut(byComma: boolean): JsonElement | undefined {
    const text = this.parts.join('');
    this.parts = [];
    this.size = 0;
    if (!this.started) {
      if (byComma || this.owed) throw broken(this.line);
      return undefined;
    }
    this.started = false;
    this.owed = byComma;
    return { text, index: ++this.index, line: this.startLine };
  }

  /** Throws where the list was not closed. */
  close(): void {
    if (this.ended) return;
    const where = this.started
      ? `inside ${this.limits.name} ${this.index + 1}`
      : `after ${this.limits.name} ${this.index}`;
    throw fileProblem('json-truncated', `The text ends ${where} (line ${this.line}).`, { line: this.line });
  }
}

export const broken = (line: number): Error =>
  fileProblem('json-broken', `The text is not JSON at line ${line}.`, { line });

/** Parses one element; its text is JSON or the file is broken. */
export function parseElement(element: JsonElement): unknown {
  try {
    return JSON.parse(element.text) as unknown;
  } catch {
    throw broken(element.line);
  }
}

/** Throws where a value, alone in its document, is nested too deeply; what else is wrong with it shows when parsed. */
export function refuseDeep(text: string, limits: JsonLimits): void {
  const cutter = new ElementCutter(limits);
  for (const element of cutter.push(text)) if (element.index > 1) return;
}
