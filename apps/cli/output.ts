import { Problem } from '@tributary/kernel';

/** Exit codes of every command: done, something parked or found wrong, could not run. */
export const EXIT = { done: 0, wrong: 1, failed: 2 } as const;

/** One JSON document with `--json`, else the lines for a reader. */
export function print(json: boolean, document: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : lines.map((line) => `${line}\n`).join(''));
}

/** Says on standard error what went wrong, for a person; never a stack. */
export function fail(error: unknown): number {
  if (error instanceof Problem) process.stderr.write(`${error.title}\n  ${error.detail}\n  (${error.code})\n`);
  else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return EXIT.failed;
}

/** Progress on standard error, so that standard output stays the answer. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
};
