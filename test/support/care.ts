import { fileParcel, type Parcel } from './load';
import { loadChild } from './people';

const DAY_MS = 86_400_000;
const NOW = Date.now();

/** That many days before this run began: what rules look at has to be news. */
export const daysAgo = (days: number): string => new Date(NOW - days * DAY_MS).toISOString().slice(0, 10);

/** A child whom the council knows: with a plan, or in care; all have an allocated worker. */
export type Known = Readonly<{
  child: number;
  as: 'in-need' | 'protected' | 'looked-after';
  /** The council's own number of the worker. */
  worker: string;
  /** How many days ago the case was closed. */
  closed?: number;
}>;

/** How many events each of them makes that was unknown before. */
export const EVENTS_OF_KNOWN = 3;

/** DfE's daily payload with these children. The postcode joins them with the hospital's record, the UPN with the school's. */
export const councilParcel = (children: readonly Known[]): Parcel =>
  fileParcel(
    'council-social-care',
    'application/json',
    JSON.stringify({ la_code: 999, Children: children.map(payload) }),
  );

function payload({ child, as, worker, closed }: Known): object {
  const who = loadChild(child);
  const start = { start_date: daysAgo(40) };
  return {
    la_child_id: `LA${child}`,
    child_details: {
      unique_pupil_number: who.upn,
      first_name: who.givenName,
      surname: who.familyName,
      date_of_birth: who.birthDate,
      postcode: who.postcode,
    },
    social_care_episodes: [
      {
        social_care_episode_id: `E${child}`,
        referral_date: daysAgo(60),
        referral_source: '2A',
        care_worker_details: [{ worker_id: worker, start_date: daysAgo(50) }],
        ...(as === 'in-need' ? { child_in_need_plans: [{ child_in_need_plan_id: `N${child}`, ...start }] } : {}),
        ...(as === 'protected'
          ? { child_protection_plans: [{ child_protection_plan_id: `P${child}`, ...start }] }
          : {}),
        ...(as === 'looked-after' ? { child_looked_after_placements: [placement(child)] } : {}),
        ...(closed === undefined ? {} : { closure_date: daysAgo(closed), closure_reason: 'RC7' }),
      },
    ],
  };
}

const placement = (child: number): object => ({
  child_looked_after_placement_id: `L${child}`,
  start_date: daysAgo(40),
  start_reason: 'S',
  placement_type: 'U1',
});

const SCHOOLS = { 'ash-lane-suspensions': '9992001', 'kingsmere-suspensions': '9994002' } as const;
export type SuspensionFeed = keyof typeof SCHOOLS;

/** One row: said the first time, corrected, or taken back. */
export type Suspension = Readonly<{ child: number; id: string; said?: 'first' | 'corrected' | 'withdrawn' }>;

const HEADER =
  'UPN,LocalId,Surname,Forename,DOB,Postcode,LAESTAB,SuspensionId,Category,Reason1,StartDate,EndDate,RecordedAt,Withdrawn';

export const suspensionParcel = (feed: SuspensionFeed, suspensions: readonly Suspension[]): Parcel => {
  const rows = suspensions.map((one) => row(SCHOOLS[feed], one));
  return fileParcel(feed, 'text/csv', `${[HEADER, ...rows].join('\n')}\n`);
};

function row(school: string, { child, id, said = 'first' }: Suspension): string {
  const { upn, familyName, givenName, birthDate, postcode } = loadChild(child);
  const recorded = new Date(NOW - (said === 'first' ? 60_000 : 30_000)).toISOString();
  const reason = said === 'corrected' ? 'PA' : 'DB';
  const what = [id, 'SUSP', reason, daysAgo(1), daysAgo(1), recorded, said === 'withdrawn' ? 'Y' : ''];
  return [upn, child, familyName, givenName, birthDate, postcode, school, ...what].join(',');
}
