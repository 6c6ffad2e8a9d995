import { fileProblem } from '../problem-codes';
import { GuardedXml, xmlPieces } from '../shared/guarded-xml';
import { XmlNode } from './xml-node';

const [DEEPEST, MOST_NODES] = [32, 50_000];

/** A processing instruction of this name says that the document is a part of a return, parked before and sent again. */
export const PART = 'tributary-part';

export type CensusPart = Readonly<
  { kind: 'partial' } | { kind: 'header'; header: XmlNode } | { kind: 'child'; child: XmlNode; line: number }
>;

/** The header and the children of a census, one at a time. */
export async function* censusParts(chunks: AsyncIterable<string>): AsyncGenerator<CensusPart> {
  const reading = new Reading();
  for await (const chunk of chunks) {
    for (const piece of xmlPieces(chunk)) {
      reading.xml.write(piece);
      yield* reading.taken();
    }
  }
  reading.xml.close();
  yield* reading.taken();
}

class Reading {
  readonly xml = new GuardedXml(
    {
      opened: (name) => this.opened(name),
      closed: () => this.closed(),
      text: (text) => this.open.at(-1)?.add(text),
      instruction: (target) => {
        if (target === PART) this.parts.push({ kind: 'partial' });
      },
    },
    DEEPEST,
  );
  private readonly open: XmlNode[] = [];
  private parts: CensusPart[] = [];
  private nodes = 0;
  private childLine = 1;

  taken(): readonly CensusPart[] {
    const parts = this.parts;
    this.parts = [];
    return parts;
  }

  private opened(name: string): void {
    const { depth, line } = this.xml;
    if (depth === 1 && name !== 'Message') throw fileProblem('cin-not-a-census', 'The root element is not Message.');
    const parent = this.open.at(-1);
    const starts = (depth === 2 && name === 'Header') || (depth === 3 && name === 'Child');
    if (parent === undefined && !starts) return;
    if (parent === undefined) {
      this.nodes = 0;
      this.childLine = line;
    }
    if (++this.nodes > MOST_NODES)
      throw fileProblem('xml-child-too-large', `The child at line ${this.childLine} is too large.`, this.xml.place());
    const node = new XmlNode(name);
    parent?.children.push(node);
    this.open.push(node);
  }

  private closed(): void {
    const node = this.open.pop();
    if (node === undefined || this.open.length > 0) return;
    this.parts.push(
      node.name === 'Header' ? { kind: 'header', header: node } : { kind: 'child', child: node, line: this.childLine },
    );
  }
}
