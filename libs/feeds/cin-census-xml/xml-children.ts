import { SaxesParser } from 'saxes';
import { fileProblem } from '../problem-codes';
import { XmlNode } from './xml-node';

const [DEEPEST, LONGEST_TEXT, MOST_NODES, PIECE] = [32, 1_000_000, 50_000, 65_536];

/** A processing instruction of this name says that the document is a part of a return, parked before and sent again. */
export const PART = 'tributary-part';

export type CensusPart = Readonly<
  { kind: 'partial' } | { kind: 'header'; header: XmlNode } | { kind: 'child'; child: XmlNode; line: number }
>;

/**
 * The header and the children of a census, one at a time; namespaces are disregarded. Nothing is expanded but the five
 * entities of XML itself: any document type is refused before it is read to its end.
 */
export async function* censusParts(chunks: AsyncIterable<string>): AsyncGenerator<CensusPart> {
  const reading = new Reading();
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      reading.write(chunk.slice(at, at + PIECE));
      yield* reading.taken();
    }
  }
  reading.close();
  yield* reading.taken();
}

class Reading {
  private readonly parser = new SaxesParser({ position: true });
  private readonly open: XmlNode[] = [];
  private parts: CensusPart[] = [];
  private depth = 0;
  private nodes = 0;
  private childLine = 1;
  private sinceTag = 0;
  private prolog: string | undefined = '';

  constructor() {
    this.parser.on('opentag', ({ name }) => this.opened(name.slice(name.indexOf(':') + 1)));
    this.parser.on('closetag', () => this.closed());
    this.parser.on('text', (text) => this.text(text));
    this.parser.on('cdata', (text) => this.text(text));
    this.parser.on('processinginstruction', ({ target }) => {
      if (target === PART) this.parts.push({ kind: 'partial' });
    });
    this.parser.on('doctype', () => this.refuse());
    this.parser.on('error', () => this.broken());
  }

  write(text: string): void {
    this.watchProlog(text);
    this.sinceTag += text.length;
    this.parser.write(text);
    if (this.sinceTag > LONGEST_TEXT) {
      throw fileProblem('xml-text-too-long', `After line ${this.parser.line} a text does not end.`, this.place());
    }
  }

  close(): void {
    this.parser.close();
  }

  taken(): readonly CensusPart[] {
    const parts = this.parts;
    this.parts = [];
    return parts;
  }

  /** A document type would be kept in memory to its end before the parser tells of it. */
  private watchProlog(text: string): void {
    if (this.prolog === undefined) return;
    this.prolog += text;
    if (/<!(DOCTYPE|ENTITY)/i.test(this.prolog)) this.refuse();
    this.prolog = this.depth > 0 ? undefined : this.prolog.slice(-16);
  }

  private opened(name: string): void {
    this.sinceTag = 0;
    this.depth++;
    if (this.depth > DEEPEST)
      throw fileProblem('xml-too-deep', `Line ${this.parser.line} is nested too deeply.`, this.place());
    if (this.depth === 1 && name !== 'Message')
      throw fileProblem('cin-not-a-census', 'The root element is not Message.');
    const parent = this.open.at(-1);
    const starts = (this.depth === 2 && name === 'Header') || (this.depth === 3 && name === 'Child');
    if (parent === undefined && !starts) return;
    if (parent === undefined) {
      this.nodes = 0;
      this.childLine = this.parser.line;
    }
    if (++this.nodes > MOST_NODES)
      throw fileProblem('xml-child-too-large', `The child at line ${this.childLine} is too large.`, this.place());
    const node = new XmlNode(name);
    parent?.children.push(node);
    this.open.push(node);
  }

  private closed(): void {
    this.sinceTag = 0;
    this.depth--;
    const node = this.open.pop();
    if (node === undefined || this.open.length > 0) return;
    this.parts.push(
      node.name === 'Header' ? { kind: 'header', header: node } : { kind: 'child', child: node, line: this.childLine },
    );
  }

  private text(text: string): void {
    this.sinceTag = 0;
    this.open.at(-1)?.add(text);
  }

  private refuse(): never {
    throw fileProblem('xml-doctype-refused', 'The file declares a document type or an entity.', {
      line: this.parser.line,
    });
  }

  private broken(): never {
    const { line, column } = this.place();
    throw fileProblem('xml-broken', `The XML is not well-formed at line ${line}, column ${column}.`, { line, column });
  }

  private place(): { line: number; column: number } {
    return { line: this.parser.line, column: this.parser.column };
  }
}
