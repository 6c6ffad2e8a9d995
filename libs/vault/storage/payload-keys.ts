import { randomBytes, randomUUID } from 'node:crypto';
import { Problem } from '@tributary/kernel';
import type { Pool } from 'pg';
import { decrypt, encrypt } from '../domain/cipher';
import { writeUuid } from './arrays';

type PayloadKey = Readonly<{ id: string; key: Buffer }>;

const ID_BYTES = 16;
const DAY_MS = 86_400_000;
/** Days still in use keep their keys in memory, so they are never dropped. */
const YOUNGEST_TO_DROP = 2;
const HELD = 256;

/**
 * Raw and parked payloads: one key per feed and day; dropping it makes that day's payloads unreadable wherever a copy
 * lies. A sealed payload starts with its key's id.
 */
export class PayloadKeys {
  private readonly held = new Map<string, PayloadKey>();

  constructor(
    private readonly pool: Pool,
    private readonly wrapping: Buffer,
  ) {}

  /** `day` as 2026-01-31. */
  async seal(feed: string, day: string, plain: Buffer): Promise<Buffer> {
    const { id, key } = await this.keyOf(feed, day);
    const header = Buffer.alloc(ID_BYTES);
    writeUuid(id, header, 0);
    return Buffer.concat([header, encrypt(key, header, plain)]);
  }

  /** Null where the day's key was dropped. */
  async open(sealed: Buffer): Promise<Buffer | null> {
    const header = sealed.subarray(0, ID_BYTES);
    const id = header.toString('hex');
    const { rows } = await this.pool.query<{ wrapped: Buffer }>(
      'SELECT wrapped FROM keys.payload_keys WHERE key_id = $1::uuid',
      [id],
    );
    if (!rows[0]) return null;
    const plain = decrypt(this.unwrap(id, rows[0].wrapped), header, sealed.subarray(ID_BYTES));
    if (plain) return plain;
    throw new Problem(
      'payload-damaged',
      500,
      'A stored payload is damaged',
      'Its bytes are not those that were sealed',
    );
  }

  /** Drops the keys of all days before that one; returns how many. */
  async dropBefore(day: string): Promise<number> {
    if (Date.parse(day) > Date.now() - (YOUNGEST_TO_DROP - 1) * DAY_MS) {
      throw new RangeError(`payload keys of the last ${YOUNGEST_TO_DROP} days are in use and stay`);
    }
    const { rowCount } = await this.pool.query('DELETE FROM keys.payload_keys WHERE day < $1', [day]);
    this.held.clear();
    if (rowCount) await this.pool.query('VACUUM (TRUNCATE false) keys.payload_keys');
    return rowCount ?? 0;
  }

  private async keyOf(feed: string, day: string): Promise<PayloadKey> {
    const name = `${day}/${feed}`;
    const known = this.held.get(name);
    if (known) return known;
    const id = randomUUID();
    const made = encrypt(this.wrapping, Buffer.from(id.replaceAll('-', '')), randomBytes(32));
    await this.pool.query(
      'INSERT INTO keys.payload_keys (key_id, feed, day, wrapped) VALUES ($1, $2, $3, $4) ON CONFLICT (feed, day) DO NOTHING',
      [id, feed, day, made],
    );
    const { rows } = await this.pool.query<{ id: string; wrapped: Buffer }>(
      'SELECT key_id AS id, wrapped FROM keys.payload_keys WHERE feed = $1 AND day = $2',
      [feed, day],
    );
    const row = rows[0];
    if (!row) throw new Error(`the payload key of ${day} was dropped while it was being made`);
    const held = { id: row.id, key: this.unwrap(row.id.replaceAll('-', ''), row.wrapped) };
    if (this.held.size >= HELD) this.held.clear();
    // A day long past may be dropped by another process at any moment: it is looked up each time.
    if (Date.parse(day) > Date.now() - YOUNGEST_TO_DROP * DAY_MS) this.held.set(name, held);
    return held;
  }

  private unwrap(idHex: string, wrapped: Buffer): Buffer {
    const key = decrypt(this.wrapping, Buffer.from(idHex), wrapped);
    if (key) return key;
    throw new Problem(
      'payload-key-broken',
      503,
      "A payload key can't be opened",
      'It was wrapped by another master key',
    );
  }
}
