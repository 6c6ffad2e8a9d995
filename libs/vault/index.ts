export { PuncturableKey } from './domain/puncturable-key';
export { recordAad } from './domain/record-aad';
export { readMasterKey } from './master-key';
export { byteaArray, int4Array, uuidArray } from './storage/arrays';
export { vaultMigrations } from './storage/migrations';
export type { KeyHandle } from './keyring';
export type { HeldKey } from './storage/key-rows';
export { type KeyScope, type OpenedBody, Vault, type VaultOptions } from './vault';
