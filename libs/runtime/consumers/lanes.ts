/** One piece of work at a time in each lane; lanes do not wait for each other. */
export class Lanes {
  private readonly last = new Map<number, Promise<unknown>>();

  async in<T>(lane: number, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(lane) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.last.set(lane, settled);
    return mine;
  }

  async idle(): Promise<void> {
    await Promise.all(this.last.values());
  }
}
