import type { Ethnicity, Origin, Quintile } from './rates';

/**
 * What records say around a child beside the names, the birth date and the address: parents, school, former addresses.
 * Written before the matcher was tuned to it, as the table in `rates.ts` was, and judged by in the same way. Published is
 * that the fields are there; how often they are filled, and how well, is assumed where no source is named.
 */

/** What is published, and what it was taken for. */
export const AROUND_SOURCES = {
  ctf: 'DfE, Common Transfer File specification: a pupil has contacts with priority, relationship and parental responsibility, and a school under LA and establishment number',
  kcsie:
    'DfE, Keeping children safe in education, part two: schools hold more than one emergency contact for each pupil where reasonably possible',
  hl7: 'HL7 v2 NK1 and UK Core Patient.contact: next of kin of a patient; NEMS birth notification names the mother',
  ecds: 'NHS data dictionary, CDS 6.2 emergency care: school attended, by organisation code (EE and the URN)',
  pds: 'NHS Digital, Personal Demographics Service: address history is kept; usual address and those before',
  census:
    'ONS, families and households, 2023: 16 % of families are of one parent, a quarter of those with dependent children; more where deprivation is higher',
  births:
    'ONS, birth characteristics: about half of births outside marriage, most of those registered by two parents at one address',
  pupils:
    'DfE, pupil mobility in England: in a year some 5 % of pupils change school at a time that is not the usual one, more among deprived pupils and Travellers',
  assumed: 'no figure is published that we know of',
} as const;

export type Keeping = Readonly<{
  /** Share of its records that name a parent or carer, and of those, the ones that name a second of two. */
  parent: number;
  secondParent: number;
  /** Of the parents named first, the share that is the father. */
  fatherFirst: number;
  /** Somebody else stands in a parent's place: a grandparent, a foster carer, a parent's partner. */
  otherCarer: number;
  /** Share of its records of a child of school age that say which school; and of those, the ones that say the last one. */
  school: number;
  formerSchool: number;
  /** Of the schools stated, the share under the other of LAESTAB and URN than education's: nothing follows. */
  otherCode: number;
  /** Of its records with the address of today, those that hold the one before too. */
  addressBefore: number;
  sources: readonly (keyof typeof AROUND_SOURCES)[];
}>;

export const KEEPING = {
  health: {
    parent: 0.7,
    secondParent: 0.25,
    fatherFirst: 0.1,
    otherCarer: 0.03,
    school: 0.4,
    formerSchool: 0.15,
    otherCode: 0.4,
    addressBefore: 0.6,
    sources: ['hl7', 'ecds', 'pds', 'assumed'],
  },
  education: {
    parent: 0.93,
    secondParent: 0.65,
    fatherFirst: 0.2,
    otherCarer: 0.05,
    school: 0.99,
    formerSchool: 0,
    otherCode: 0,
    addressBefore: 0.2,
    sources: ['ctf', 'kcsie', 'assumed'],
  },
  'social-care': {
    parent: 0.9,
    secondParent: 0.5,
    fatherFirst: 0.15,
    otherCarer: 0.1,
    school: 0.6,
    formerSchool: 0.1,
    otherCode: 0.2,
    addressBefore: 0.5,
    sources: ['assumed'],
  },
  police: {
    parent: 0.6,
    secondParent: 0.2,
    fatherFirst: 0.25,
    otherCarer: 0.1,
    school: 0.25,
    formerSchool: 0.1,
    otherCode: 0,
    addressBefore: 0,
    sources: ['assumed'],
  },
} as const satisfies Readonly<Record<string, Keeping>>;

/** Families of one parent (`census`; the slope over the quintiles is assumed). Nobody else is named in the parent's place. */
export const ONE_PARENT: Readonly<Record<Quintile, number>> = {
  '1 (most deprived)': 0.35,
  '2': 0.29,
  '3': 0.24,
  '4': 0.19,
  '5 (least deprived)': 0.14,
};

/** Added to the share of records that name no parent: forms in English, filled in by others (assumed). */
export const NO_PARENT_MORE: Readonly<Record<Ethnicity, number>> = {
  White: 0,
  Mixed: 0.02,
  Asian: 0.03,
  Black: 0.03,
  Other: 0.04,
};

/** Travellers: less is written. And a child is moved between schools, or is at none (`pupils`; assumed). */
export const TRAVELLER_AROUND = { noParentMore: 0.1, noSchoolMore: 0.2, formerSchool: 0.15 } as const;

/** Of the names of parents, whoever they are of; beside what `NAME_RATES` of their origin says of every name. */
export const PARENT_NAME = {
  /** "Mum": it names nobody. */
  word: 0.03,
  /** Title and family name, no given name: "Mrs Thornwick". */
  titleOnly: 0.05,
  /** An initial in place of the given name. */
  initial: 0.04,
  /** A title before the whole name. */
  titled: 0.25,
  /** Known by a short form, as adults are more often than children are written down. */
  nickname: 0.12,
  /** A middle name or an English one, in place of the own: beside `goesBy` of the origin. */
  goesBy: 0.02,
  /** The child's family name in place of an own one that is another, by whoever wrote it down. */
  childsFamily: 0.1,
  /** Another family name: before or after a marriage. */
  otherFamily: 0.04,
} as const;

/**
 * How often a mother bears the child's family name. About half of parents are not married (`births`); by custom wives
 * keep their own name in East Asia and mostly among Muslims, and have one of their own among Sikhs. Assumed in number.
 */
export const MOTHER_SHARES_NAME: Readonly<Record<Origin, number>> = {
  british: 0.6,
  'double-barrelled': 0.35,
  traveller: 0.5,
  'eastern-european': 0.75,
  'south-asian': 0.5,
  muslim: 0.25,
  'west-african': 0.6,
  'east-asian': 0.15,
};
/** The father, where the mother does not. Where she does, `BOTH_SHARE` of the fathers do too. */
export const FATHER_SHARES_NAME: Readonly<Record<Origin, number>> = {
  british: 0.9,
  'double-barrelled': 0.7,
  traveller: 0.85,
  'eastern-european': 0.9,
  'south-asian': 0.85,
  muslim: 0.7,
  'west-african': 0.85,
  'east-asian': 0.95,
};
export const BOTH_SHARE = 0.85;

/**
 * Of the children with another family name in some records, that of their mother, where she bears one of her own; the
 * others have a step-parent's, who is named in no more records than other carers are (assumed).
 */
export const OTHER_FAMILY_IS_MOTHERS = 0.6;

/** About one school for so many children: 24,000 state schools for 9 million pupils (DfE, schools, pupils and their characteristics). */
export const CHILDREN_PER_SCHOOL = 370;
