import type { Leave } from './delivery';

/** Gives leave to go on until stopped; pauses end at once then. */
export class Stoppable implements Leave {
  private readonly stop$ = new AbortController();
  private readonly stopping = new Promise<void>((resolve) => {
    this.stop$.signal.addEventListener('abort', () => resolve(), { once: true });
  });

  given(): boolean {
    return !this.stop$.signal.aborted;
  }

  stop(): void {
    this.stop$.abort();
  }

  async pause(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([over, this.stopping]);
    clearTimeout(timer);
  }

  /** The same, and only as long as the other one agrees. */
  while(alive: () => boolean): Leave {
    return { given: () => this.given() && alive(), pause: (milliseconds) => this.pause(milliseconds) };
  }
}
