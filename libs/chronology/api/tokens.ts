export const ANSWERS = Symbol('chronology answers');
export const DOORS = Symbol('child doors');
