export type RoundsOptions = Readonly<{
  /** Answers true where more waits that can be done at once. */
  work: () => Promise<boolean>;
  /** Milliseconds between rounds that left nothing. */
  everyMs: number;
  /** Hears of a round that failed; the next one comes all the same. */
  failed: (error: unknown) => void;
}>;

/** Work at regular times, one round after the other, until stopped. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: RoundsOptions) {}

  start(): void {
    this.next(0);
  }

  /** Lets the round in hand finish. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private next(after: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.round = this.tick();
    }, after);
  }

  private async tick(): Promise<void> {
    const more = await this.options.work().catch((error: unknown) => {
      this.options.failed(error);
      return false;
    });
    this.next(more ? 0 : this.options.everyMs);
  }
}
