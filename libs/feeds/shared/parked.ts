import type { Parsed, Place } from '../parsed';
import type { FeedProblemCode } from '../problem-codes';

export type Parked = Extract<Parsed, { kind: 'parked' }>;
/** `message` masks values; `raw` is a delivery of the same format that holds this record alone, for redrive. */
export const parked = (place: Place, code: FeedProblemCode, message: string, raw: string): Parked => ({
  kind: 'parked',
  place,
  code,
  message,
  raw,
});
