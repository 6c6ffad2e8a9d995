/**
 * Keeps entries that were used lately, at most so many. In two halves, the older of which goes at once: to note each use of
 * each entry would cost more than most of them are worth.
 */
export class Lru<K, V> {
  private young = new Map<K, V>();
  private old = new Map<K, V>();

  constructor(private readonly most: number) {}

  get(key: K): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const again = this.old.get(key);
    if (again !== undefined) this.set(key, again);
    return again;
  }

  set(key: K, value: V): void {
    if (this.young.size >= this.most / 2) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
    this.old.delete(key);
  }

  delete(key: K): void {
    this.young.delete(key);
    this.old.delete(key);
  }
}
