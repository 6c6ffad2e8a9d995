import { pauseAfter } from './schedule';

describe('the next call', () => {
  it('comes later each time, a fifth sooner or later, until there is none', () => {
    const pauses = Array.from({ length: 10 }, (_, i) => pauseAfter(i + 1, 0.5));
    const hours = [2, 5, 10, 14, 20, 24].map((one) => one * 3_600_000);
    expect(pauses).toEqual([5_000, 300_000, 1_800_000, ...hours, undefined]);
    expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([4_000, 6_000]);
  });
});
