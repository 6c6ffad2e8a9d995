import type { Stand } from './console.fixture';

/** One look at a page: where, and what stands there then. */
export type Visit = Readonly<{
  path: string;
  on?: (stand: Stand) => void;
  /** A form that is sent as it is. */ send?: string;
}>;
