import { defineCodes } from './list';

const CIN = 'DfE children in need census 2024, code sets';

export const REFERRAL_SOURCE = defineCodes({
  id: 'referral-source',
  title: 'Who referred',
  source: CIN,
  codes: {
    '1A': 'Family member, relative or carer',
    '1B': 'Acquaintance, neighbour or child minder',
    '1C': 'The child',
    '1D': 'Another individual',
    '2A': 'School',
    '2B': 'Education services',
    '3A': 'General practitioner',
    '3B': 'Health visitor',
    '3C': 'School nurse',
    '3D': 'Other primary health service',
    '3E': 'Emergency department',
    '3F': 'Other health service',
    '4': 'Housing',
    '5A': 'Local authority social care, for example for adults',
    '5B': 'Another department of the local authority',
    '5C': 'Another local authority',
    '5D': 'Local authority early help',
    '6': 'Police',
    '7': 'Other legal agency, court, probation, immigration or prison',
    '8': 'Other, including voluntary organisations',
    '9': 'Anonymous',
    '10': 'Unknown',
  },
});

export const PRIMARY_NEED = defineCodes({
  id: 'primary-need',
  title: 'Main reason for help',
  source: CIN,
  codes: {
    N0: 'Not stated',
    N1: 'Abuse or neglect',
    N2: "Child's disability",
    N3: "Parent's disability or illness",
    N4: 'Family in acute stress',
    N5: 'Family dysfunction',
    N6: 'Socially unacceptable behaviour',
    N7: 'Low income',
    N8: 'Absent parenting',
    N9: 'Cases other than children in need',
  },
});

export const ABUSE_CATEGORY = defineCodes({
  id: 'abuse-category',
  title: 'Category of abuse',
  source: CIN,
  codes: {
    NEG: 'Neglect',
    PHY: 'Physical abuse',
    SAB: 'Sexual abuse',
    EMO: 'Emotional abuse',
    MUL: 'Multiple',
  },
});

export const CLOSURE_REASON = defineCodes({
  id: 'closure-reason',
  title: 'Why the case closed',
  source: CIN,
  codes: {
    RC1: 'Adopted',
    RC2: 'Died',
    RC3: 'Child arrangements order',
    RC4: 'Special guardianship order',
    RC5: 'Transferred to another local authority',
    RC6: 'Transferred to adult social care',
    RC7: 'Services ceased for another reason, no longer in need included',
    RC8: 'Closed after assessment, no further action',
    RC9: 'Closed after assessment, referred to early help',
  },
});

export const UPN_UNKNOWN = defineCodes({
  id: 'upn-unknown',
  title: 'Why there is no unique pupil number',
  source: CIN,
  codes: {
    UN1: 'Not of school age',
    UN2: 'Never in a maintained school in England',
    UN3: 'Educated outside England',
    UN4: 'Newly looked after, not yet known',
    UN5: 'Sources disagree',
    UN6: 'Identified in the last week',
    UN7: 'Referral with no further action',
  },
});
