import { randomBytes } from 'node:crypto';
import type {
  AgencyId,
  ChildId,
  DataClass,
  RecordRef,
  RetentionBucket,
  SealedRecord,
  StreamId,
  Token,
} from '@tributary/kernel';
import { Problem } from '@tributary/kernel';
import type { ClientBase, Pool } from 'pg';
import { decrypt, encrypt } from './domain/cipher';
import { recordAad } from './domain/record-aad';
import { Tokens } from './domain/tokens';
import { type KeyHandle, Keyring, type WantedKey } from './keyring';
import { AgencyKeys } from './storage/agency-keys';
import { type HeldKey, KeyRows } from './storage/key-rows';
import { proveMasterKey } from './storage/master-proof';
import { PayloadKeys } from './storage/payload-keys';
import { ShredList } from './storage/shred-list';

/** What one key seals: an agency's record (or a child's decisions), one retention bucket, one class. */
export type KeyScope = Readonly<{
  streamId: StreamId;
  agency: AgencyId;
  bucket: RetentionBucket;
  dataClass: DataClass;
  /** The stream has no events yet, so most likely no key: it is made without looking first. */
  fresh?: boolean;
}>;

/** Clear bytes, and the generation at which their key stood: at another one they may have been erased. */
export type OpenedBody = Readonly<{ plain: Buffer; generation: number }>;

export type VaultOptions = Readonly<{
  /** The key database, app role. */
  keys: Pool;
  /** 32 bytes. */
  masterKey: Buffer;
  /** Where `shreds.jsonl` stands: outside both databases and their backups. */
  shredDirectory: string;
  /** How many unwrapped keys stay in memory. Default 20,000, about 12 MB. */
  heldKeys?: number;
}>;

/**
 * Keys: seals, opens, shreds. Master key → agency's key → a key per record × bucket × class → a key per event.
 * What is erased is destroyed at the third step (a bucket) or the fourth (one event), see ADR-0005.
 */
export class Vault {
  private readonly tokens: Tokens;
  private readonly rows: KeyRows;
  private readonly payloads: PayloadKeys;
  private readonly shreds: ShredList;
  private readonly ring: Keyring;

  private constructor(options: VaultOptions) {
    this.tokens = new Tokens(options.masterKey);
    this.rows = new KeyRows(options.keys);
    this.payloads = new PayloadKeys(options.keys, this.tokens.subkey('wrap/payload'));
    this.shreds = new ShredList(options.shredDirectory);
    const agencies = new AgencyKeys(options.keys, this.tokens.subkey('wrap/agency'));
    this.ring = new Keyring(this.rows, agencies, options.heldKeys ?? 20_000);
  }

  /** Throws `master-key-wrong` where these keys were wrapped under another one; for keys not yet committed. */
  static async prove(keys: ClientBase, masterKey: Buffer): Promise<void> {
    await proveMasterKey(keys, new Tokens(masterKey).subkey('proof'));
  }

  /** Refuses a master key that is not this database's, and puts right whatever a restored key database brought back. */
  static async open(options: VaultOptions): Promise<Vault> {
    if (options.masterKey.length !== 32) {
      throw new Problem('master-key-wrong', 500, 'The master key is not usable', 'It must hold exactly 32 bytes');
    }
    const vault = new Vault(options);
    await proveMasterKey(options.keys, vault.tokens.subkey('proof'));
    await vault.applyShreds();
    return vault;
  }

  streamToken(stream: StreamId): Token {
    return this.tokens.stream(stream);
  }

  /** Kafka's key, and the one way a child shows outside the seal. */
  childToken(child: ChildId): Token {
    return this.tokens.child(child);
  }

  /** Keyed hash of an agency's own number for a thing; kinds don't collide. */
  ref(kind: string, ...parts: string[]): RecordRef {
    return this.tokens.ref(kind, parts);
  }

  /**
   * The keys that seal these scopes, in their order. Missing ones are made and committed at once; known ones are read
   * again each time, so that a caller who holds the record's lock never seals with one erased meanwhile.
   */
  async keysFor(scopes: readonly KeyScope[]): Promise<readonly KeyHandle[]> {
    const wanted = scopes.map((scope) => this.wanted(scope));
    const handles = await this.ring.toSeal(wanted);
    return wanted.map((scope) => present(handles.get(scope.name)));
  }

  /** `leaf` is the event's version. Throws where that leaf was erased or lies above 16.7 million. */
  seal(handle: KeyHandle, leaf: number, aad: Buffer, plain: Buffer): Buffer {
    const key = handle.key.leafKey(leaf);
    if (!key) throw new Error(`leaf ${leaf} of key ${handle.keyId} was erased`);
    return encrypt(key, aad, plain);
  }

