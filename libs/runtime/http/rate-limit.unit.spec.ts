import { MINUTE, RateLimit } from './rate-limit';

describe('the rate limit', () => {
  it('tells a client to wait that has used up its second, and no other', () => {
    let now = 0;
    const rate = new RateLimit(2, () => now);
    rate.count('a');
    rate.count('a');
    expect(() => rate.count('a')).toThrow(
      expect.objectContaining({ status: 429, extra: { limit: 2, retryAfter: 1 } }) as Error,
    );
    rate.count('b');
    now = 1_000;
    expect(() => rate.count('a')).not.toThrow();
  });

  it('says how long it is to the next minute', () => {
    let now = 20_500;
    const rate = new RateLimit(1, () => now, MINUTE);
    rate.count('a');
    expect(() => rate.count('a')).toThrow(
      expect.objectContaining({ detail: 'A client may send 1 requests a minute. Ask again in 40 seconds.' }) as Error,
    );
    now = 60_000;
    expect(() => rate.count('a')).not.toThrow();
  });
});
