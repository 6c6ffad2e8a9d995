import { Problem } from '@tributary/kernel';
import { codeOf } from '../observe/safe-error';

/**
 * What a failed attempt means: `moved` another consumer was faster, look again; `transient` the surroundings are away,
 * wait; `stop` this program must not go on here; `poison` this event cannot be taken.
 */
export type Verdict = 'moved' | 'transient' | 'stop' | 'poison';

/** The consumer's slot or place is not what it thought. */
export class Moved extends Error {}
/** Stopping, or the partition was taken away: the batch is given again to whoever has it then. */
export class Interrupted extends Error {}

const NODE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
  'EMFILE',
]);

/**
 * SQLSTATE classes: 08 connection, 25P idle limits, 40 serialization and deadlock, 53 resources, 55 lock not had,
 * 57 shut down or cancelled, 58 system; and a table or right that is missing, which is no event's fault.
 */
const SQL = /^(08|40|53|57|58)...$|^(25P0[34]|55P03|42P01|42501|3F000)$/;

/** `pg` gives these no code. */
const DRIVER =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|not queryable|Cannot use a pool after calling end/;

const STOPPING = new Set(['event-too-new', 'projection-replaced']);
/** Of the problems only those of one event park it; the rest say that something around is wrong. */
const OF_ONE_EVENT = new Set(['record-damaged', 'key-damaged']);

export function verdictOf(error: unknown): Verdict {
  if (error instanceof Moved) return 'moved';
  if (error instanceof Problem) return ofProblem(error);
  const code = codeOf(error);
  if (code !== undefined && (NODE.has(code) || SQL.test(code))) return 'transient';
  return DRIVER.test(messageOf(error)) ? 'transient' : 'poison';
}

function ofProblem({ code, status }: Problem): Verdict {
  if (code === 'checkpoint-moved') return 'moved';
  if (STOPPING.has(code)) return 'stop';
  if (OF_ONE_EVENT.has(code)) return 'poison';
  return status === 503 || code === 'key-missing' ? 'transient' : 'poison';
}

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
