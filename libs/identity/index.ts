export { Children, type Named } from './children';
export { ChildReferences } from './child-references';
export { type ByHand, IdentityDesk } from './desk';
export { decideChild, type Placement } from './domain/decide-child';
export { type Person, personOf, type Said as PersonSaid, saidAfter } from './domain/person';
export { firstSightEvents, type Ground } from './domain/link-events';
export { type Asked, Identity, type Resolution } from './identity';
export { identityMigrations } from './storage/migrations';
