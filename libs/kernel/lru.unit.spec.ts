import { Lru } from './lru';

const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('entries used lately', () => {
  it('are kept, at most so many, those that are used again longer', () => {
    const lru = new Lru<number, string>(10);
    for (const n of numbers(0, 100)) {
      lru.set(n, `${n}`);
      expect(lru.get(0)).toBe('0');
    }
    const kept = numbers(0, 100).filter((n) => lru.get(n) !== undefined);
    expect(kept).toEqual(expect.arrayContaining([0, 98, 99]));
    expect(kept.length).toBeLessThanOrEqual(10);
  });

  it('say what was put last', () => {
    const lru = new Lru<string, number>(4);
    for (const n of numbers(0, 9)) {
      lru.set('same', n);
      lru.set(`other ${n}`, n);
      expect(lru.get('same')).toBe(n);
    }
  });

  it('go when they are to', () => {
    const lru = new Lru<string, number>(4);
    lru.set('a', 1);
    for (const n of numbers(0, 2)) lru.set(`other ${n}`, n);
    lru.delete('a');
    expect(lru.get('a')).toBeUndefined();
  });
});
