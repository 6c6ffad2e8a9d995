/** How far a reader may see into one thing; `status` includes whom to ring. */
export const LEVELS = ['nothing', 'existence', 'status', 'content'] as const;
export type Level = (typeof LEVELS)[number];

/** A decision: the level, the rule that led to it, why in the reader's words, and the agreement's version. */
export type Reach = Readonly<{ level: Level; rule: string; reason: string; version: string }>;

export const reaches = ({ level }: Pick<Reach, 'level'>, needed: Level): boolean =>
  LEVELS.indexOf(level) >= LEVELS.indexOf(needed);

/** The narrower of two: what must be open by both. */
export const narrower = (a: Reach, b: Reach): Reach => (reaches(a, b.level) ? b : a);
