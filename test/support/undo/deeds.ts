import { type Answer, toldBy } from '@tributary/alerting';
import { isEvent } from '@tributary/catalogue';
import {
  type AgencyId,
  type AlertId,
  alertStream,
  type PractitionerId,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import type { InProcess } from '../in-process';
import { alertsOf } from './read-models';
import type { World } from './world';

type Hat = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;
const hat = (practitioner: string, role: string, agency: string): Hat => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});

/** What people do with an alert. It is handed to two who have no other hand in these histories. */
export const ANSWERS: readonly Answer[] = [
  { kind: 'acknowledge' },
  { kind: 'act', action: 'rang-front-door', note: 'They will ring back' },
  { kind: 'close', outcome: 'useful', note: 'Seen at school' },
  { kind: 'challenge', note: 'This is another child' },
  { kind: 'reopen', note: 'Too early' },
  { kind: 'reassign', to: hat('p-lathbury', 'children-missing-education-officer', 'wexbourne-education') },
  { kind: 'reassign', to: hat('p-quaye', 'education-welfare-officer', 'wexbourne-education'), note: 'Nearer' },
];

/** One of the alerts there are, one of those who were told of it, and what they do. */
export type Choice = Readonly<{ alert: number; person: number; answer: Answer }>;
/** What somebody did with an alert, in words that worlds have in common. */
export type Deed = Readonly<{ alert: string; by: Hat; answer: Answer }>;

/** Somebody who was told of an alert answers it; undefined where there is none, or it is not theirs to answer so. */
export async function does(house: InProcess, world: World, choice: Choice): Promise<Deed | undefined> {
  await house.settled();
  const alerts = (await alertsOf(house, world)).filter(({ recalls, told }) => recalls === undefined && told.length > 0);
  alerts.sort((one, other) => (one.name < other.name ? -1 : 1));
  const alert = alerts[choice.alert % alerts.length];
  if (!alert) return undefined;
  const past = await house.base.store.load(alertStream(alert.id));
  const since = past.findLastIndex((event) => isEvent(event, 'alerting.alert-raised'));
  const told = past.slice(since).flatMap(toldBy);
  const people = told.flatMap(({ practitioner, role, agency }) =>
    practitioner === undefined ? [] : [hat(practitioner, role, agency)],
  );
  const by = people[choice.person % people.length] ?? people[0];
  const deed = by && { alert: alert.name, by, answer: choice.answer };
  return deed && (await answers(house, alert.id, deed)) ? deed : undefined;
}

/** The same person does the same, where they have that alert here too. */
export async function doesToo(house: InProcess, world: World, deed: Deed): Promise<void> {
  await house.settled();
  const alert = (await alertsOf(house, world)).find(({ name }) => name === deed.alert);
  if (alert) await answers(house, alert.id, deed);
}

/** Whether anything came of it. */
async function answers({ base, rooms }: InProcess, alert: AlertId, { by, answer }: Deed): Promise<boolean> {
  const said = async (): Promise<number> => (await base.store.load(alertStream(alert))).length;
  const before = await said();
  try {
    await rooms.alerts.answer(by, alert, answer);
    return (await said()) > before;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
