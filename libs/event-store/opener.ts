import {
  comparePositions,
  type Envelope,
  type Erased,
  type FeedPosition,
  type Recorded,
  type SealedRecord,
  type StreamId,
  type Token,
} from '@tributary/kernel';
import { int4Array, uuidArray, type Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { RECORD_COLUMNS, recordsAt, type RecordRow, toRecord } from './feed';
import { type HeldStream, type OpenedRecord, OpenedStreams } from './opened-streams';

export type Upcast = (event: Envelope) => Envelope;
/** Records opened at once: bounds memory for streams of any length. */
const CHUNK = 2_000;
/** Bytes of opened events that are held, and for how many milliseconds after their last use. */
const HELD = 24 * 1_048_576;
const HELD_FOR = 10 * 60_000;

/** The rows of some streams above the versions that are held of them. */
const above = (bound: string): string => `
  SELECT ${RECORD_COLUMNS} FROM unnest($1::uuid[], $2::int[]) AS held (token, known)
   CROSS JOIN LATERAL (SELECT * FROM store.events e
                        WHERE e.stream_token = held.token AND e.version > held.known OFFSET 0) events
   ${bound} ORDER BY generation, events.tx, position`;
const UP_TO = 'WHERE (generation, events.tx, position) <= ($3, $4::xid8, $5)';

export class RecordOpener {
  private readonly opened = new OpenedStreams(HELD, HELD_FOR);

  constructor(
    private readonly pool: Pool,
    private readonly vault: Vault,
    private readonly upcast: Upcast,
  ) {}

  /** In the order of the records; what was erased is a gap. Throws what `upcast` throws for a newer schema. */
  async open(records: readonly SealedRecord[]): Promise<readonly (Recorded | Erased)[]> {
    const opened = await this.openRecords(records);
    this.opened.follow(opened);
    return opened.map((one) => one.opened?.recorded ?? { erased: true, at: one.record.at });
  }

  /** Streams merged in feed order, erased events left out. What is held of them is not read again. */
  async load(streams: readonly StreamId[], upTo?: FeedPosition): Promise<readonly Recorded[]> {
    if (streams.length === 0) return [];
    const tokens = [...new Set(streams)].map((stream) => this.vault.streamToken(stream));
    for (;;) {
      const held = new Map(tokens.map((token) => [token, this.opened.held(token, upTo)]));
      const [records, changed] = await Promise.all([
        this.recordsAbove(held, upTo),
        this.vault.changedSince(this.opened.keys(tokens)),
      ]);
      if (changed.size === 0) return this.merged(held, records);
      this.opened.forgetOpenedBy(changed, tokens);
    }
  }

  /** Nothing of an erased event stays in memory. Others' processes let go when they read the stream again. */
  forget(stream: Token): void {
    this.opened.forget(stream);
  }

  /** The events at those places in feed order, erased ones left out. */
  async loadAt(places: readonly FeedPosition[]): Promise<readonly Recorded[]> {
    if (places.length === 0) return [];
    return eventsOf(await this.openAll(await recordsAt(this.pool, places)));
  }

  private async merged(
    held: ReadonlyMap<Token, HeldStream>,
    records: readonly SealedRecord[],
  ): Promise<readonly Recorded[]> {
    const opened = await this.openAll(records);
    this.opened.keep(opened);
    const all = [...[...held.values()].flatMap(({ events }) => events), ...eventsOf(opened)];
    return held.size === 1 ? all : all.sort((a, b) => comparePositions(a.at, b.at));
  }

  private async openAll(records: readonly SealedRecord[]): Promise<readonly OpenedRecord[]> {
    const opened: OpenedRecord[] = [];
    for (let from = 0; from < records.length; from += CHUNK) {
      for (const one of await this.openRecords(records.slice(from, from + CHUNK))) opened.push(one);
    }
    return opened;
  }

  private async openRecords(records: readonly SealedRecord[]): Promise<readonly OpenedRecord[]> {
    const bodies = await this.vault.openAll(records);
    return records.map((record, i) => {
      const body = bodies[i];
      if (!body) return { record };
      const { plain, generation } = body;
      return { record, opened: { generation, recorded: { at: record.at, event: this.parse(plain) } } };
    });
  }

  private async recordsAbove(
    held: ReadonlyMap<Token, HeldStream>,
    upTo?: FeedPosition,
  ): Promise<readonly SealedRecord[]> {
    const versions = [...held.values()].map(({ version }) => version);
    const { rows } = await this.pool.query<RecordRow>({
      name: upTo ? 'store-load-up-to' : 'store-load',
      text: above(upTo ? UP_TO : ''),
      values: [
        uuidArray([...held.keys()]),
        int4Array(versions),
        ...(upTo ? [upTo.generation, String(upTo.tx), upTo.position] : []),
      ],
    });
    return rows.map(toRecord);
  }

  private parse(body: Buffer): Envelope {
    return this.upcast(JSON.parse(body.toString()) as Envelope);
  }
}

const eventsOf = (opened: readonly OpenedRecord[]): readonly Recorded[] =>
  opened.flatMap((one) => one.opened?.recorded ?? []);
