/** Milliseconds between looks for what another intake left behind. */
const POLL = 1_000;

/** Works as long as there is something to do, then looks again in a while, or when it is told to. */
export abstract class Loop {
  protected stopping = false;
  private running: Promise<void> | undefined;
  private wake: (() => void) | undefined;
  private again = false;

  /** `trouble` hears of what went wrong; the loop goes on, and somebody should know. */
  constructor(private readonly trouble: (error: unknown) => void) {}

  /** False where there was nothing to do, or it could not be done now. */
  protected abstract workOne(): Promise<boolean>;

  start(): void {
    this.running ??= this.loop();
  }

  /** There is something to do. */
  nudge(): void {
    this.again = true;
    this.wake?.();
  }

  /** Finishes what is in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      this.again = false;
      const worked = await this.workOne().catch((error: unknown) => {
        this.trouble(error);
        return false;
      });
      if (!worked && !this.again && !this.stopping) await this.sleep();
    }
  }

  private async sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
