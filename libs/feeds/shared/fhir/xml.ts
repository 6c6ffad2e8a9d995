import { fileProblem } from '../../problem-codes';
import { GuardedXml, xmlPieces } from '../guarded-xml';
import type { Fhir } from './node';

const [DEEPEST, MOST_NODES] = [40, 100_000];
/** Elements that hold one resource each, which is named by the element within. */
const HOLDERS = new Set(['resource', 'contained']);

type Open = { readonly name: string; readonly fields: Record<string, unknown>; readonly value: string | undefined };
/** Without a prototype: an element may bear any name. */
const noFields = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/**
 * One FHIR resource from its XML. A primitive is its `value` (extensions of primitives are left out), narrative is
 * passed over. Throws where it is larger than `longest` characters.
 */
export async function readFhirXml(chunks: AsyncIterable<string>, longest: number): Promise<Fhir> {
  const reading = new Reading();
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > longest)
      throw fileProblem('fhir-too-large', `The message is longer than ${longest} characters.`, reading.place());
    for (const piece of xmlPieces(chunk)) reading.write(piece);
  }
  return reading.end();
}

class Reading {
  private readonly xml = new GuardedXml(
    {
      opened: (name, attributes) => this.opened(name, attributes),
      closed: () => this.closed(),
      text: () => undefined,
    },
    DEEPEST,
  );
  private readonly open: Open[] = [];
  private nodes = 0;
  private narrative = 0;
  private root: Fhir | undefined;

  write(piece: string): void {
    this.xml.write(piece);
  }
  place(): { line: number; column: number } {
    return this.xml.place();
  }
  end(): Fhir {
    this.xml.close();
    return this.root ?? {};
  }

  private opened(name: string, attributes: Readonly<Record<string, string>>): void {
    if (++this.nodes > MOST_NODES)
      throw fileProblem('fhir-too-large', `The message has more than ${MOST_NODES} elements.`, this.place());
    if (this.narrative > 0 || name === 'div') {
      this.narrative++;
      return;
    }
    const fields = noFields();
    for (const kept of ['url', 'id']) if (attributes[kept] !== undefined) fields[kept] = attributes[kept];
    this.open.push({ name, fields, value: attributes['value'] });
  }

  private closed(): void {
    if (this.narrative > 0) {
      this.narrative--;
      return;
    }
    const node = this.open.pop();
    if (node === undefined) return;
    const parent = this.open.at(-1);
    if (parent === undefined) this.root = resource(node);
    else if (HOLDERS.has(parent.name)) Object.assign(parent.fields, resource(node));
    else add(parent.fields, node.name, node.value ?? node.fields);
  }
}

const resource = ({ name, fields }: Open): Fhir => Object.assign(noFields(), fields, { resourceType: name });

function add(fields: Record<string, unknown>, name: string, value: unknown): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}
