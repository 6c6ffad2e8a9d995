import { types } from 'node:util';
import { Problem } from '@tributary/kernel';

/** What may be logged of an error: messages of drivers quote values, and values can be of a child. */
export type SafeError = Readonly<{ name: string; code: string; message?: string; frames: readonly string[] }>;

/** A short stable reason: a Problem's code, a SQLSTATE, a system error's code, or the error's class. */
export function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  const code = codeOf(error);
  if (code !== undefined) return /^[0-9A-Z]{5}$/.test(code) ? `sql-${code}` : code;
  return types.isNativeError(error) ? error.constructor.name : typeof error;
}

/** The `code` that PostgreSQL and Node put on their errors. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Only a Problem's message is kept: by its contract it holds no personal data. */
export function safeError(error: unknown): SafeError {
  const frames = types.isNativeError(error) ? framesOf(error) : [];
  const name = types.isNativeError(error) ? error.name : typeof error;
  return {
    name,
    code: reasonOf(error),
    ...(error instanceof Problem ? { message: error.message } : {}),
    frames,
  };
}

const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
