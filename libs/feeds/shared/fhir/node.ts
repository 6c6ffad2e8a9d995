import { Fault } from '../fault';

/**
 * A resource or a part of one, as FHIR's JSON has it; from XML it looks the same, but that a list of one stands alone.
 * So nothing is read but through these functions, which take both.
 */
export type Fhir = Readonly<Record<string, unknown>>;
export const NOTHING: Fhir = {};

/** No identifier, name or address of a resource that is read is longer. */
const LONGEST = 500;

export const isFhir = (value: unknown): value is Fhir =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const valuesOf = (node: Fhir, name: string): readonly unknown[] => {
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  return Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
};

export const parts = (node: Fhir, name: string): readonly Fhir[] => valuesOf(node, name).filter(isFhir);
export const part = (node: Fhir, name: string): Fhir => parts(node, name)[0] ?? NOTHING;

export function texts(node: Fhir, name: string): readonly string[] {
  return valuesOf(node, name).flatMap((value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
    const text = String(value).trim();
    if (text.length > LONGEST) throw new Fault('value-too-long', `${name} is longer than ${LONGEST} characters.`);
    return text === '' ? [] : [text];
  });
}
export const text = (node: Fhir, name: string): string | undefined => texts(node, name)[0];

export const typeOf = (resource: Fhir): string | undefined => text(resource, 'resourceType');

/** All codings of a CodeableConcept, or of several. */
export const codings = (node: Fhir, name: string): readonly Fhir[] =>
  parts(node, name).flatMap((concept) => parts(concept, 'coding'));
export const codeOf = (node: Fhir, name: string): string | undefined =>
  codings(node, name)
    .map((coding) => text(coding, 'code'))
    .find((code) => code !== undefined);

/** The extension whose address has `name` in it, also within other extensions, up to three deep. */
export function extension(node: Fhir, name: string, deep = 3): Fhir | undefined {
  const all = parts(node, 'extension');
  const found = all.find((one) => text(one, 'url')?.includes(name));
  if (found !== undefined || deep === 1) return found;
  return all.map((one) => extension(one, name, deep - 1)).find((one) => one !== undefined);
}

/** `system|value` of the identifier that is the resource's own; undefined where it has none. */
export function identifierOf(resource: Fhir): string | undefined {
  const own = parts(resource, 'identifier').find((one) => text(one, 'value') !== undefined);
  return own && `${text(own, 'system') ?? ''}|${text(own, 'value') ?? ''}`;
}

export const referenceIn = (node: Fhir, name: string): string | undefined => text(part(node, name), 'reference');
