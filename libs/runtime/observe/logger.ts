import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type DestinationStream } from 'pino';
import { type SafeError, safeError } from './safe-error';
import { standardOutput } from './standard-output';

/**
 * All that a log entry may say beside its message. No name, number, address, text or child: ids of streams and events,
 * codes and counts only. A field that is not on this list is left out and named in `leftOut`.
 */
const FIELDS = [
  'agency',
  'attempts',
  'code',
  'consumer',
  'context',
  'count',
  'delivery',
  'error',
  'eventType',
  'feed',
  'frames',
  'host',
  'kind',
  'limit',
  'method',
  'milliseconds',
  'partition',
  'partitions',
  'port',
  'position',
  'problem',
  'problems',
  'projection',
  'rule',
  'seconds',
  'slot',
  'status',
  'step',
  'stream',
  'version',
] as const;
type Field = (typeof FIELDS)[number];
const allowed: ReadonlySet<string> = new Set<string>(FIELDS);

type Scalar = string | number | boolean | undefined;
export type LogFields = Readonly<
  Partial<Record<Exclude<Field, 'error'>, Scalar | readonly string[]>> & { error?: unknown }
>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const correlation = new AsyncLocalStorage<string>();

/** Every entry logged by the work, and by what it awaits, carries the id. */
export const withCorrelation = <T>(id: string, work: () => T): T => correlation.run(id, work);
export const correlationId = (): string | undefined => correlation.getStore();

type Options = Readonly<{ app: string; level: string; destination?: DestinationStream }>;

/** JSON lines on standard output. */
export function createLogger({ app, level, destination }: Options): Logger {
  const options = {
    level,
    base: { app, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const id = correlation.getStore();
      return id === undefined ? {} : { correlationId: id };
    },
  };
  const out = pino(options, destination ?? standardOutput());
  const write =
    (severity: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void => {
      if (out.isLevelEnabled(severity)) out[severity](onlyAllowed(fields), message);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** For specs, and for library use where nobody listens. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function onlyAllowed(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const leftOut: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (!allowed.has(name)) leftOut.push(name);
    else kept[name] = name === 'error' ? errorField(value) : scalar(value);
  }
  return leftOut.length === 0 ? kept : { ...kept, leftOut };
}

const errorField = (value: unknown): SafeError => safeError(value);

/** An object could hold anything: it is not written. */
const scalar = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(String) : typeof value === 'object' && value !== null ? '[object]' : value;
