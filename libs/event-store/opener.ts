import type { Envelope, Erased, FeedPosition, Recorded, SealedRecord, StreamId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import { uuidArray } from '@tributary/vault';
import type { Pool } from 'pg';
import { RECORD_COLUMNS, recordsAt, type RecordRow, toRecord } from './feed';

export type Upcast = (event: Envelope) => Envelope;
/** Records opened at once: bounds memory for streams of any length. */
const CHUNK = 2_000;

export class RecordOpener {
  constructor(
    private readonly pool: Pool,
    private readonly vault: Vault,
    private readonly upcast: Upcast,
  ) {}

  /** In the order of the records; what was erased is a gap. Throws what `upcast` throws for a newer schema. */
  async open(records: readonly SealedRecord[]): Promise<readonly (Recorded | Erased)[]> {
    const bodies = await this.vault.openAll(records);
    return records.map((record, i) => {
      const body = bodies[i];
      return body ? { at: record.at, event: this.parse(body) } : { erased: true, at: record.at };
    });
  }

  /** Streams merged in feed order, erased events left out. */
  async load(streams: readonly StreamId[], upTo?: FeedPosition): Promise<readonly Recorded[]> {
    if (streams.length === 0) return [];
    return this.openAll(await this.recordsOf(streams, upTo));
  }

  /** The events at those places in feed order, erased ones left out. */
  async loadAt(places: readonly FeedPosition[]): Promise<readonly Recorded[]> {
    if (places.length === 0) return [];
    return this.openAll(await recordsAt(this.pool, places));
  }

  private async openAll(records: readonly SealedRecord[]): Promise<readonly Recorded[]> {
    const recorded: Recorded[] = [];
    for (let from = 0; from < records.length; from += CHUNK) {
      for (const one of await this.open(records.slice(from, from + CHUNK))) {
        if ('event' in one) recorded.push(one);
      }
    }
    return recorded;
  }

  private async recordsOf(streams: readonly StreamId[], upTo?: FeedPosition): Promise<readonly SealedRecord[]> {
    const tokens = uuidArray(streams.map((stream) => this.vault.streamToken(stream)));
    const bound = upTo ? 'AND (generation, events.tx, position) <= ($2, $3::xid8, $4)' : '';
    const { rows } = await this.pool.query<RecordRow>({
      name: upTo ? 'store-load-up-to' : 'store-load',
      text: `SELECT ${RECORD_COLUMNS} FROM store.events WHERE stream_token = ANY($1::uuid[]) ${bound}
              ORDER BY generation, events.tx, position`,
      values: [tokens, ...(upTo ? [upTo.generation, String(upTo.tx), upTo.position] : [])],
    });
    return rows.map(toRecord);
  }

  private parse(body: Buffer): Envelope {
    return this.upcast(JSON.parse(body.toString()) as Envelope);
  }
}
