/** The two places a read model stands in: one is read while the other is rebuilt. */
export const SLOTS = ['read_a', 'read_b'] as const;
export type Slot = (typeof SLOTS)[number];
