import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enter, type House } from './house';
import type { Receipt } from './load';
import { type Dump, dumpOf, Names } from './parity';
import type { Delivery } from './parity-load';
import { until } from './processes';
import { atRest } from './rest';
import { Senders } from './senders';
import { newGround, type Shape, type ShapeName, startShape } from './shapes';

type Env = Readonly<Record<string, string>>;

/** One house, and the receipts of what it was given, kept outside it. */
export class Side {
  readonly receipts = new Map<string, Receipt>();

  private constructor(
    readonly shape: Shape,
    readonly house: House,
    private readonly senders = new Senders(shape),
  ) {}

  /** With the given master key, or one of its own: keyed hashes of agencies' numbers are compared as they stand. */
  static async open(name: ShapeName, env: Env, masterKey?: string): Promise<Side> {
    const ground = await newGround(name);
    if (masterKey !== undefined) await writeFile(join(ground.home, 'master.key'), masterKey, { mode: 0o600 });
    const shape = await startShape(name, { ground, env });
    return new Side(shape, await enter(shape));
  }

  /**
   * Each is told of before the next comes. How many batches of events are told of together follows from the clock, and
   * so would what a feed that speaks at that moment confirms.
   */
  async take(deliveries: readonly Delivery[]): Promise<void> {
    const { events } = this.house.base.database;
    for (const { key, sender, parcel } of deliveries) {
      this.receipts.set(key, await this.senders.send(sender, key, parcel));
      await until('the delivery told of', async () => {
        const { rowCount } = await events.query('SELECT FROM intake.deliveries WHERE NOT announced LIMIT 1');
        return rowCount === 0;
      });
    }
    await atRest(this.house);
  }

  names(): Promise<Names> {
    return Names.in(this.house, this.receipts);
  }

  async dump(): Promise<Dump> {
    return dumpOf(this.house, await this.names());
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.shape.stop();
  }
}

/** The hub and the microservices, started with the same settings and one master key. */
export async function bothSides(env: Env): Promise<readonly [Side, Side]> {
  const hub = await Side.open('hub', env);
  const masterKey = await readFile(join(hub.shape.home, 'master.key'), 'utf8');
  return [hub, await Side.open('microservices', env, masterKey)];
}
