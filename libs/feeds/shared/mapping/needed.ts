import type { Instant } from '@tributary/kernel';
import type { Parsed, Place } from '../../parsed';
import { type FeedProblemCode, fileProblem } from '../../problem-codes';
import { Fault } from '../fault';
import { parked } from '../parked';
import type { MappedFormatId } from './document';
import type { Mapping } from './mapping';
import type { Source } from './source';

/** The mapping by which a delivery is read. Throws a Problem where there is none, or one of another format. */
export function neededMapping({ mapping }: { mapping?: Mapping }, format: MappedFormatId): Mapping {
  if (mapping?.format === format) return mapping;
  throw fileProblem(
    'mapping-missing',
    mapping ? `The mapping in force is for ${mapping.format}.` : 'None is in force.',
  );
}

type Row = Readonly<{ source: Source; place: Place; dropped: number; raw: () => string }>;

/** What one row says; what cannot be taken in is parked with its place. */
export function readRow(
  mapping: Mapping,
  { source, place, dropped, raw }: Row,
  { receivedAt }: { receivedAt: Instant },
): Parsed {
  try {
    const record = mapping.read(source, place, receivedAt);
    const all = dropped + (record.dropped ?? 0);
    return all > 0 ? { ...record, dropped: all } : record;
  } catch (error) {
    if (error instanceof Fault) return parkedRow(place, error.code, error.message, raw);
    throw error;
  }
}

export const parkedRow = (place: Place, code: FeedProblemCode, message: string, raw: () => string): Parsed =>
  parked(place, code, `${place.slice(0, 1).toUpperCase()}${place.slice(1)}: ${message}`, raw());
