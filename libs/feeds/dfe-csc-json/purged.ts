import { booleanOf, type Json } from '../shared/json-values';

/** The authority takes the block, episode or child back. */
export const purged = (source: Json): boolean => booleanOf(source, 'purge') === true;
