import { randomUUID } from 'node:crypto';
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
import type { Pool } from 'pg';
import { decrypt, encrypt } from './domain/cipher';
import { PuncturableKey } from './domain/puncturable-key';
import { recordAad } from './domain/record-aad';
import { Tokens } from './domain/tokens';
import { Lru } from './lru';
import { AgencyKeys } from './storage/agency-keys';
import { KeyRows, type KeyRow, type NewRow, type RowScope } from './storage/key-rows';
import { proveMasterKey } from './storage/master-proof';
import { PayloadKeys } from './storage/payload-keys';
import { ShredList } from './storage/shred-list';

/** What one key seals: an agency's record (or a child's decisions), one retention bucket, one class. */
export type KeyScope = Readonly<{
  streamId: StreamId;
  agency: AgencyId;
  bucket: RetentionBucket;
  dataClass: DataClass;
}>;

/** A key at hand, good for one append: the next one asks again. */
export type KeyHandle = Readonly<{ keyId: string; generation: number; key: PuncturableKey }>;

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

const wrapAad = (keyId: string, generation: number): Buffer => Buffer.from(`bucket-key/${keyId}/${generation}`);

/**
 * Keys: seals, opens, shreds. Master key → agency's key → a key per record × bucket × class → a key per event.
 * What is erased is destroyed at the third step (a bucket) or the fourth (one event), see ADR-0005.
 */
export class Vault {
  private readonly tokens: Tokens;
  private readonly rows: KeyRows;
  private readonly agencies: AgencyKeys;
  private readonly payloads: PayloadKeys;
  private readonly shreds: ShredList;
  private readonly held: Lru<string, KeyHandle>;

  private constructor(options: VaultOptions) {
    this.tokens = new Tokens(options.masterKey);
    this.rows = new KeyRows(options.keys);
    this.agencies = new AgencyKeys(options.keys, this.tokens.subkey('wrap/agency'));
    this.payloads = new PayloadKeys(options.keys, this.tokens.subkey('wrap/payload'));
    this.shreds = new ShredList(options.shredDirectory);
    this.held = new Lru(options.heldKeys ?? 20_000);
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
    const wanted = scopes.map((scope) => this.rowScope(scope));
    await this.agencies.hold(new Set(wanted.map((scope) => scope.agency)));
    const distinct = [...new Map(wanted.map((scope) => [scopeName(scope), scope])).values()];
    const handles = await this.findOrMake(distinct);
    return wanted.map((scope) => present(handles.get(scopeName(scope))));
  }

  /** `leaf` is the event's version. Throws where that leaf was erased or lies above 16.7 million. */
  seal(handle: KeyHandle, leaf: number, aad: Buffer, plain: Buffer): Buffer {
    const key = handle.key.leafKey(leaf);
    if (!key) throw new Error(`leaf ${leaf} of key ${handle.keyId} was erased`);
    return encrypt(key, aad, plain);
  }

  /** Clear bytes in the order of the records; null where the event was erased, here or by another process. */
  async openAll(records: readonly SealedRecord[]): Promise<readonly (Buffer | null)[]> {
    if (records.length === 0) return [];
    const handles = await this.byId(new Set(records.map((record) => record.keyId)));
    return records.map((record) => {
      const handle = handles.get(record.keyId);
      return handle ? this.openOne(handle, record) : null;
    });
  }

  /** Ids of the keys that seal a stream's events of one bucket. */
  async bucketKeys(stream: StreamId, bucket: RetentionBucket): Promise<readonly string[]> {
    return this.rows.idsOf(this.tokens.stream(stream), bucket);
  }

  /** Destroys whole keys. Repeating it changes nothing. */
  async eraseBucket(...keyIds: string[]): Promise<void> {
    if (keyIds.length === 0) return;
    await this.shreds.add(keyIds.map((keyId) => ({ keyId })));
    await this.destroy(keyIds);
  }

  /** Makes one event of a key unreadable for ever; its neighbours read on. Repeating it changes nothing. */
  async eraseOne(keyId: string, leaf: number): Promise<void> {
    await this.shreds.add([{ keyId, leaf }]);
    await this.punctureAll(keyId, [leaf]);
  }

