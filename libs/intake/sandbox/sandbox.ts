import { createHash } from 'node:crypto';
import { inTransaction } from '@tributary/event-store';
import type { FeedFormat, Mapping } from '@tributary/feeds';
import { type AgencyId, type Clock, type Instant, instantOf, isUuid, londonDate, uuidv7 } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { Mappings } from '../mapping/mappings';
import type { GroupEntry } from '../pipeline/group-parts';
import { refuseMediaType } from '../pipeline/media-type';
import type { FeedInfo, Formats } from '../pipeline/ports';
import { cutOff } from '../pipeline/process-delivery';
import { Semaphore } from '../pipeline/semaphore';
import { type Incoming, tooLarge } from '../pipeline/spool';
import { keyReused } from '../storage/arrival';
import { type Box, full } from './box';
import { BoxStore, type Kept, type Named } from './box-store';
import type { SandboxReceipt } from './receipt';
import { rehearse } from './rehearse';

/** A test needs no more; a file of a whole school year goes to the feed itself, as history. */
export const SANDBOX_LIMITS = { bytes: 1024 ** 2, entries: 500, atOnce: 2 } as const;

export type SandboxOptions = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'ref' | 'sealPayload' | 'openPayload'>;
  formats: Formats;
  mappings: Pick<Mappings, 'inForce'>;
  sectorOf: (agency: AgencyId) => Promise<string>;
  clock: Clock;
}>;

type Read = Readonly<{ entries: readonly GroupEntry[]; scope?: string; mapping?: number }>;

/**
 * Takes test deliveries of a feed by the same parser, mapping, statements and plan as the intake, against a memory of
 * its own. It is given no event store, no identity room and no stream: what it takes cannot reach the borough.
 */
export class Sandbox {
  private readonly working = new Semaphore(SANDBOX_LIMITS.atOnce);

  constructor(private readonly options: SandboxOptions) {}

  /** Throws a Problem where the delivery as a whole can't be read, is too large, or repeats a key with other content. */
  async receive(feed: FeedInfo, incoming: Incoming): Promise<SandboxReceipt> {
    const format = this.options.formats(feed.format);
    refuseMediaType(format, incoming.mediaType);
    const bytes = await wholeOf(incoming);
    return this.working.run(async () => this.work(feed, format, { incoming, bytes }));
  }

  /** Undefined where there is none of that agency today. */
  async receipt(agency: AgencyId, id: string): Promise<SandboxReceipt | undefined> {
    if (!isUuid(id)) return undefined;
    const { rows } = await this.options.pool.query<{ sealed: Buffer }>(
      'SELECT sealed FROM sandbox.receipts WHERE id = $1 AND agency = $2 AND day = $3',
      [id, agency, londonDate(this.now())],
    );
    const opened = rows[0] && (await this.options.vault.openPayload(rows[0].sealed));
    return opened ? (JSON.parse(opened.toString()) as SandboxReceipt) : undefined;
  }

  /** It then remembers no delivery. */
  async empty(feed: FeedInfo): Promise<void> {
    await this.within(feed, this.now(), (store) => store.empty());
  }

  /** Deletes what is of a day before, of all feeds. */
  async dropOld(): Promise<void> {
    const day = londonDate(this.now());
    await this.options.pool.query('DELETE FROM sandbox.receipts WHERE day < $1', [day]);
    await this.options.pool.query('DELETE FROM sandbox.boxes WHERE day < $1', [day]);
  }

  private async work(
    feed: FeedInfo,
    format: FeedFormat,
    { incoming, bytes }: Readonly<{ incoming: Incoming; bytes: Buffer }>,
  ): Promise<SandboxReceipt> {
    const receivedAt = this.now();
    const named = this.named(feed, incoming, bytes);
    // Parsed before the sandbox is locked: a broken file holds up nobody.
    const read = await this.read(feed, format, { bytes, mediaType: incoming.mediaType, receivedAt });
    return this.within(feed, receivedAt, async (store) => {
      await store.emptyOfOtherDays();
      const same = await store.same(named);
      const repeated = same && repeatOf(same, named);
      if (repeated) return repeated;
      const box = await store.box();
      const found = await this.rehearsed(feed, { read, receivedAt, backfill: incoming.backfill }, box);
      const receipt = isSample(format, bytes) ? { ...found, sample: true as const } : found;
      await store.keep(box, named, receipt);
      return receipt;
    });
  }

