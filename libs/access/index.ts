export { loadAgreements } from './agreements';
export {
  type Agreement,
  Agreements,
  type Cohort,
  COHORTS,
  type Relationship,
  RELATIONSHIPS,
  versionOf,
} from './domain/agreement';
export { AUDIT, decide, type Grounds, NAME, NO_GROUNDS, type Reader, refusalOf, type Subject } from './domain/decide';
export { type Level, narrower, type Reach, reaches } from './domain/level';
export { parseAgreement, readAgreements } from './file/read-agreements';
export { type Glass, GlassBook } from './storage/glass-book';
export { disclosuresAbout, type Disclosed } from './ledger/disclosures-about';
export { DisclosureLedger } from './ledger/ledger';
export { LedgerNotary, type LedgerNotaryOptions } from './ledger/ledger-notary';
export type { Disclosure } from './ledger/line';
export { type LedgerVerification, verifyLedger } from './ledger/verify-ledger';
export { accessMigrations } from './storage/migrations';
