import type { Fact, Parsed } from '../format';
import { fileProblem } from '../problem-codes';
import { Fault } from '../shared/fault';
import { checked } from '../shared/facts';
import { ordinals } from '../shared/ordinals';
import { type Parked, parked } from '../shared/parked';
import { decodeUtf8 } from '../shared/text';
import type { XmlNode } from '../shared/xml-node';
import { PART, type XmlPlan, xmlParts } from '../shared/xml-parts';
import type { Cells } from './cells';
import type { Collection } from './collection';
import type { Row } from './csv-tables';
import { sightingOf } from './facts';
import { HEADER, type Table, tableOf } from './tables';

const RETURN: XmlPlan = {
  root: 'EXPSSDA903',
  notExpected: () => fileProblem('ssda903-not-a-return', 'The root element is not EXPSSDA903.'),
  wanted: (name, depth) => depth === 2 && name === 'CHILD',
};

/** Elements that are named otherwise than the column of the same meaning. */
const NAMES: Readonly<Record<string, string>> = { CHILD: 'CHILDID', PLACE: 'PL' };
const elementOf = (column: string): string => NAMES[column] ?? column;

/** The children of the return, one record each, with whatever of a child could not be read. */
export async function* readXml(
  input: AsyncIterable<Uint8Array>,
  collection: Collection,
): AsyncGenerator<Row | { kind: 'partial' }> {
  const ordinal = ordinals();
  let index = 0;
  for await (const part of xmlParts(decodeUtf8(input), RETURN)) {
    if (part.kind === 'partial') yield part;
    else yield* new ChildReading(part.node, { collection, ordinal, place: `CHILD[${++index}]` }).read();
  }
}

type Given = Readonly<{ collection: Collection; ordinal: (key: string) => string; place: string }>;
type Block = Readonly<{ node: XmlNode; table: Table | undefined; place: string }>;

class ChildReading {
  private readonly facts: Fact[] = [];
  private readonly parkedBlocks: Parked[] = [];
  private dropped = 0;

  constructor(
    private readonly child: XmlNode,
    private readonly given: Given,
  ) {}

  *read(): Generator<Parked | Extract<Parsed, { kind: 'record' }>> {
    const { place, collection } = this.given;
    const header = this.child.first('HEADER');
    if (header?.value('CHILDID') === undefined) {
      yield parked(place, 'value-missing', `${place} has no CHILDID.`, whole(this.child.xml()));
      return;
    }
    const sighting = sightingOf(cellsOf(header));
    for (const block of this.blocks(header)) this.take(block, header, `csc/${sighting.localId}`);
    const { facts } = this;
    const scope = collection.scope === undefined ? {} : { scope: collection.scope };
    const dropped = this.dropped > 0 ? { dropped: this.dropped } : {};
    const unknown = facts.length === 0 ? { ifKnown: true as const } : {};
    yield { kind: 'record', place, sighting, facts, ...scope, ...dropped, ...unknown };
    yield* this.parkedBlocks;
  }

  private *blocks(header: XmlNode): Generator<Block> {
    yield { node: header, table: HEADER, place: 'HEADER' };
    const within = [...header.children, ...this.child.children].filter(
      (node) => node !== header && node.children.length > 0,
    );
    const numbers = new Map<string, number>();
    for (const node of within) {
      const number = (numbers.get(node.name) ?? 0) + 1;
      numbers.set(node.name, number);
      yield { node, table: tableOf(node.children.map(({ name }) => name)), place: `${node.name}[${number}]` };
    }
  }

  private take({ node, table, place }: Block, header: XmlNode, path: string): void {
    const { ordinal, collection } = this.given;
    this.dropped += unreadIn(node, table);
    try {
      const facts = table?.read?.(cellsOf(node), { path, ordinal, asOn: collection.asOn }) ?? [];
      for (const { fact, dropped } of facts.map(checked)) {
        this.facts.push(fact);
        this.dropped += dropped;
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const at = `${this.given.place}/${place}`;
      this.parkedBlocks.push(parked(at, error.code, `${at}: ${error.message}`, alone(this.child, header, node)));
    }
  }
}

const cellsOf = (node: XmlNode): Cells => ({ get: (name) => node.value(elementOf(name)) ?? '' });

/** Values that are not read: of a table that is not held all, else those of other columns. */
function unreadIn(node: XmlNode, table: Table | undefined): number {
  const read = new Set([...(table?.needed ?? []), ...(table?.optional ?? [])].map(elementOf));
  const unread = node.children.filter((child) => child.children.length > 0 || !read.has(child.name));
  // What stands in a header are blocks of their own.
  const own = table === HEADER ? unread.filter(({ children }) => children.length === 0) : unread;
  return own.reduce((sum, child) => sum + child.leaves, 0);
}

/** A return of one child, marked as a part: it must take back nothing. */
const whole = (child: string): string => `<?${PART}?><EXPSSDA903>${child}</EXPSSDA903>`;

/** The child with one block, and with what says who it is. */
function alone(child: XmlNode, header: XmlNode, block: XmlNode): string {
  const inHeader = header.xml((node) => node === block || node.children.length === 0);
  const beside = child.children.includes(block) && block !== header ? block.xml() : '';
  return whole(`<CHILD>${inHeader}${beside}</CHILD>`);
}
