import type { ParseOptions } from '../../format';
import { type JsonElement, type JsonLimits, parseElement, refuseDeep } from '../json-elements';
import { lineElements, listElements, peek, wholeText } from '../json-lists';
import { decodeUtf8 } from '../text';
import { type Fhir, isFhir, NOTHING } from './node';
import { readFhirXml } from './xml';

/** Beside FHIR's own, the plain ones that many systems name. */
export const FHIR_MEDIA_TYPES = [
  'application/fhir+json',
  'application/fhir+xml',
  'application/fhir+ndjson',
  'application/json',
  'application/xml',
  'text/xml',
  'application/x-ndjson',
] as const;

/** One document of a delivery; `raw` is a delivery that holds it alone. */
export type FhirDocument = Readonly<{ root: Fhir; place: string; raw: () => string }>;

/**
 * The documents of a delivery, one at a time: one in XML or JSON, a JSON list, or one a line. Which it is shows in the
 * text: senders name media types as they like. None is larger than `limits` allow, so memory does not grow.
 */
export async function* fhirDocuments(
  input: AsyncIterable<Uint8Array>,
  { mediaType }: Pick<ParseOptions, 'mediaType'>,
  limits: JsonLimits,
): AsyncGenerator<FhirDocument> {
  const { first, text } = await peek(decodeUtf8(input));
  if (first === '<') {
    const root = await readFhirXml(text, limits.elementCharacters);
    yield { root, place: `${limits.name} 1`, raw: () => JSON.stringify(root) };
    return;
  }
  for await (const element of elements(text, first, { mediaType, limits })) {
    refuseDeep(element.text, limits);
    const value = parseElement(element);
    yield { root: isFhir(value) ? value : NOTHING, place: `${limits.name} ${element.index}`, raw: () => element.text };
  }
}

async function* elements(
  text: AsyncIterable<string>,
  first: string,
  { mediaType, limits }: { mediaType: string; limits: JsonLimits },
): AsyncGenerator<JsonElement> {
  if (/ndjson/i.test(mediaType)) yield* lineElements(text, limits);
  else if (first === '[') yield* listElements(text, limits);
  else yield { text: await wholeText(text, limits), index: 1, line: 1 };
}
