export * from './domain/decide';
export { DisclosureLedger } from './ledger/ledger';
export { LedgerNotary, type LedgerNotaryOptions } from './ledger/ledger-notary';
export type { Disclosure } from './ledger/line';
export { type LedgerVerification, verifyLedger } from './ledger/verify-ledger';
export { accessMigrations } from './storage/migrations';
