import { readFileSync } from 'node:fs';
import { validateData } from '@tributary/catalogue';
import { type Instant, Problem } from '@tributary/kernel';
import type { Fact, FeedFormat, Parsed } from './format';
import type { Mapping } from './shared/mapping';

/** Helpers of this room's specs. */
export const RECEIVED = '2026-01-20T09:00:00.000Z' as Instant;

export async function* pieces(content: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function parseAll(
  format: FeedFormat,
  content: string | Uint8Array,
  mediaType?: string,
  size?: number,
): Promise<Parsed[]> {
  const all: Parsed[] = [];
  const options = { receivedAt: RECEIVED, mediaType: mediaType ?? format.mediaTypes[0] ?? '' };
  for await (const parsed of format.parse(pieces(content, size), options)) all.push(parsed);
  return all;
}

/** A mapped format with the mapping of one feed. */
export const withMapping = (format: FeedFormat, mapping: Mapping | undefined): FeedFormat => ({
  ...format,
  parse: (input, options) => format.parse(input, mapping ? { ...options, mapping } : options),
});

export const parseMapped = (
  format: FeedFormat,
  mapping: Mapping,
  ...given: [content: string | Uint8Array, mediaType?: string, size?: number]
): Promise<Parsed[]> => parseAll(withMapping(format, mapping), ...given);

export const problemOfMapped = (
  format: FeedFormat,
  mapping: Mapping | undefined,
  ...given: [content: string | Uint8Array, mediaType?: string]
): Promise<Problem> => problemOf(withMapping(format, mapping), ...given);

export async function problemOf(
  format: FeedFormat,
  content: string | Uint8Array,
  mediaType?: string,
): Promise<Problem> {
  try {
    await parseAll(format, content, mediaType);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('no problem was met');
}

export type RecordParsed = Extract<Parsed, { kind: 'record' }>;
export type ParkedParsed = Extract<Parsed, { kind: 'parked' }>;
export const records = (all: readonly Parsed[]): RecordParsed[] => all.filter((one) => one.kind === 'record');
export const parkedOf = (all: readonly Parsed[]): ParkedParsed[] => all.filter((one) => one.kind === 'parked');
export const factsOf = (all: readonly Parsed[]): Fact[] => records(all).flatMap(({ facts }) => facts);

/** `type` or `-type` for a retraction, in order. */
export const shortFacts = (all: readonly Parsed[]): string[] =>
  factsOf(all).map(({ type, retracted }) => `${retracted ? '-' : ''}${type.slice(type.indexOf('.') + 1)}`);

/** Facts whose data would not pass the catalogue. */
export const invalidFacts = (all: readonly Parsed[]): string[] =>
  factsOf(all)
    .filter((fact) => !fact.retracted && !validateData(fact.type, fact.data).ok)
    .map(({ type }) => type);

export const fixture = (folder: string, name: string): string =>
  readFileSync(`${__dirname}/${folder}/fixtures/${name}`, 'utf8');

/** A mapping as it is shipped. */
export const preset = (name: string): string =>
  readFileSync(`${__dirname}/../../infra/demo/mappings/${name}.yaml`, 'utf8');
