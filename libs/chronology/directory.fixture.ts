import { type DirectoryDocument, DirectoryView } from '@tributary/directory';
import type { AgencyId, FeedId } from '@tributary/kernel';
import { CENSUS, COUNCIL, DAILY, MIS, SCHOOL } from './domain/given.fixture';

const feed = (id: FeedId, agency: AgencyId, format: string, more: object = {}) => ({
  ...{ id, agency, format, live: true, agreement: '1', manager: 'p-feeds' },
  ...more,
});
const person = (id: string, role: string, more: object = {}, workerNumbers: object[] = []) => ({
  ...{ id, name: id, workerNumbers },
  roles: [{ role, agency: COUNCIL, ...more }],
});
/** A council and a school, as the directory knows them. */
export const view = new DirectoryView(4, {
  authorities: [{ code: '999', name: 'Wexbourne', frontDoor: '1', outOfHours: '2' }],
  agencies: [
    { id: COUNCIL, name: 'Council', sector: 'social-care', authority: '999' },
    { id: SCHOOL, name: 'School', sector: 'education', authority: '999', schools: ['9992001'] },
  ],
  feeds: [
    feed(DAILY, COUNCIL, 'dfe-csc-json'),
    feed(CENSUS, COUNCIL, 'cin-census-xml'),
    feed(MIS, SCHOOL, 'attendance-csv'),
    feed('council-new' as FeedId, COUNCIL, 'dfe-csc-json', { live: false }),
    feed('council-slow' as FeedId, COUNCIL, 'cloudevents', { currency: 'weekly' }),
  ],
  practitioners: [
    person('p-worker', 'social-worker', { deputy: 'p-deputy', manager: 'p-manager' }, [
      { agency: COUNCIL, number: 'W1' },
    ]),
    person('p-deputy', 'social-worker'),
    person('p-manager', 'team-manager'),
    person('p-other', 'social-worker'),
    person('p-virtual', 'virtual-school-head'),
    person('p-auditor', 'auditor'),
    person('p-duty', 'duty-social-worker'),
    person('p-help', 'early-help-coordinator'),
    person('p-lead', 'social-worker', {}, [{ agency: COUNCIL, number: 'W9' }]),
    person('p-school', 'designated-safeguarding-lead', { agency: SCHOOL }),
    person('p-mis', 'feed-manager', { agency: SCHOOL }),
  ],
} as unknown as DirectoryDocument);