  /** Erases again all that was ever erased; for a key database that came out of a backup. */
  async applyShreds(): Promise<void> {
    const shreds = await this.shreds.read();
    const whole = shreds.filter((shred) => shred.leaf === undefined).map((shred) => shred.keyId);
    if (whole.length > 0) await this.destroy(whole);
    const leaves = new Map<string, number[]>();
    for (const { keyId, leaf } of shreds) {
      if (leaf !== undefined) leaves.set(keyId, [...(leaves.get(keyId) ?? []), leaf]);
    }
    for (const [keyId, taken] of leaves) await this.punctureAll(keyId, taken);
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

  private async findOrMake(scopes: readonly RowScope[]): Promise<Map<string, KeyHandle>> {
    const handles = new Map<string, KeyHandle>();
    let missing = await this.find(scopes, handles);
    while (missing.length > 0) {
      await this.make(missing, handles);
      // What another process made in between is found now.
      missing = await this.find(
        missing.filter((scope) => !handles.has(scopeName(scope))),
        handles,
      );
    }
    return handles;
  }

  private async find(scopes: readonly RowScope[], into: Map<string, KeyHandle>): Promise<RowScope[]> {
    if (scopes.length === 0) return [];
    const rows = await this.rows.findByScope(scopes);
    return scopes.filter((scope, i) => {
      const row = rows[i];
      if (row) into.set(scopeName(scope), this.unwrap(row));
      return !row;
    });
  }

  private async make(scopes: readonly RowScope[], into: Map<string, KeyHandle>): Promise<void> {
    const made = scopes.map((scope) => this.create(scope));
    const stands = await this.rows.insert(made.map((one) => one.row));
    for (const { row, handle } of made) {
      if (!stands.has(row.keyId)) continue;
      into.set(scopeName(row), handle);
      this.held.set(row.keyId, handle);
    }
  }

  private create(scope: RowScope): { row: NewRow; handle: KeyHandle } {
    const keyId = randomUUID();
    const key = PuncturableKey.create();
    const wrapped = encrypt(this.agencies.of(scope.agency), wrapAad(keyId, 1), key.serialize());
    return { row: { ...scope, keyId, wrapped }, handle: { keyId, generation: 1, key } };
  }

  private async byId(keyIds: ReadonlySet<string>): Promise<Map<string, KeyHandle | null>> {
    const rows = await this.rows.byId([...keyIds]);
    const handles = new Map<string, KeyHandle | null>();
    await this.agencies.hold(new Set(rows.flatMap((row) => row.agency ?? [])));
    for (const { keyId, generation, agency, wrapped } of rows) {
      if (wrapped && agency !== null) handles.set(keyId, this.unwrap({ keyId, generation, agency, wrapped }));
      else this.forget(keyId, handles);
    }
    if (handles.size === keyIds.size) return handles;
    throw new Problem(
      'key-missing',
      500,
      'A key is missing',
      `${keyIds.size - handles.size} keys are neither held nor marked as erased: the key database is not this store's, or it lost rows. Restore it from its backup`,
    );
  }

  private forget(keyId: string, handles: Map<string, KeyHandle | null>): void {
    handles.set(keyId, null);
    this.drop(keyId);
  }

  private drop(keyId: string): void {
    this.held.get(keyId)?.key.wipe();
    this.held.delete(keyId);
  }

  private unwrap(row: KeyRow): KeyHandle {
    const known = this.held.get(row.keyId);
    if (known?.generation === row.generation) return known;
    const handle = { keyId: row.keyId, generation: row.generation, key: PuncturableKey.parse(this.material(row)) };
    this.held.set(row.keyId, handle);
    return handle;
  }

  private material(row: KeyRow): Buffer {
    const material = decrypt(this.agencies.of(row.agency), wrapAad(row.keyId, row.generation), row.wrapped);
    if (material) return material;
    throw new Problem('key-damaged', 500, "A key can't be opened", `Key ${row.keyId} is not what was wrapped`);
  }

  private openOne(handle: KeyHandle, record: SealedRecord): Buffer | null {
    const key = handle.key.leafKey(record.version);
    if (!key) return null;
    const plain = decrypt(key, recordAad(record), record.body);
    if (plain) return plain;
    throw new Problem(
      'record-damaged',
      500,
      'A stored event is damaged',
      `The record at ${record.at.generation}.${record.at.tx}.${record.at.position} is not what was sealed. Run: tributary verify`,
    );
  }

  private async destroy(keyIds: readonly string[]): Promise<void> {
    await this.rows.eraseAll(keyIds);
    for (const keyId of keyIds) this.drop(keyId);
  }

  private async punctureAll(keyId: string, leaves: readonly number[]): Promise<void> {
    const agency = (await this.rows.byId([keyId]))[0]?.agency;
    if (!agency) return;
    await this.agencies.hold([agency]);
    await this.rows.rewrap(keyId, (row) => {
      const before = PuncturableKey.parse(this.material(row));
      const after = leaves.reduce((key, leaf) => key.puncture(leaf), before);
      if (after === before) return undefined;
      return encrypt(this.agencies.of(row.agency), wrapAad(keyId, row.generation + 1), after.serialize());
    });
    // Not wiped: another reader may be opening a neighbour with it. It is found by its generation no more.
    this.held.delete(keyId);
  }

  private rowScope(scope: KeyScope): RowScope {
    return {
      streamToken: this.tokens.stream(scope.streamId),
      bucket: scope.bucket,
      dataClass: scope.dataClass,
      agency: scope.agency,
    };
  }
}

const scopeName = (scope: RowScope): string =>
  `${scope.streamToken}/${scope.bucket}/${scope.dataClass}/${scope.agency}`;

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a key that was just made is missing');
  return value;
}
