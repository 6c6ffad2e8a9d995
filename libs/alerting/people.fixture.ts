import { type DirectoryDocument, ROLES } from '@tributary/directory';
import {
  type AgencyId,
  type AgreementVersion,
  type FeedId,
  type PractitionerId,
  type RoleCode,
} from '@tributary/kernel';
import { type Person, rules } from './index';

export const COUNCIL = 'wexbourne-council' as AgencyId;
export const SCHOOL = 'ash-lane-primary' as AgencyId;
export const HARBOUR = 'harbour-families' as AgencyId;
export const HARBOUR_FEED = 'harbour-events' as FeedId;
export const FEED = 'council-social-care' as FeedId;
export const SUSPENSIONS = 'ash-lane-suspensions' as FeedId;
const who = (id: string, role: string, agency: AgencyId = COUNCIL): Person => ({
  practitioner: id as PractitionerId,
  role: role as RoleCode,
  agency,
});
export const marlow = who('p-marlow', 'social-worker');
export const tennant = who('p-tennant', 'social-worker');
export const halloran = who('p-halloran', 'team-manager');
export const duty = who('p-duty', 'duty-social-worker');
export const dunmore = who('p-dunmore', 'feed-manager');
export const pemberly = who('p-pemberly', 'virtual-school-head');
export const achterberg = who('p-achterberg', 'lead-practitioner', HARBOUR);

const held = (role: RoleCode, deputy?: Person, manager?: Person) => ({
  role,
  agency: COUNCIL,
  ...(deputy ? { deputy: deputy.practitioner } : {}),
  ...(manager ? { manager: manager.practitioner } : {}),
});
export const document: DirectoryDocument = {
  authorities: [
    {
      ...{ code: '999', name: 'Wexbourne Council', frontDoor: '01632 960 100', outOfHours: '01632 960 199' },
      liveRules: rules.map(({ id }) => id),
    },
  ],
  agencies: [
    { id: COUNCIL, name: 'Wexbourne children’s services', sector: 'social-care', authority: '999' },
    { id: SCHOOL, name: 'Ash Lane Primary School', sector: 'education', authority: '999', schools: ['9992001'] },
    { id: HARBOUR, name: 'Harbour Families', sector: 'voluntary', authority: '999' },
  ],
  feeds: [
    {
      id: FEED,
      agency: COUNCIL,
      format: 'dfe-csc-json',
      live: true,
      agreement: 'social-care-1' as AgreementVersion,
      manager: dunmore.practitioner,
    },
    {
      id: SUSPENSIONS,
      agency: SCHOOL,
      format: 'suspension-csv',
      live: true,
      agreement: 'education-1' as AgreementVersion,
      manager: dunmore.practitioner,
    },
    {
      id: HARBOUR_FEED,
      agency: HARBOUR,
      format: 'cloudevents',
      live: true,
      agreement: 'voluntary-1' as AgreementVersion,
      manager: dunmore.practitioner,
    },
  ],
  practitioners: [
    {
      id: marlow.practitioner,
      name: 'Imogen Marlow',
      roles: [held(ROLES.socialWorker, tennant, halloran)],
      workerNumbers: [{ agency: COUNCIL, number: 'SW-101' }],
    },
    { id: tennant.practitioner, name: 'Rufus Tennant', roles: [held(ROLES.socialWorker, marlow, halloran)] },
    { id: halloran.practitioner, name: 'Bridie Halloran', roles: [held(ROLES.teamManager)] },
    { id: duty.practitioner, name: 'Duty social worker', roles: [held(ROLES.dutySocialWorker)] },
    { id: dunmore.practitioner, name: 'Seth Dunmore', roles: [held(ROLES.feedManager, tennant, halloran)] },
    {
      id: achterberg.practitioner,
      name: 'Joost Achterberg',
      phone: '01632 960 194',
      // He minds the agency's feed too: a notice is not for that hat.
      roles: [
        { role: ROLES.feedManager, agency: HARBOUR, deputy: dunmore.practitioner, manager: halloran.practitioner },
        { role: achterberg.role, agency: HARBOUR },
      ],
      workerNumbers: [{ agency: HARBOUR, number: 'HF-20' }],
    },
    { id: pemberly.practitioner, name: 'Odette Pemberly', roles: [held(ROLES.virtualSchoolHead, tennant, halloran)] },
  ],
};
