import { Problem } from '@tributary/kernel';

/** Requests a second that one client may send, on each process. */
export const REQUESTS_A_SECOND = 2_000;

/** Counts requests of each client by the second; a client above the limit is told to wait. */
export class RateLimit {
  private second = 0;
  private counts = new Map<string, number>();

  constructor(
    private readonly limit: number = REQUESTS_A_SECOND,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws a Problem where the client has used up its second. */
  count(client: string): void {
    const second = Math.floor(this.now() / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.counts = new Map();
    }
    const count = (this.counts.get(client) ?? 0) + 1;
    this.counts.set(client, count);
    if (count > this.limit) throw tooMany(this.limit);
  }
}

const tooMany = (limit: number): Problem =>
  new Problem(
    'too-many-requests',
    429,
    'Too many requests',
    `A client may send ${limit} requests a second. Send events in batches.`,
    { limit },
  );
