import { type Clock, type Instant, instantOf, millisOf } from '@tributary/kernel';

/** A clock that a spec moves by hand. */
export type TestClock = Clock & { set(at: Instant): void; advance(milliseconds: number): Instant };

export function testClock(start: string): TestClock {
  let now = Date.parse(start);
  const clock = (): Instant => instantOf(now);
  return Object.assign(clock, {
    set: (at: Instant): void => {
      now = millisOf(at);
    },
    advance: (milliseconds: number): Instant => {
      now += milliseconds;
      return instantOf(now);
    },
  });
}
