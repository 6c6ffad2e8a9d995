export { Holding } from './holding';
export { KnownChildren } from './known-children';
export { letGo } from './let-go';
export { type FeedPreview, previewOf } from './preview';
export { HoldingRound } from './rounds';
export { HoldingBook } from './storage/book';
export { holdingMigrations } from './storage/migrations';
