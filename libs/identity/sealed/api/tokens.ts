/** What adoption teams seal apart. */
export const SEALED_PAIRS = Symbol('SealedPairs');
export const SEALED_DOORS = Symbol('doors of SealedPairs');
