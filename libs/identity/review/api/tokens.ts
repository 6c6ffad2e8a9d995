/** What waits for a person to say who is who. */
export const MATCHES = Symbol('Matches');
export const MATCH_DOORS = Symbol('doors of Matches');
