/**
 * How often records of each group go wrong: the table that the fairness gate is judged by (docs/match.md). It was written
 * before the matcher was tuned to it, from what is published where anything is, and is not changed to make the gate pass:
 * when the gate fails, the matcher is at fault.
 *
 * All rates are shares of records. Two records of one child disagree about twice as often as either goes wrong.
 */

/** What is published, and what it was taken for. */
export const SOURCES = {
  alspac:
    'Lam, Boyd, Linacre, Blackburn, Harron 2024, doi 10.23889/ijpds.v9i1.2389: between two collections of one cohort 12 % of forenames and 18 % of surnames disagree, more or less by ethnic group',
  picanet:
    'Hagger-Johnson et al. 2015, doi 10.1136/bmjopen-2015-008118: 4.1 % of matches missed, 0.2 % false; missed more often for Asian, Black and other groups and where data are missing',
  hes: 'Harron et al. 2017, doi 10.1186/s12874-017-0306-8: sex and birth date wrong or missing in 0.11 % of hospital records, postcode in 53 %',
  npd: 'Libuy et al. 2021, doi 10.23889/ijpds.v6i1.1671: pupils of ethnic minorities and of deprived areas linked to hospital records less often',
  chinese:
    'Lam et al. 2025, UCL Discovery 10205804: blocking finds 68.8 % of names in the romanisation used in Hong Kong, and over 95 % in standard ones; order of names differs',
  twoSurnames:
    'Fraser, Kinnear, Smith 2018, doi 10.23889/ijpds.v3i4.764: of people with two surnames 82.6 % linked wholly where the surname is one field, 94.7 % where its parts are compared',
  numbers:
    'Cooper et al. 2007, doi 10.1186/1745-0179-3-16: NHS number known for 55 to 73 % at emergency departments, less often for ethnic minorities and people without a home',
  falseMatches:
    'Hagger-Johnson et al. 2014, doi 10.1111/1475-6773.12272, table 3: unconventional surnames, addresses out of date (40 % not registered 6 months after a move), twins',
  voters:
    'Lam et al. 2026, arXiv 2601.07693: name discrepancies differ by ethnic group in kind and in number; unequal exposure makes most of the gap',
  assumed:
    'no figure is published that we know of; assumed so that the group is worse off than the first row by what its custom makes likely',
} as const;

export type NameRates = Readonly<{
  /** A letter left out, put in, another, or two turned; of each of the two names. */
  typo: number;
  /** A short form, where the name has one. */
  nickname: number;
  /** The given name in another spelling or romanisation. */
  respelt: number;
  /** The family name likewise. */
  familyRespelt: number;
  /** Given and family name in each other's place. */
  swapped: number;
  /** Of two given names one is left out. */
  partGiven: number;
  /** Of a double name one half is left out. */
  halfFamily: number;
  /** Cut off after ten letters, as old systems do. */
  cutOff: number;
  /** Another family name by custom: a parent's, Kaur or Singh, the other gender's ending, a step-parent's. */
  otherFamily: number;
  /** Another given name altogether: a middle name, or an English one beside the own. */
  goesBy: number;
  sources: readonly (keyof typeof SOURCES)[];
}>;

export const ORIGINS = [
  'british',
  'double-barrelled',
  'traveller',
  'eastern-european',
  'south-asian',
  'muslim',
  'west-african',
  'east-asian',
] as const;
export type Origin = (typeof ORIGINS)[number];

const BRITISH: NameRates = {
  typo: 0.05,
  nickname: 0.08,
  respelt: 0.01,
  familyRespelt: 0.005,
  swapped: 0.01,
  partGiven: 0.02,
  halfFamily: 0.03,
  cutOff: 0.005,
  otherFamily: 0.01,
  goesBy: 0.002,
  // Typos, short forms and other surnames together come near the cohort's 12 and 18 %; the single shares are assumed.
  sources: ['alspac', 'assumed'],
};

