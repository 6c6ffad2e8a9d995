export type { Counts, Receipt, ReceiptRecord } from './domain/receipt';
export { Intake } from './pipeline/intake';
export type {
  Asked,
  DeliveryStamp,
  FeedInfo,
  FeedRegistry,
  Identity,
  IntakeLimits,
  IntakeOptions,
  Resolved,
} from './pipeline/ports';
export { intakeMigrations } from './storage/migrations';
