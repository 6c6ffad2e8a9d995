export * from './domain/decide';
export { type Disclosure, DisclosureLedger } from './ledger';
export { accessMigrations } from './storage/migrations';
