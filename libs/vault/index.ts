export { PuncturableKey } from './domain/puncturable-key';
export { recordAad } from './domain/record-aad';
export { readMasterKey } from './master-key';
export { byteaArray, int4Array, uuidArray } from './storage/arrays';
export { vaultMigrations } from './storage/migrations';
export type { KeyHandle } from './keyring';
export { type KeyScope, Vault, type VaultOptions } from './vault';
