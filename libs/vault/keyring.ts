import { randomUUID } from 'node:crypto';
import { Lru, Problem } from '@tributary/kernel';
import { decrypt, encrypt } from './domain/cipher';
import { PuncturableKey } from './domain/puncturable-key';
import type { AgencyKeys } from './storage/agency-keys';
import type { HeldKey, KeyRow, KeyRows, NewRow, RowScope } from './storage/key-rows';

/** A key at hand, good for one append: the next one asks again. */
export type KeyHandle = Readonly<{ keyId: string; generation: number; key: PuncturableKey }>;

/** `name` tells scopes apart; `fresh`: most likely there is no key yet, so one is made without looking first. */
export type WantedKey = RowScope & Readonly<{ name: string; fresh: boolean }>;

/** No key's generation: the first is 1. */
const NOT_HELD = 0;

const wrapAad = (keyId: string, generation: number): Buffer => Buffer.from(`bucket-key/${keyId}/${generation}`);

/** The keys of records: found or made, held unwrapped for as long as their row's generation stays. */
export class Keyring {
  private readonly held: Lru<string, KeyHandle>;

  constructor(
    private readonly rows: KeyRows,
    private readonly agencies: AgencyKeys,
    most: number,
  ) {
    this.held = new Lru(most);
  }

  /** Keys that seal, by scope name; missing ones are made and committed at once. */
  async toSeal(wanted: readonly WantedKey[]): Promise<ReadonlyMap<string, KeyHandle>> {
    const distinct = [...new Map(wanted.map((scope) => [scope.name, scope])).values()];
    await this.agencies.hold(new Set(distinct.map((scope) => scope.agency)));
    const handles = new Map<string, KeyHandle>();
    const missing = (): WantedKey[] => distinct.filter((scope) => !handles.has(scope.name));
    await this.make(
      distinct.filter((scope) => scope.fresh),
      handles,
    );
    while (handles.size < distinct.length) {
      await this.find(missing(), handles);
      // What another process makes in between is found in the next round.
      await this.make(missing(), handles);
    }
    return handles;
  }

  /** Keys that open, by id; null for an erased one. Throws `key-missing` for one that is neither held nor erased. */
  async toOpen(keyIds: ReadonlySet<string>): Promise<ReadonlyMap<string, KeyHandle | null>> {
    const handles = new Map<string, KeyHandle | null>();
    for (const keyId of keyIds) {
      const held = this.held.get(keyId);
      if (held) handles.set(keyId, held);
    }
    const rows = await this.rows.unlike(
      [...keyIds].map((keyId) => ({ keyId, generation: handles.get(keyId)?.generation ?? NOT_HELD })),
    );
    await this.agencies.hold(new Set(rows.flatMap((row) => row.agency ?? [])));
    for (const { keyId, generation, agency, wrapped } of rows) {
      if (wrapped && agency !== null) handles.set(keyId, this.unwrap({ keyId, generation, agency, wrapped }));
      else if (generation !== null) {
        handles.set(keyId, null);
        this.wipe(keyId);
      } else handles.delete(keyId);
    }
    if (handles.size === keyIds.size) return handles;
    throw new Problem(
      'key-missing',
      500,
      'A key is missing',
      `${keyIds.size - handles.size} keys are neither held nor marked as erased: the key database is not this store's, ` +
        'or it lost rows. Restore it from its backup',
    );
  }

  /** Of keys that opened something at a generation those that stand at another by now: part of it or all was erased. */
  async changedSince(held: readonly HeldKey[]): Promise<ReadonlySet<string>> {
    return new Set((await this.rows.unlike(held)).map(({ keyId }) => keyId));
  }

  async destroy(keyIds: readonly string[]): Promise<void> {
    await this.rows.eraseAll(keyIds);
    for (const keyId of keyIds) this.wipe(keyId);
  }

  async puncture(keyId: string, leaves: readonly number[]): Promise<void> {
    const agency = (await this.rows.byId([keyId]))[0]?.agency;
    if (!agency) return;
    await this.agencies.hold([agency]);
    await this.rows.rewrap(keyId, (row) => {
      const before = PuncturableKey.parse(this.material(row));
      const after = leaves.reduce((key, leaf) => key.puncture(leaf), before);
      if (after === before) return undefined;
      return encrypt(this.agencies.of(row.agency), wrapAad(keyId, row.generation + 1), after.serialize());
    });
    // Not wiped: another reader may be opening a neighbour with it. Its generation is never asked for again.
    this.held.delete(keyId);
  }

  private async find(scopes: readonly WantedKey[], into: Map<string, KeyHandle>): Promise<void> {
    if (scopes.length === 0) return;
    const rows = await this.rows.findByScope(scopes);
    scopes.forEach((scope, i) => {
      const row = rows[i];
      if (row) into.set(scope.name, this.unwrap(row));
    });
  }

  private async make(scopes: readonly WantedKey[], into: Map<string, KeyHandle>): Promise<void> {
    if (scopes.length === 0) return;
    const made = scopes.map((scope) => this.create(scope));
    const stands = await this.rows.insert(made.map((one) => one.row));
    for (const { name, handle } of made) {
      if (!stands.has(handle.keyId)) continue;
      into.set(name, handle);
      this.held.set(handle.keyId, handle);
    }
  }

  private create(scope: WantedKey): { name: string; row: NewRow; handle: KeyHandle } {
    const keyId = randomUUID();
    const key = PuncturableKey.create();
    const wrapped = encrypt(this.agencies.of(scope.agency), wrapAad(keyId, 1), key.serialize());
    return { name: scope.name, row: { ...scope, keyId, wrapped }, handle: { keyId, generation: 1, key } };
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

  private wipe(keyId: string): void {
    this.held.get(keyId)?.key.wipe();
    this.held.delete(keyId);
  }
}
