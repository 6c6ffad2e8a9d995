import { coded, DEATH_NOTICE, type Flag } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import { Fault } from '../shared/fault';
import { maybe } from '../shared/facts';
import type { Happening } from '../shared/fhir/happening';
import { dayIn, isUnreadable, neededDay } from '../shared/fhir/moments';
import { codeOf, codings, extension, type Fhir, referenceIn, text } from '../shared/fhir/node';
import { fullName, type Person, readPerson } from '../shared/fhir/patient';
import type { Message } from './message';

const STILLBIRTH = '237364002';

/** Of a birth: the child, and the mother, whom the routing demographics name. */
export function newborn({ bundle, routing }: Message): Readonly<{ patient: Fhir; child: Person; mother?: string }> {
  const patients = bundle.all('Patient');
  const related = bundle.find(referenceIn(bundle.first('RelatedPerson'), 'patient'));
  const patient = related ?? youngest(patients);
  if (patient === undefined) throw new Fault('fhir-nobody', 'The birth has no Patient that is the child.');
  const other = patients.find((one) => one !== patient);
  const mother = fullName(other === undefined ? routing : readPerson(other));
  return { patient, child: readPerson(patient), ...maybe('mother', mother) };
}

const youngest = (patients: readonly Fhir[]): Fhir | undefined =>
  patients.toSorted((a, b) => ((text(a, 'birthDate') ?? '') < (text(b, 'birthDate') ?? '') ? 1 : -1))[0];

export function birth(message: Message, patient: Fhir): readonly Happening[] {
  const still = message.bundle.some('Observation', (one) =>
    codings(one, 'code').some((code) => text(code, 'code') === STILLBIRTH),
  );
  const bornAs = still && codeOf(still, 'valueCodeableConcept');
  const order = Number(text(patient, 'multipleBirthInteger'));
  const notified: Happening = {
    type: 'health.birth-notified',
    item: 'birth',
    on: () => neededDay([[patient, 'birthDate']], 'Patient.birthDate'),
    data: (date) => ({
      date,
      ...maybe('live', bornAs === undefined ? undefined : bornAs === '1'),
      ...maybe('order', Number.isInteger(order) && order > 0 ? order : undefined),
    }),
  };
  return [notified, ...death(message, patient, { needed: false })];
}

/** Status 1 informal, 2 formal; U: the notice was an error, the person lives. */
export function death(message: Message, patient: Fhir, { needed }: { needed: boolean }): readonly Happening[] {
  const status = statusOf(patient);
  if (status === undefined && !needed) return [];
  if (status === undefined && message.act !== 'delete')
    throw new Fault('value-missing', 'The death notification status is missing.');
  const [died, born] = [dayIn(patient, 'deceasedDateTime'), dayIn(patient, 'birthDate')];
  const told = (): PlainDate => died ?? neededDay([[message.header, 'timestamp']], 'MessageHeader.timestamp');
  const flags: Flag[] = [];
  if (died !== undefined && born !== undefined && died < born) flags.push('before-birth');
  if (isUnreadable(patient, 'deceasedDateTime')) flags.push('date-unreadable');
  const notice = coded(DEATH_NOTICE, status ?? '1');
  if (notice.unmapped && status !== 'U') flags.push('code-unmapped');
  const happening: Happening = {
    type: 'health.death-notified',
    item: 'death',
    on: told,
    data: () => ({ status: notice, ...maybe('date', died) }),
    flags,
  };
  return [status === 'U' ? { ...happening, removed: true } : happening];
}

function statusOf(patient: Fhir): string | undefined {
  const within = extension(patient, 'deathNotificationStatus') ?? extension(patient, 'DeathNotificationStatus');
  return within && codeOf(within, 'valueCodeableConcept');
}
