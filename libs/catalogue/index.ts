export { CLOSINGS } from './assessment/assessment-closed.event';
export { ACTION_ENDS } from './assessment/action-ended.event';
export { VOICES } from './assessment/contribution-made.event';
export * from './assessment/elements';
export { FORMS, SPEAKERS } from './assessment/parts';
export * from './catalogue';
export * from './codes';
export * from './current-facts';
export { type EventDefinition, type Lasting, releaseOf, type Sector, STATED_SECTORS, type Subject } from './definition';
export * from './event-of';
export { CODE_LIST } from './fields';
export * from './held-back';
export { FLAGS, type Flag } from './flags';
export * from './numbers';
export * from './records-of';
export { ADULT_NAMED } from './record/adult-named.event';
export {
  RELATIONSHIP,
  type Relationship,
  RELATIONSHIPS,
  RESPONSIBILITIES,
  type Responsibility,
} from './record/relationship-stated.event';
export * from './upcast';
export * from './validate';
export { catalogueDocs, writeCatalogueDocs } from './write-docs';
