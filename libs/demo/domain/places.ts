/** A school of the directory with its feeds; `years`: national curriculum years, 0 is reception. */
export type School = Readonly<{
  laestab: string;
  /** Before its pupils' own numbers. */
  prefix: string;
  years: readonly [number, number];
  attendance: string;
  suspensions: string;
  events: string;
}>;

const school = (laestab: string, prefix: string, years: School['years'], feed: string, events = 'events'): School => ({
  ...{ laestab, prefix, years },
  ...{ attendance: `${feed}-attendance`, suspensions: `${feed}-suspensions`, events: `${feed}-${events}` },
});

export const ASH_LANE = school('9992001', 'AL', [0, 6], 'ash-lane');
export const ST_OSWINS = school('9993003', 'SO', [0, 6], 'st-oswins');
export const MARLPIT = school('9992004', 'MP', [0, 6], 'marlpit');
export const KINGSMERE = school('9994002', 'KA', [7, 11], 'kingsmere', 'concerns');
export const PELLGATE = school('9994005', 'PH', [7, 11], 'pellgate');

export const SCHOOLS: readonly School[] = [ASH_LANE, ST_OSWINS, MARLPIT, KINGSMERE, PELLGATE];

/** General practices that deliver; a third one, Saltmarsh Surgery, is silent (story `silent-practice`). */
export const PRACTICES = ['orchard-street-events', 'millrace-events'] as const;

/** Where else events come from. */
export const FEEDS = {
  socialCare: 'council-social-care',
  census: 'council-census',
  hospital: 'hospital-events',
  harbour: 'harbour-events',
  police: 'police-events',
  homes: 'homes-events',
  education: 'education-service-events',
  virtualSchool: 'virtual-school-events',
  saltmarsh: 'saltmarsh-events',
} as const;

/** Workers' own numbers at the council, as the directory has them. */
export const WORKERS = { marlow: 'SW-101', tennant: 'SW-102', adeyemi: 'SW-103', corvane: 'SW-104' } as const;
