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
export {
  AUDIT,
  decide,
  isMeant,
  type Grounds,
  NAME,
  NO_GROUNDS,
  type Reader,
  refusalOf,
  RESTRICTED,
  type Subject,
} from './domain/decide';
export { type Hidden, SEALED, withoutLocation } from './domain/location';
export { type Level, narrower, type Reach, reaches } from './domain/level';
export { answerDueBy, MOST_SHARED_DAYS } from './domain/requests';
export { PROTECTION_GROUNDS, type ProtectionGround, protectionUntil } from './domain/protection';
export { reviewDueBy } from './domain/review';
export { lookAgainDueBy, MOST_KEPT_WORKING_DAYS, lastLookAgain, releaseDueBy } from './domain/release';
export { parseAgreement, readAgreements } from './file/read-agreements';
export { type FamilyLink, FamilyLinks } from './storage/family-links';
export { type ContentRequest, ContentRequests, type RequestState } from './storage/requests';
export { type Decided, type Held, type HeldFor, HeldBackList } from './storage/held-back';
export { type Opening, type OpeningKind, type OpeningRate, Openings } from './storage/openings';
export { disclosuresAbout, type Disclosed, disclosedTo, everDisclosed } from './ledger/disclosures-about';
export { type FileTaken, filesTaken } from './ledger/files-taken';
export { DisclosureLedger } from './ledger/ledger';
export { LedgerNotary, type LedgerNotaryOptions } from './ledger/ledger-notary';
export type { Disclosure, Taken } from './ledger/line';
export { checkLedger, type LedgerChecked, signedLedgerProofs } from './ledger/ledger-proofs';
export { ledgerProofs, type LedgerVerification, verifyLedger } from './ledger/verify-ledger';
export { accessMigrations } from './storage/migrations';
