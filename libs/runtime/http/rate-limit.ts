import { Problem } from '@tributary/kernel';

/** Requests a second that one client may send, on each process. */
export const REQUESTS_A_SECOND = 2_000;

const SECOND = 1_000;
export const MINUTE = 60_000;
const SPANS: Readonly<Record<number, string>> = { [SECOND]: 'second', [MINUTE]: 'minute' };

/** Counts requests of each client by the second, or by the minute; a client above the limit is told to wait. */
export class RateLimit {
  private span = 0;
  private counts = new Map<string, number>();

  constructor(
    private readonly limit: number = REQUESTS_A_SECOND,
    private readonly now: () => number = Date.now,
    private readonly every: typeof SECOND | typeof MINUTE = SECOND,
  ) {}

  /** Throws a Problem where the client has used up its time. */
  count(client: string): void {
    const now = this.now();
    const span = Math.floor(now / this.every);
    if (span !== this.span) {
      this.span = span;
      this.counts = new Map();
    }
    const count = (this.counts.get(client) ?? 0) + 1;
    this.counts.set(client, count);
    if (count > this.limit) throw tooMany(this.limit, this.every, (span + 1) * this.every - now);
  }
}

function tooMany(limit: number, span: number, restMs: number): Problem {
  const retryAfter = Math.ceil(restMs / SECOND);
  const wait = `A client may send ${limit} requests a ${SPANS[span]}.`;
  const advice = span === SECOND ? 'Send events in batches.' : `Ask again in ${retryAfter} seconds.`;
  return new Problem('too-many-requests', 429, 'Too many requests', `${wait} ${advice}`, { limit, retryAfter });
}