  /** What stands in the records, in their order; null where the event was erased, here or by another process. */
  async openAll(records: readonly SealedRecord[]): Promise<readonly (OpenedBody | null)[]> {
    if (records.length === 0) return [];
    const handles = await this.ring.toOpen(new Set(records.map((record) => record.keyId)));
    return records.map((record) => {
      const handle = handles.get(record.keyId);
      return handle ? this.openOne(handle, record) : null;
    });
  }

  /** Of keys that opened events, those by which some of these events may have been erased since. */
  async changedSince(keys: readonly HeldKey[]): Promise<ReadonlySet<string>> {
    return keys.length === 0 ? new Set() : this.ring.changedSince(keys);
  }

  /** Ids of the keys that seal a stream's events of one bucket. */
  async bucketKeys(stream: StreamId, bucket: RetentionBucket): Promise<readonly string[]> {
    return this.rows.idsOf(this.tokens.stream(stream), bucket);
  }

  /** Destroys whole keys. Repeating it changes nothing. */
  async eraseBucket(...keyIds: string[]): Promise<void> {
    if (keyIds.length === 0) return;
    await this.shreds.add(keyIds.map((keyId) => ({ keyId })));
    await this.ring.destroy(keyIds);
  }

  /** Makes events of a key unreadable for ever; their neighbours read on. Repeating it changes nothing. */
  async eraseEvents(keyId: string, leaves: readonly number[]): Promise<void> {
    await this.shreds.add(leaves.map((leaf) => ({ keyId, leaf })));
    await this.ring.puncture(keyId, leaves);
  }

  /** Erases again all that was ever erased; for a key database that came out of a backup. */
  async applyShreds(): Promise<void> {
    const shreds = await this.shreds.read();
    const whole = shreds.filter((shred) => shred.leaf === undefined).map((shred) => shred.keyId);
    if (whole.length > 0) await this.ring.destroy(whole);
    const leaves = new Map<string, number[]>();
    for (const { keyId, leaf } of shreds) {
      if (leaf !== undefined) leaves.set(keyId, [...(leaves.get(keyId) ?? []), leaf]);
    }
    for (const [keyId, taken] of leaves) await this.ring.puncture(keyId, taken);
  }

  /** Small values of the identity store, whose rows are deleted rather than shredded. */
  sealIdentity(plain: Buffer, aad: Buffer): Buffer {
    return encrypt(this.tokens.subkey('identity'), aad, plain);
  }

  openIdentity(sealed: Buffer, aad: Buffer): Buffer {
    const plain = decrypt(this.tokens.subkey('identity'), aad, sealed);
    if (plain) return plain;
    throw new Problem(
      'identity-damaged',
      500,
      'An identity value is damaged',
      'Its bytes are not those that were sealed',
    );
  }

  /** A value under a key of its own that is kept elsewhere: whoever erases the key erases the value. */
  sealApart(plain: Buffer, aad: Buffer): Readonly<{ key: string; sealed: Buffer }> {
    const key = randomBytes(32);
    return { key: key.toString('base64url'), sealed: encrypt(key, aad, plain) };
  }

  /** Undefined where that is not the key it was sealed with. */
  openApart(key: string, sealed: Buffer, aad: Buffer): Buffer | undefined {
    const bytes = Buffer.from(key, 'base64url');
    return bytes.length === 32 ? decrypt(bytes, aad, sealed) : undefined;
  }

  /** `day` as 2026-01-31, Europe/London. */
  async sealPayload(feed: string, day: string, bytes: Buffer): Promise<Buffer> {
    return this.payloads.seal(feed, day, bytes);
  }

  /** Null where that day's key was dropped. */
  async openPayload(sealed: Buffer): Promise<Buffer | null> {
    return this.payloads.open(sealed);
  }

  /** Drops the payload keys of all days before that one; returns how many. */
  async dropPayloadKeys(beforeDay: string): Promise<number> {
    return this.payloads.dropBefore(beforeDay);
  }

  private openOne(handle: KeyHandle, record: SealedRecord): OpenedBody | null {
    const key = handle.key.leafKey(record.version);
    if (!key) return null;
    const plain = decrypt(key, recordAad(record), record.body);
    if (plain) return { plain, generation: handle.generation };
    throw new Problem(
      'record-damaged',
      500,
      'A stored event is damaged',
      `The record at ${record.at.generation}.${record.at.tx}.${record.at.position} is not what was sealed. Run: tributary verify`,
    );
  }

  private wanted(scope: KeyScope): WantedKey {
    const { agency, bucket, dataClass, fresh = false } = scope;
    const streamToken = this.tokens.stream(scope.streamId);
    return { streamToken, bucket, dataClass, agency, fresh, name: `${streamToken}/${bucket}/${dataClass}/${agency}` };
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a key that was just made is missing');
  return value;
}
