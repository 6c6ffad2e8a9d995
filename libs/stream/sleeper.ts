/** A wait that can be cut short. A wake-up that comes while nobody sleeps shortens the next sleep. */
export class Sleeper {
  private woken = false;
  private resolve: (() => void) | undefined;

  wake(): void {
    this.woken = true;
    this.resolve?.();
  }

  /** Returns after so many milliseconds, or at once when woken. */
  async sleep(milliseconds: number): Promise<void> {
    if (!this.woken) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.resolve = resolve;
        timer = setTimeout(resolve, milliseconds);
      });
      clearTimeout(timer);
      this.resolve = undefined;
    }
    this.woken = false;
  }
}
