/** A batch in hand for longer than this counts as stuck. Milliseconds. */
const STUCK_AFTER = 60_000;

type Trouble = Readonly<{ reason: string; since: number }>;

/** What readiness says of consumers: who waits for what, who was stopped, who hangs. */
export class Troubles {
  private readonly waiting = new Map<string, Trouble>();
  private readonly stopped = new Map<string, string>();
  private readonly inHand = new Map<string, number>();

  constructor(
    /** Milliseconds since whenever: a clock that is set right must not make a wait look long, or short. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** It goes on once the cause is gone. */
  waits(who: string, reason: string): void {
    const since = this.waiting.get(who)?.since ?? this.now();
    this.waiting.set(who, { reason, since });
  }

  goesOn(who: string): void {
    this.waiting.delete(who);
  }

  /** It does not go on in this process. */
  stops(who: string, reason: string): void {
    this.stopped.set(who, reason);
    this.goesOn(who);
  }

  begins(who: string): void {
    this.inHand.set(who, this.now());
  }

  ends(who: string): void {
    this.inHand.delete(who);
  }

  clear(): void {
    this.waiting.clear();
    this.inHand.clear();
  }

  list(): readonly string[] {
    const ago = (since: number): string => `${Math.round((this.now() - since) / 1_000)} s`;
    const hanging = [...this.inHand].filter(
      ([who, since]) => this.now() - since > STUCK_AFTER && !this.waiting.has(who),
    );
    return [
      ...[...this.stopped].map(([who, reason]) => `${who} was stopped: ${reason}`),
      ...[...this.waiting].map(([who, { reason, since }]) => `${who} waits since ${ago(since)}: ${reason}`),
      ...hanging.map(([who, since]) => `${who} has had one batch in hand for ${ago(since)}`),
    ];
  }
}
