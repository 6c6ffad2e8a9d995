export { type CheckpointKey, lockCheckpoint, moveCheckpoint, readCheckpoint, resetCheckpoints } from './checkpoints';
export type { ErasureGround } from './erasure';
export { EventStore, type EventStoreOptions } from './event-store';
export * from './migrate';
export * from './ports';
export { storeMigrations } from './storage/migrations';
export { asTx, inTransaction } from './storage/transaction';
export { cancelTimer, dueTimers, setTimer } from './timers';
