/** What waits for a person to say who is who. */
export const MATCHES = Symbol('Matches');
/** Taking records out of children. */
export const RECORD_MOVES = Symbol('RecordMoves');
export const MATCH_DOORS = Symbol('doors of Matches');
