import type { Instant } from '@tributary/kernel';
import type { Parsed } from './parsed';
import type { Mapping } from './shared/mapping';
import type { SampleFile } from './shared/samples';

export * from './parsed';

export type FeedFormatId =
  | 'mapped-csv'
  | 'mapped-json'
  | 'cloudevents'
  | 'attendance-csv'
  | 'suspension-csv'
  | 'pupil-csv'
  | 'ctf-xml'
  | 'school-json'
  | 'ssda903'
  | 'dfe-csc-json'
  | 'cin-census-xml'
  | 'nems-stu3'
  | 'mns-signal'
  | 'hl7v2'
  | 'fhir-r4-uk-core';

/** How fresh what a feed says is, freshest first. A `return` fills history and never decides a current state. */
export const CURRENCIES = ['live', 'daily', 'weekly', 'return'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Whether a feed may say so of itself: its format's own currency is the freshest that it can be. */
export const mayBe = (currency: Currency, own: Currency): boolean =>
  CURRENCIES.indexOf(currency) >= CURRENCIES.indexOf(own);

export type ParseOptions = Readonly<{
  receivedAt: Instant;
  mediaType: string;
  /** How a feed of a mapped format is read; the others need none. */
  mapping?: Mapping;
}>;

/**
 * One native format. `parse` streams: memory does not grow with the file. A fault of one record is yielded as
 * `parked`; a fault of the whole file (broken XML, wrong header, cut off) throws a Problem that says what and where.
 */
export interface FeedFormat {
  readonly id: FeedFormatId;
  readonly title: string;
  readonly mediaTypes: readonly string[];
  readonly currency: Currency;
  /** What orders two statements about one item: the source's stamp, or arrival. */
  readonly revisions: 'stamp' | 'arrival';
  /** A mapping says how each feed of it is read. */
  readonly mapped?: true;
  /** Files of this form about the sandbox's children; none where a sender has to bring its own. The same each time. */
  readonly samples?: () => readonly SampleFile[];
  parse(input: AsyncIterable<Uint8Array>, options: ParseOptions): AsyncIterable<Parsed>;
}
