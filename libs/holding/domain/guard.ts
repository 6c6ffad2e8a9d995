import { type Instant, millisOf } from '@tributary/kernel';

/** More of a feed than this share at once waits for a person: it looks like a mistake in agreements, or in a clock. */
export const MOST_AT_ONCE = 0.2;
/** As few as these are never held up: of a handful, one is a large share. */
const FEW = 5;
/** Longer than this between two rounds, in milliseconds, and all waits: a clock may have jumped, or the hub stood still. */
const LONGEST_PAUSE = 31 * 86_400_000;

/** How long a person's word holds, in milliseconds. */
const WORD_HOLDS = 7 * 86_400_000;

/** What a person let go: what was due by then, and no more events than were due when they looked. */
export type LetGo = Readonly<{ dueBy: Instant; events: number }>;

/** Up to what is due a person's word still lets events go; undefined where it does not, or more is due than they saw. */
export function letGoUntil(said: LetGo | undefined, dueByThen: number, now: Instant): Instant | undefined {
  if (!said || dueByThen > said.events) return undefined;
  return millisOf(now) - millisOf(said.dueBy) <= WORD_HOLDS ? said.dueBy : undefined;
}

/** Why what is due of a feed waits for somebody's word; undefined where it may go. */
export type Waiting = 'large-share' | 'long-pause';

export type Asked = Readonly<{
  /** Events due that no person's word lets go, and all that stand of the feed. */
  due: number;
  of: number;
  now: Instant;
  /** Null where there was none before: what a hub held when it first looked is held up by its share alone. */
  lastRound: Instant | null;
}>;

export function waitingFor({ due, of, now, lastRound }: Asked): Waiting | undefined {
  if (due === 0) return undefined;
  if (lastRound !== null && millisOf(now) - millisOf(lastRound) > LONGEST_PAUSE) return 'long-pause';
  return due > FEW && due > of * MOST_AT_ONCE ? 'large-share' : undefined;
}
