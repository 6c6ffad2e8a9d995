import { SaxesParser } from 'saxes';
import { fileProblem } from '../problem-codes';

const [LONGEST_TEXT, PIECE] = [1_000_000, 65_536];

/** What a parser takes at once; between two pieces a caller can take out what was read. */
export function* xmlPieces(chunk: string): Generator<string> {
  for (let at = 0; at < chunk.length; at += PIECE) yield chunk.slice(at, at + PIECE);
}

export type XmlHandlers = Readonly<{
  /** `name` without its prefix; attributes as they stand. */
  opened: (name: string, attributes: Readonly<Record<string, string>>) => void;
  closed: () => void;
  text: (text: string) => void;
  instruction?: (target: string) => void;
}>;

/**
 * XML from anybody: namespaces are disregarded, nothing is expanded but the five entities of XML itself, any document
 * type is refused before it is read to its end, and neither depth nor a text without a tag can grow without end.
 */
export class GuardedXml {
  private readonly parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  private depthNow = 0;
  private sinceTag = 0;
  private prolog: string | undefined = '';

  constructor(
    private readonly handlers: XmlHandlers,
    private readonly deepest: number,
  ) {
    this.parser.on('opentag', ({ name, attributes }) => this.opened(name, attributes));
    this.parser.on('closetag', () => this.closed());
    this.parser.on('text', (text) => this.text(text));
    this.parser.on('cdata', (text) => this.text(text));
    this.parser.on('processinginstruction', ({ target }) => handlers.instruction?.(target));
    this.parser.on('doctype', () => this.refuse());
    this.parser.on('error', () => this.broken());
  }

  /** Elements that are open, the one just opened included. */
  get depth(): number {
    return this.depthNow;
  }
  get line(): number {
    return this.parser.line;
  }
  place(): { line: number; column: number } {
    return { line: this.parser.line, column: this.parser.column };
  }

  close(): void {
    this.parser.close();
  }

  /** A piece of the text, as `xmlPieces` cuts it. */
  write(text: string): void {
    this.watchProlog(text);
    this.sinceTag += text.length;
    this.parser.write(text);
    if (this.sinceTag > LONGEST_TEXT) {
      throw fileProblem('xml-text-too-long', `After line ${this.line} a text does not end.`, this.place());
    }
  }

  /** A document type would be kept in memory to its end before the parser tells of it. */
  private watchProlog(text: string): void {
    if (this.prolog === undefined) return;
    this.prolog += text;
    if (/<!(DOCTYPE|ENTITY)/i.test(this.prolog)) this.refuse();
    this.prolog = this.depthNow > 0 ? undefined : this.prolog.slice(-16);
  }

  private opened(name: string, attributes: Readonly<Record<string, string>>): void {
    this.sinceTag = 0;
    this.depthNow++;
    if (this.depthNow > this.deepest)
      throw fileProblem('xml-too-deep', `Line ${this.line} is nested too deeply.`, this.place());
    this.handlers.opened(name.slice(name.indexOf(':') + 1), attributes);
  }

  private closed(): void {
    this.sinceTag = 0;
    this.depthNow--;
    this.handlers.closed();
  }

  private text(text: string): void {
    this.sinceTag = 0;
    this.handlers.text(text);
  }

  private refuse(): never {
    throw fileProblem('xml-doctype-refused', 'The file declares a document type or an entity.', { line: this.line });
  }

  private broken(): never {
    const { line, column } = this.place();
    throw fileProblem('xml-broken', `The XML is not well-formed at line ${line}, column ${column}.`, { line, column });
  }
}
