import type { ChildReader } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import type { Vault } from '@tributary/vault';
import type { Policy } from './domain/evaluate';

export type AlertingOptions = Readonly<{
  reader: ChildReader;
  directory: Directory;
  vault: Pick<Vault, 'ref'>;
  policy: Policy & Readonly<{ statusLimitMs: number }>;
}>;
