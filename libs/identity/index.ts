export { Children, type Named } from './children';
export { ChildReferences } from './child-references';
export { type ByHand, IdentityDesk } from './desk';
export { firstSightEvents, type Ground } from './domain/link-events';
export { type Asked, Identity, type Resolution } from './identity';
export { identityMigrations } from './storage/migrations';
