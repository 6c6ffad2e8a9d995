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
import type { Pool } from 'pg';

/** What one key seals: an agency's record (or a child's decisions), one retention bucket, one class. */
export type KeyScope = Readonly<{
  streamId: StreamId;
  agency: AgencyId;
  bucket: RetentionBucket;
  dataClass: DataClass;
}>;
export type KeyHandle = Readonly<{ keyId: string; generation: number }>;
export type VaultOptions = Readonly<{ keys: Pool; masterKey: Buffer; shredDirectory: string }>;

const soon = (): never => {
  throw new Error('not built yet');
};

/** Keys: seals, opens, shreds. */
export class Vault {
  static async open(_options: VaultOptions): Promise<Vault> {
    return soon();
  }
  streamToken(_stream: StreamId): Token {
    return soon();
  }
  childToken(_child: ChildId): Token {
    return soon();
  }
  /** Keyed hash of an agency's own number for a thing; kinds don't collide. */
  ref(_kind: string, ..._parts: string[]): RecordRef {
    return soon();
  }
  async keysFor(_scopes: readonly KeyScope[]): Promise<readonly KeyHandle[]> {
    return soon();
  }
  seal(_key: KeyHandle, _leaf: number, _aad: Buffer, _plain: Buffer): Buffer {
    return soon();
  }
  async openAll(_records: readonly SealedRecord[]): Promise<readonly (Buffer | null)[]> {
    return soon();
  }
  async eraseBucket(_keyId: string): Promise<void> {
    return soon();
  }
  async eraseOne(_keyId: string, _leaf: number): Promise<void> {
    return soon();
  }
  sealIdentity(_plain: Buffer, _aad: Buffer): Buffer {
    return soon();
  }
  openIdentity(_sealed: Buffer, _aad: Buffer): Buffer {
    return soon();
  }
  async sealPayload(_feed: string, _day: string, _bytes: Buffer): Promise<Buffer> {
    return soon();
  }
  async openPayload(_sealed: Buffer): Promise<Buffer | null> {
    return soon();
  }
  async dropPayloadKeys(_beforeDay: string): Promise<number> {
    return soon();
  }
}
