import { defineCodes } from './list';

const CIN = 'DfE children in need census 2024, code sets';

export const ETHNICITY = defineCodes({
  id: 'ethnicity',
  title: 'Ethnicity',
  source: CIN,
  codes: {
    WBRI: 'White British',
    WIRI: 'White Irish',
    WIRT: 'Traveller of Irish heritage',
    WOTH: 'Any other White background',
    WROM: 'Gypsy or Roma',
    MWBC: 'White and Black Caribbean',
    MWBA: 'White and Black African',
    MWAS: 'White and Asian',
    MOTH: 'Any other mixed background',
    AIND: 'Indian',
    APKN: 'Pakistani',
    ABAN: 'Bangladeshi',
    AOTH: 'Any other Asian background',
    BCRB: 'Caribbean',
    BAFR: 'African',
    BOTH: 'Any other Black background',
    CHNE: 'Chinese',
    OOTH: 'Any other ethnic group',
    REFU: 'Refused',
    NOBT: 'Not yet obtained',
  },
});

export const DISABILITY = defineCodes({
  id: 'disability',
  title: 'Disability',
  source: CIN,
  codes: {
    NONE: 'No disability',
    MOB: 'Mobility',
    HAND: 'Hand function',
    PC: 'Personal care',
    INC: 'Incontinence',
    COMM: 'Communication',
    LD: 'Learning',
    HEAR: 'Hearing',
    VIS: 'Vision',
    BEH: 'Behaviour',
    CON: 'Consciousness',
    AUT: 'Autism',
    DDA: 'Another disability under the Equality Act',
  },
});

export const NHS_NUMBER_STATUS = defineCodes({
  id: 'nhs-number-status',
  title: 'NHS number verification status',
  source: 'UK Core code system NHSNumberVerificationStatusEngland',
  codes: {
    '01': 'Present and verified',
    '02': 'Present, not traced',
    '03': 'Trace required',
    '04': 'Trace attempted, no match or several',
    '05': 'Trace needs to be resolved',
    '06': 'Trace in progress',
    '07': 'Not present, trace not required',
    '08': 'Trace postponed, baby under six weeks old',
  },
});