  private async rehearsed(
    feed: FeedInfo,
    given: Readonly<{ read: Read; receivedAt: Instant; backfill: boolean }>,
    box: Box,
  ): Promise<SandboxReceipt> {
    const { read, receivedAt, backfill } = given;
    const { agency, agreement, controller = agency } = feed;
    const id = uuidv7();
    const stamp = { deliveryId: id, receivedAt, agency, feed: feed.id, controller, agreement, backfill };
    const sector = await this.options.sectorOf(agency);
    const found = await rehearse({ stamp, sector, ...read }, box, this.hashes);
    const { mapping } = read;
    return {
      ...{ id, feed: feed.id, sandbox: true, status: 'done', receivedAt },
      ...(mapping === undefined ? {} : { mapping }),
      ...found,
    };
  }

  private async read(
    feed: FeedInfo,
    format: FeedFormat,
    { bytes, mediaType, receivedAt }: Readonly<{ bytes: Buffer; mediaType: string; receivedAt: Instant }>,
  ): Promise<Read> {
    const inForce = format.mapped ? await this.options.mappings.inForce(feed.id) : undefined;
    const reading = { receivedAt, mediaType, ...mappingIn(inForce) };
    const entries: GroupEntry[] = [];
    for await (const parsed of format.parse(once(bytes), reading)) {
      if (parsed.kind === 'complete') {
        const { scope } = parsed;
        const version = inForce === undefined ? {} : { mapping: inForce.version };
        return { entries, ...(scope === undefined ? {} : { scope }), ...version };
      }
      if (entries.length >= SANDBOX_LIMITS.entries) throw full();
      entries.push(parsed);
    }
    throw cutOff();
  }

  private named(feed: FeedInfo, { key }: Incoming, bytes: Buffer): Named {
    const digest = createHash('sha256').update(bytes).digest('hex');
    const { hashes } = this;
    return {
      bytesHash: hashes.ref('delivery-bytes', feed.id, digest),
      key: key === undefined ? null : hashes.ref('delivery-key', feed.id, key),
    };
  }

  /** No hash of a sandbox is one of the borough's. */
  private readonly hashes: Pick<Vault, 'ref'> = {
    ref: (kind, ...parts) => this.options.vault.ref(`sandbox/${kind}`, ...parts),
  };

  private within<T>(feed: FeedInfo, at: Instant, work: (store: BoxStore) => Promise<T>): Promise<T> {
    return inTransaction(this.options.pool, async (tx) => {
      const store = new BoxStore(tx, this.options.vault, { feed, day: londonDate(at) });
      await store.lock();
      return work(store);
    });
  }

  private now(): Instant {
    return instantOf(Date.parse(this.options.clock()));
  }
}

const mappingIn = (inForce: Readonly<{ mapping: Mapping }> | undefined): Readonly<{ mapping?: Mapping }> =>
  inForce ? { mapping: inForce.mapping } : {};

const isSample = ({ samples }: FeedFormat, bytes: Buffer): boolean =>
  (samples?.() ?? []).some(({ text }) => bytes.equals(Buffer.from(text)));

/** As the intake answers: under the same key, or for the same bytes as the newest, with the receipt there is. */
function repeatOf(same: Kept, named: Named): SandboxReceipt | undefined {
  const sameKey = named.key !== null && same.key === named.key;
  if (sameKey && same.bytesHash !== named.bytesHash) throw keyReused();
  return sameKey || same.newest ? { ...same.receipt, repeated: true } : undefined;
}

async function wholeOf({ body, length }: Incoming): Promise<Buffer> {
  const { bytes: limit } = SANDBOX_LIMITS;
  if ((length ?? 0) > limit) throw tooLarge(limit);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
