import type { Envelope } from '@tributary/kernel';

/** By which a child's clocks stand down, and run again. */
export const STANDS_DOWN = ['identity.clocks-stood-down', 'identity.clocks-resumed'] as const;
const [DOWN] = STANDS_DOWN;

const ALL: ReadonlySet<string> = new Set(STANDS_DOWN);
export const isStandingDown = ({ type }: Readonly<{ type: string }>): boolean => ALL.has(type);

/** Whether, by what stands on the child's own stream, nobody is to be alerted or reminded of anything about the child. */
export const hasStoodDown = (own: readonly Envelope[]): boolean => own.findLast(isStandingDown)?.type === DOWN;
