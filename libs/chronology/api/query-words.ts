import { STATED_SECTORS } from '@tributary/catalogue';
import { QUERY } from '@tributary/runtime';

/** What the parameters of a question about a child mean, as `/openapi.json` says it; `query.ts` reads them. */
export const READING = { purpose: QUERY.purpose, after: QUERY.after } as const;
export const AS_KNOWN = {
  asKnownOn: 'A day or a moment: what was available then',
  view: 'available, or held with the agency in for',
  for: 'The agency that held',
  ...READING,
} as const;
export const CHRONOLOGY_QUERY = {
  ...AS_KNOWN,
  from: 'The first day',
  to: 'The last day',
  sector: `One of ${STATED_SECTORS.join(', ')}`,
  history: 'true: what was corrected as well',
  cursor: QUERY.cursor,
  limit: 'At most so many entries',
} as const;
