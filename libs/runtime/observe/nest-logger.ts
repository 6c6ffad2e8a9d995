import { types } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger';

type Rest = readonly unknown[];

/** What Nest says of each module and route at every start. */
const WIRING = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Nest's own entries, in the same form. Nest hands an error's text over: its stack is kept, its message is not. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: Rest): void {
    const fields = contextOf(rest);
    if (WIRING.has(fields.context ?? '')) this.logger.debug(textOf(message), fields);
    else this.logger.info(textOf(message), fields);
  }

  debug(message: unknown, ...rest: Rest): void {
    this.logger.debug(textOf(message), contextOf(rest));
  }

  verbose(message: unknown, ...rest: Rest): void {
    this.logger.debug(textOf(message), contextOf(rest));
  }

  warn(message: unknown, ...rest: Rest): void {
    this.logger.warn(textOf(message), contextOf(rest));
  }

  error(message: unknown, ...rest: Rest): void {
    const error = [message, ...rest].find(types.isNativeError);
    if (error) return this.logger.error('unhandled error', { ...contextOf(rest), error });
    const stack = rest.find((one): one is string => typeof one === 'string' && /\n\s+at /.test(one));
    if (stack === undefined) return this.logger.error(textOf(message), contextOf(rest));
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
    this.logger.error('unhandled error', { ...contextOf(rest), frames: frames.slice(0, 8).map((line) => line.trim()) });
  }

  fatal(message: unknown, ...rest: Rest): void {
    this.error(message, ...rest);
  }
}

const textOf = (message: unknown): string => (typeof message === 'string' ? message : '[object]');

/** Nest's last argument names the class that logs. */
function contextOf(rest: Rest): { context?: string } {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? { context: last } : {};
}
