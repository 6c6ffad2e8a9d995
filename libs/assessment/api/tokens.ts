/** Assessments, as the controller is given them. */
export const DOORS = Symbol('assessment doors');
