import { fileProblem } from '../problem-codes';
import { GuardedXml, xmlPieces } from './guarded-xml';
import { XmlNode } from './xml-node';

const [DEEPEST, MOST_NODES] = [32, 50_000];

/** A processing instruction of this name says that the document is a part of a whole, parked before and sent again. */
export const PART = 'tributary-part';

/** Which elements of a document are read, each on its own; nothing else of it is kept. */
export type XmlPlan = Readonly<{
  root: string;
  /** What to throw where the root is another. */
  notExpected(): Error;
  /** Whether an element is one; `depth` is 1 for the root. */
  wanted(name: string, depth: number): boolean;
}>;
export type XmlPart = Readonly<{ kind: 'partial' } | { kind: 'element'; node: XmlNode; line: number }>;

/** The wanted elements of a document, one at a time, without their attributes. */
export async function* xmlParts(chunks: AsyncIterable<string>, plan: XmlPlan): AsyncGenerator<XmlPart> {
  const reading = new Reading(plan);
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
  private parts: XmlPart[] = [];
  private nodes = 0;
  private startLine = 1;

  constructor(private readonly plan: XmlPlan) {}

  taken(): readonly XmlPart[] {
    const parts = this.parts;
    this.parts = [];
    return parts;
  }

  private opened(name: string): void {
    const { depth, line } = this.xml;
    if (depth === 1 && name !== this.plan.root) throw this.plan.notExpected();
    const parent = this.open.at(-1);
    if (parent === undefined && !this.plan.wanted(name, depth)) return;
    if (parent === undefined) {
      this.nodes = 0;
      this.startLine = line;
    }
    if (++this.nodes > MOST_NODES)
      throw fileProblem('xml-child-too-large', `The element at line ${this.startLine} is too large.`, this.xml.place());
    const node = new XmlNode(name);
    parent?.children.push(node);
    this.open.push(node);
  }

  private closed(): void {
    const node = this.open.pop();
    if (node === undefined || this.open.length > 0) return;
    this.parts.push({ kind: 'element', node, line: this.startLine });
  }
}
