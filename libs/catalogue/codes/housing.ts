import { defineCodes } from './list';

export const TEMPORARY_ACCOMMODATION = defineCodes({
  id: 'temporary-accommodation',
  title: 'Kind of temporary accommodation',
  source: 'MHCLG homelessness case level collection (H-CLIC), accommodation secured, grouped',
  codes: {
    'BED-AND-BREAKFAST': 'Bed and breakfast hotel',
    NIGHTLY: 'Nightly paid, self-contained',
    HOSTEL: 'Hostel',
    REFUGE: 'Refuge',
    'PRIVATE-LEASED': 'Leased from a private landlord',
    'OWN-STOCK': 'Within the authority’s or an association’s own stock',
    OTHER: 'Another kind',
  },
});

export const ACCOMMODATION_END = defineCodes({
  id: 'accommodation-end',
  title: 'Why a stay in temporary accommodation ended',
  source: 'Tributary, after the duty’s ends in the Housing Act 1996, part 7',
  codes: {
    SETTLED: 'Moved to a settled home',
    'OTHER-TEMPORARY': 'Moved to other temporary accommodation',
    LEFT: 'Left of their own accord',
    REFUSED: 'Refused an offer',
    'NOT-OWED': 'No duty was owed',
    OTHER: 'Another reason',
  },
});

export const EVICTION_GROUND = defineCodes({
  id: 'eviction-ground',
  title: 'Why a family is asked to leave its home',
  source: 'Tributary, after the grounds of the Housing Acts 1985 and 1988',
  codes: {
    ARREARS: 'Rent arrears',
    'NO-FAULT': 'The landlord wants the home back',
    CONDUCT: 'Conduct in or about the home',
    MORTGAGE: 'The home is repossessed',
    OTHER: 'Another ground',
  },
});
