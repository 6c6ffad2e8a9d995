import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithKafka } from '../../libs/testing/broker';
import { tributary } from '../support/command';
import { besideRebuilds, caughtUp, enter, type House, rowsOf, wholeFeed, wholeStore } from '../support/house';
import { Deliverer, loadEvent, type Receipt } from '../support/load';
import { PrivatePostgres } from '../support/postgres';
import { until } from '../support/processes';
import { atRest } from '../support/rest';
import { type Shape, type ShapeName, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const WORKERS = 4;
const BATCH = 20;
/** Deliveries answered before the backup begins, and at least so many after it ended. */
const BEFORE = 40;
const AFTER = 20;

const key = (n: number): string => `d${n}`;
const batch = (n: number): readonly object[] => Array.from({ length: BATCH }, (_, item) => loadEvent(n, item));

/** Delivers until told to stop; each delivery is of a child of its own. */
class Load {
  private next = 0;
  private stopping = false;
  private working: Promise<unknown> = Promise.resolve();
  readonly deliverer: Deliverer;

  constructor(shape: Shape) {
    const tokens = tokensOf(shape.home);
    this.deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => tokens.client('wexbourne-hospital'),
    );
  }

  get answered(): ReadonlyMap<string, Receipt> {
    return this.deliverer.book;
  }

  begin(): void {
    const work = async (): Promise<void> => {
      while (!this.stopping) {
        const n = this.next++;
        await this.deliverer.deliver(key(n), batch(n));
      }
    };
    this.working = Promise.all(Array.from({ length: WORKERS }, work));
  }

  async reach(count: number): Promise<void> {
    await until(`${count} deliveries answered`, async () => this.answered.size >= count);
  }

  async end(): Promise<number> {
    this.stopping = true;
    await this.working;
    return this.next;
  }
}

/** The generation of the store that the position stands in: a restore begins a new one. */
const generationOf = (receipt: Receipt | undefined): number => Number(receipt?.position?.split('.')[0]);

const promisedBy = (receipts: Iterable<Receipt>): readonly string[] =>
  [...receipts].flatMap(({ records }) => records.flatMap(({ eventIds }) => eventIds ?? []));

function brought(name: ShapeName): void {
  let restored: Shape;
  let house: House;
  let directory: string;
  let sent = 0;
  let before: readonly string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tributary-backup-'));
    const shape = await startShape(name);
    const load = new Load(shape);
    load.begin();
    await load.reach(BEFORE);
    before = promisedBy([...load.answered.values()]);
    const backedUp = await tributary(shape, 'backup', join(directory, 'copy'));
    expect([backedUp.code, backedUp.errors]).toEqual([0, '']);
    // What the consumers had not taken when all was lost stands on the topic, and in no backup.
    for (const app of shape.apps) if (app.name === 'projector' || app.name === 'alerter') await app.kill();
    await load.reach(load.answered.size + AFTER);
    sent = await load.end();
    restored = await elsewhere(shape, join(directory, 'copy'));
    house = await enter(restored);
  });
  afterAll(async () => {
    await house?.close();
    await restored?.stop();
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  it('holds all that was promised before the backup, readable, each stream without a gap', async () => {
    const held = new Set((await wholeStore(house)).map(({ event }) => event.id as string));
    expect(before.length).toBeGreaterThanOrEqual(BEFORE * BATCH);
    expect(before.filter((id) => !held.has(id))).toEqual([]);
    const versions = new Map<string, number>();
    for (const { streamToken, version } of await wholeFeed(house)) {
      expect(version).toBe((versions.get(streamToken) ?? 0) + 1);
      versions.set(streamToken, version);
    }
  });

  it('takes up what was in hand, and takes what is sent again and what is new, each once', async () => {
    const tokens = tokensOf(restored.home);
    const again = new Deliverer(
      () => restored.intakeUrl,
      () => tokens.client('wexbourne-hospital'),
    );
    for (let n = 0; n < sent + 5; n += 1) await again.deliver(key(n), batch(n));
    expect(generationOf(again.book.get(key(sent)))).toBeGreaterThan(1);
    await caughtUp(house);
    expect(await rowsOf(house, 'intake.deliveries', `status <> 'done'`)).toEqual([]);
    const stored = (await wholeStore(house)).map(({ event }) => event);
    expect(stored.filter(({ type }) => type === 'health.emergency-attended')).toHaveLength((sent + 5) * BATCH);
    const held = new Set(stored.map(({ id }) => id as string));
    expect(promisedBy(again.book.values()).filter((id) => !held.has(id))).toEqual([]);
  });

  it('has read models equal to a rebuild, nothing parked, and proves itself', async () => {
    for (const app of restored.apps) await app.ready();
    await atRest(house);
    for (const { followed, rebuilt } of await besideRebuilds(house)) expect(followed).toEqual(rebuilt);
    expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
    const proof = await tributary(restored, 'verify', '--json');
    expect(proof).toMatchObject({ code: 0, errors: '' });
    expect(JSON.parse(proof.output)).toMatchObject({ ok: true, findings: [] });
  });
}

/** The server is lost; the backup is brought back on an empty one, under the same home and broker. */
async function elsewhere(lost: Shape, backup: string): Promise<Shape> {
  await Promise.all(lost.apps.map((app) => app.stop()));
  await lost.postgres.stop();
  const postgres = await PrivatePostgres.start();
  const done = await tributary({ env: lost.env, postgres }, 'restore', backup);
  expect([done.code, done.errors]).toEqual([0, '']);
  return startShape(lost.name, { ground: { postgres, home: lost.home, broker: lost.broker } });
}

describe('a hub brought back from a backup taken under load', () => brought('hub'));
describeWithKafka('microservices brought back from a backup taken under load', () => brought('microservices'));
