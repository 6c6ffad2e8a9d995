/** More than a year, and no whole number of weeks. */
const AHEAD_MS = 400 * 86_400_000;

/** While the work runs, the clock of this process is 400 days ahead; timers and PostgreSQL's clock are not. */
export async function onAnotherDay<T>(work: () => Promise<T>): Promise<T> {
  const Real = Date;
  class Ahead extends Real {
    constructor(value: number | string | Date = Real.now() + AHEAD_MS) {
      super(value);
    }
    static override now(): number {
      return Real.now() + AHEAD_MS;
    }
    static override [Symbol.hasInstance](value: unknown): boolean {
      return Object.prototype.toString.call(value) === '[object Date]';
    }
  }
  globalThis.Date = Ahead as unknown as DateConstructor;
  try {
    return await work();
  } finally {
    globalThis.Date = Real;
  }
}
