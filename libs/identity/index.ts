export { Children, type Named } from './children';
export { ChildReferences } from './child-references';
export { type ByHand, type ByMachine, IdentityDesk } from './desk';
export { decideChild, type Placement } from './domain/decide-child';
export { type Said as PersonSaid, saidAfter, statedBy } from './domain/person';
export { firstSightEvents, type Ground } from './domain/link-events';
export { type Asked, Identity, type Resolution } from './identity';
export { type VersionedJudge, WeightsInForce } from './weights';
export { identityMigrations } from './storage/migrations';
