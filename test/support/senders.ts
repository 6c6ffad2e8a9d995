import { Deliverer, eventsParcel, type Parcel, type Receipt } from './load';
import type { Shape } from './shapes';
import { tokensOf } from './tokens';

/** An agency of the demo's directory, with a client of its own. */
export type Sender = string;

/** All of the load's senders to one house. */
export class Senders {
  private readonly deliverers = new Map<Sender, Deliverer>();

  constructor(private readonly shape: Pick<Shape, 'intakeUrl' | 'home'>) {}

  send(sender: Sender, key: string, parcel: Parcel): Promise<Receipt> {
    return this.of(sender).send(key, parcel);
  }

  deliver(sender: Sender, key: string, events: readonly object[]): Promise<Receipt> {
    return this.send(sender, key, eventsParcel(events));
  }

  /** Requests sent and not answered at this moment. */
  get unanswered(): number {
    return this.all.reduce((sum, { unanswered }) => sum + unanswered, 0);
  }

  get retried(): number {
    return this.all.reduce((sum, { retried }) => sum + retried, 0);
  }

  /** Each once: the same bytes twice in a row are one delivery, and both are answered with its one receipt. */
  get receipts(): readonly Receipt[] {
    const all = this.all.flatMap(({ book }) => [...book.values()]);
    return [...new Map(all.map((receipt) => [receipt.id, receipt])).values()];
  }

  private get all(): readonly Deliverer[] {
    return [...this.deliverers.values()];
  }

  private of(sender: Sender): Deliverer {
    const known = this.deliverers.get(sender);
    if (known) return known;
    const { shape } = this;
    const made = new Deliverer(
      () => shape.intakeUrl,
      () => tokensOf(shape.home).client(sender),
    );
    this.deliverers.set(sender, made);
    return made;
  }
}
