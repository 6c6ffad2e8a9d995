import { fail } from './output';

/** Runs a command's work and leaves with its code: 0 done, 1 parked or found wrong, 2 could not run. */
export const leaving =
  <A extends unknown[]>(work: (...args: A) => number | Promise<number>) =>
  async (...args: A): Promise<void> => {
    try {
      process.exitCode = await work(...args);
    } catch (error) {
      process.exitCode = fail(error);
    }
  };
