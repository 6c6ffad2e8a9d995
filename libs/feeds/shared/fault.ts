import type { FeedProblemCode } from '../problem-codes';

/** Why one record cannot be taken in. Thrown inside a parser and caught where the record's place is known. */
export class Fault extends Error {
  constructor(
    readonly code: FeedProblemCode,
    /** Names fields, never values. */
    message: string,
  ) {
    super(message);
  }
}
