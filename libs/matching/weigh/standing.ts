import { FIELDS, type Field, LEVELS } from '../compare/fields';
import { type Shares, THRESHOLDS, type Weights } from './weights';

type Listed = readonly (readonly [m: number, u: number])[];

/**
 * What holds for records about people in general: the start of every estimate, and what is used where there are too few
 * records to estimate from. Set by hand from how often such fields are mistyped and how many values they take; no
 * labelled set was used. In the order of `LEVELS`.
 */
const SHARES: Readonly<Record<Field, Listed>> = {
  'given-name': [
    [0.82, 0.004],
    [0.05, 0.003],
    [0.02, 0.002],
    [0.06, 0.001],
    [0.02, 0.008],
    [0.01, 0.008],
    [0.02, 0.974],
  ],
  'family-name': [
    [0.87, 0.002],
    [0.04, 0.001],
    [0.05, 0.0006],
    [0.02, 0.006],
    [0.008, 0.0004],
    [0.005, 0.01],
    [0.007, 0.98],
  ],
  // Whether names stand crosswise is told only by those that agree that way: by chance it says nothing.
  'name-order': [
    [0.99, 1],
    [0.01, 1],
  ],
  'birth-date': [
    [0.9, 0.00015],
    [0.01, 0.0001],
    [0.03, 0.0015],
    [0.005, 0.0025],
    [0.005, 0.0045],
    [0.03, 0.06],
    [0.02, 0.93],
  ],
  sex: [
    [0.99, 0.5],
    [0.01, 0.5],
  ],
  postcode: [
    [0.7, 0.0004],
    [0.05, 0.0002],
    [0.04, 0.005],
    [0.04, 0.03],
    [0.1, 0.5],
    [0.07, 0.4644],
  ],
  house: [
    [0.75, 0.01],
    [0.05, 0.03],
    [0.2, 0.96],
  ],
  street: [
    [0.72, 0.001],
    [0.08, 0.002],
    [0.2, 0.997],
  ],
  locality: [
    [0.8, 0.02],
    [0.08, 0.005],
    [0.12, 0.975],
  ],
  region: [
    [0.93, 0.2],
    [0.07, 0.8],
  ],
  parent: [
    [0.35, 0.0002],
    [0.15, 0.0003],
    [0.1, 0.012],
    [0.4, 0.9875],
  ],
  school: [
    [0.85, 0.02],
    [0.15, 0.98],
  ],
  'nhs-number': [
    [0.98, 0.000001],
    [0.02, 0.999999],
  ],
  upn: [
    [0.97, 0.000001],
    [0.03, 0.999999],
  ],
  number: [
    [0.9, 0.00001],
    [0.07, 0.00005],
    [0.03, 0.99994],
  ],
};

export const STANDING_WEIGHTS: Weights = {
  version: 'standing-3',
  made: { from: 'standing', records: 0, fingerprint: '' },
  expectedMatches: 1,
  thresholds: THRESHOLDS,
  fields: Object.fromEntries(FIELDS.map((field) => [field, listed(field)])) as Weights['fields'],
};

function listed(field: Field): Readonly<Record<string, Shares>> {
  return Object.fromEntries(LEVELS[field].map((level, at) => [level, sharesAt(SHARES[field][at])]));
}

function sharesAt([m, u]: readonly [number, number] = [0.5, 0.5]): Shares {
  return { m, u };
}
