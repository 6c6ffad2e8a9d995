export const ANSWERS = Symbol('chronology answers');
export const DOORS = Symbol('child doors');
/** What people decide about access to a child. */
export const GRANTS = Symbol('ChildGrants');
