import { RateLimit } from './rate-limit';

describe('the rate limit', () => {
  it('tells a client to wait that has used up its second, and no other', () => {
    let now = 0;
    const rate = new RateLimit(2, () => now);
    rate.count('a');
    rate.count('a');
    expect(() => rate.count('a')).toThrow(expect.objectContaining({ status: 429, extra: { limit: 2 } }) as Error);
    rate.count('b');
    now = 1_000;
    expect(() => rate.count('a')).not.toThrow();
  });
});
