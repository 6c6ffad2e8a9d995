import type { FeedPosition } from '@tributary/kernel';

/** What the controllers need of the runtime. */
export interface AlertDoors {
  /** False where the read models did not come so far in time. */
  waitFor(position: FeedPosition): Promise<boolean>;
}

export const ALERT_DOORS = Symbol('ALERT_DOORS');