export const NAME_RATES: Readonly<Record<Origin, NameRates>> = {
  british: BRITISH,
  // One half alone in one record of eight: what one field loses of two-surname names, 17 % of pairs at the least.
  'double-barrelled': { ...BRITISH, halfFamily: 0.12, cutOff: 0.02, sources: ['twoSurnames', 'assumed'] },
  // Less is written and more is heard; a child is known under the mother's and the father's name.
  traveller: { ...BRITISH, typo: 0.06, otherFamily: 0.03, sources: ['assumed'] },
  // Marks are dropped (not counted here, as it costs nothing); endings follow the gender of whoever is asked.
  'eastern-european': {
    ...BRITISH,
    respelt: 0.06,
    familyRespelt: 0.03,
    otherFamily: 0.05,
    sources: ['voters', 'assumed'],
  },
  // Many have no family name: Kaur, Singh, or a parent's name stands in its place in some records.
  'south-asian': {
    ...BRITISH,
    nickname: 0.03,
    respelt: 0.06,
    familyRespelt: 0.04,
    swapped: 0.03,
    partGiven: 0.05,
    otherFamily: 0.04,
    goesBy: 0.003,
    sources: ['picanet', 'falseMatches', 'assumed'],
  },
  // Romanised by ear; a first Mohammed is left out; a father's given name stands as the family name.
  muslim: {
    ...BRITISH,
    nickname: 0.03,
    respelt: 0.12,
    familyRespelt: 0.08,
    swapped: 0.03,
    partGiven: 0.08,
    otherFamily: 0.03,
    goesBy: 0.003,
    sources: ['picanet', 'voters', 'assumed'],
  },
  // Long names cut off or shortened, an English name beside the own, family name first.
  'west-african': {
    ...BRITISH,
    nickname: 0.03,
    respelt: 0.04,
    familyRespelt: 0.03,
    swapped: 0.04,
    partGiven: 0.08,
    cutOff: 0.03,
    goesBy: 0.005,
    sources: ['picanet', 'assumed'],
  },
  // Family name first; two syllables of one given name; several romanisations; an English name in its place.
  'east-asian': {
    ...BRITISH,
    nickname: 0.02,
    respelt: 0.08,
    familyRespelt: 0.06,
    swapped: 0.06,
    partGiven: 0.05,
    goesBy: 0.01,
    sources: ['chinese', 'assumed'],
  },
};

export type PlaceRates = Readonly<{
  /** The address before the last move. */
  formerHome: number;
  noPostcode: number;
  mistypedPostcode: number;
  /** Of records that would have an NHS number, those without. */
  noNumber: number;
}>;

export const QUINTILES = ['1 (most deprived)', '2', '3', '4', '5 (least deprived)'] as const;
export type Quintile = (typeof QUINTILES)[number];

/**
 * Half of all postcodes missing or wrong, as in hospital records (`hes`), more where people move more (`npd`,
 * `falseMatches`); the slope over the quintiles is assumed.
 */
export const PLACE_RATES: Readonly<Record<Quintile, PlaceRates>> = {
  '1 (most deprived)': { formerHome: 0.2, noPostcode: 0.3, mistypedPostcode: 0.1, noNumber: 0.05 },
  '2': { formerHome: 0.17, noPostcode: 0.27, mistypedPostcode: 0.1, noNumber: 0.04 },
  '3': { formerHome: 0.15, noPostcode: 0.25, mistypedPostcode: 0.1, noNumber: 0.03 },
  '4': { formerHome: 0.13, noPostcode: 0.23, mistypedPostcode: 0.1, noNumber: 0.02 },
  '5 (least deprived)': { formerHome: 0.1, noPostcode: 0.2, mistypedPostcode: 0.1, noNumber: 0.02 },
};

/** Sites and roadsides: no fixed address in half of the records, and a move between two of three (`numbers`; assumed). */
export const TRAVELLER_PLACE: PlaceRates = { formerHome: 0.35, noPostcode: 0.45, mistypedPostcode: 0.1, noNumber: 0.1 };

/** Census 2021, high-level ethnic groups. */
export const ETHNICITIES = ['Asian', 'Black', 'Mixed', 'White', 'Other'] as const;
export type Ethnicity = (typeof ETHNICITIES)[number];

/** Added to what the quintile lacks of NHS numbers (`numbers`, `npd`: direction published, size assumed). */
export const NO_NUMBER_MORE: Readonly<Record<Ethnicity, number>> = {
  White: 0,
  Mixed: 0.01,
  Asian: 0.02,
  Black: 0.02,
  Other: 0.02,
};

/** Of any record, whoever it is of: `hes` says a tenth of that for hospitals; other agencies are assumed to be worse. */
export const ANY_RECORD = { birthSlip: 0.02, birthSwapped: 0.01, placeholder: 0.01, noUpn: 0.1, noSex: 0.01 } as const;

/**
 * Of each origin's children, how many are of which ethnic group: drawn so that each group has its 10,000 true pairs, not as
 * the census has them.
 */
export const ETHNICITY_OF: Readonly<Record<Origin, Readonly<Partial<Record<Ethnicity, number>>>>> = {
  british: { White: 0.75, Mixed: 0.15, Black: 0.1 },
  'double-barrelled': { White: 0.6, Mixed: 0.3, Black: 0.1 },
  traveller: { White: 1 },
  'eastern-european': { White: 0.92, Other: 0.08 },
  'south-asian': { Asian: 0.9, Mixed: 0.1 },
  muslim: { Asian: 0.4, Other: 0.45, Black: 0.1, Mixed: 0.05 },
  'west-african': { Black: 0.8, Mixed: 0.15, Other: 0.05 },
  'east-asian': { Asian: 0.65, Other: 0.2, Mixed: 0.15 },
};
