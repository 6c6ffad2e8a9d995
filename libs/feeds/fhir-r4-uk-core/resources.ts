import { coded, type CodeOf, APPOINTMENT_OUTCOME, DEATH_NOTICE, HEALTH_FLAG } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import { maybe } from '../shared/facts';
import { contact, serviceIn } from '../shared/fhir/contact';
import type { Happening } from '../shared/fhir/happening';
import { vaccination } from '../shared/fhir/immunization';
import { dayIn, instantIn, neededDay } from '../shared/fhir/moments';
import { codeOf, extension, type Fhir, part, text } from '../shared/fhir/node';

/** What a resource says, under the name that the sender gives it. Empty: nothing that is held. */
export type Reader = (resource: Fhir, name: string) => readonly Happening[];

const absent = (...all: readonly Happening[]): readonly Happening[] => all.map((one) => ({ ...one, absent: true }));
const startOf = (resource: Fhir) => (): PlainDate => neededDay([[part(resource, 'period'), 'start']], 'period.start');

/** Stays and emergency attendances; other encounters (clinics, calls) are not held. */
const encounter: Reader = (resource, name) => {
  const period = part(resource, 'period');
  const own = name.slice(0, 200);
  const [arrivedAt, leftAt] = [instantIn(period, 'start'), instantIn(period, 'end')];
  const status = text(resource, 'status');
  const happened = status !== 'cancelled' && status !== 'planned';
  switch (text(part(resource, 'class'), 'code')) {
    case 'EMER': {
      const data = (date: PlainDate) => ({ date, attendance: own, ...maybe('arrivedAt', arrivedAt) });
      const attended: Happening = {
        type: 'health.emergency-attended',
        item: `${name}/emergency`,
        on: startOf(resource),
        data,
      };
      return happened ? [attended] : absent(attended);
    }
    case 'IMP':
    case 'ACUTE':
    case 'NONAC': {
      const admitted: Happening = {
        type: 'health.admitted',
        item: `${name}/admission`,
        on: startOf(resource),
        data: (date) => ({ date, visit: own, ...maybe('at', arrivedAt) }),
      };
      const discharged: Happening = {
        type: 'health.discharged',
        item: `${name}/discharge`,
        on: () => neededDay([[period, 'end']], 'period.end'),
        data: (date) => ({ date, visit: own, ...maybe('at', leftAt) }),
      };
      if (!happened) return absent(admitted, discharged);
      return text(period, 'end') === undefined ? [admitted, ...absent(discharged)] : [admitted, discharged];
    }
    default:
      return [];
  }
};

/** Did not attend: a child is brought, or not. Any other status says that it does not stand as missed. */
const appointment: Reader = (resource, name) => {
  const service = serviceIn(resource, 'serviceType');
  const missed: Happening = {
    type: 'health.appointment-missed',
    item: `${name}/missed`,
    on: () => neededDay([[resource, 'start']], 'Appointment.start'),
    data: (date) => ({
      date,
      appointment: name.slice(0, 200),
      outcome: coded(APPOINTMENT_OUTCOME, 'noshow', undefined, { NOSHOW: 'NOT-BROUGHT' }),
      ...maybe('service', service),
    }),
    ...(service?.unmapped && { flags: ['code-unmapped'] }),
  };
  return text(resource, 'status') === 'noshow' ? [missed] : absent(missed);
};

/** Patient Flag service, and the indicators of Child Protection – Information Sharing. */
const FLAGS: Readonly<Record<string, CodeOf<typeof HEALTH_FLAG>>> = {
  NRAF: 'REASONABLE-ADJUSTMENT',
  CPPI: 'CHILD-PROTECTION',
  UCPI: 'CHILD-PROTECTION',
  LACI: 'LOOKED-AFTER',
};

/** Flags that the list does not know may tell a diagnosis and are not held. */
const flag: Reader = (resource, name) => {
  const own = codeOf(resource, 'code');
  const which = own === undefined ? undefined : coded(HEALTH_FLAG, own, undefined, FLAGS);
  if (which === undefined || which.unmapped) return [];
  const period = part(resource, 'period');
  const raised: Happening = {
    type: 'health.flag-raised',
    item: `${name}/raised`,
    on: startOf(resource),
    data: (date) => ({ date, flag: which }),
  };
  const ended: Happening = {
    type: 'health.flag-ended',
    item: `${name}/ended`,
    on: () =>
      neededDay(
        [
          [period, 'end'],
          [part(resource, 'meta'), 'lastUpdated'],
        ],
        'period.end',
      ),
    data: (date) => ({ date, flag: which }),
  };
  const over = text(resource, 'status') === 'inactive' || text(period, 'end') !== undefined;
  return over ? [raised, ended] : [raised, ...absent(ended)];
};

const carePlan: Reader = (resource, name) => {
  const [period, status] = [part(resource, 'period'), text(resource, 'status')];
  const data = (date: PlainDate) => ({ date, plan: name.slice(0, 200) });
  const started: Happening = {
    type: 'health.care-plan-started',
    item: `${name}/start`,
    on: startOf(resource),
    data,
  };
  const ended: Happening = {
    type: 'health.care-plan-ended',
    item: `${name}/end`,
    on: () => neededDay([[period, 'end']], 'period.end'),
    data,
  };
  if (status === 'draft') return absent(started, ended);
  return text(period, 'end') === undefined ? [started, ...absent(ended)] : [started, ended];
};

/** A record that changed, and a death; where the record says that the person lives, an earlier notice does not stand. */
const patient: Reader = (resource) => {
  const all: Happening[] = [];
  if (dayIn(part(resource, 'meta'), 'lastUpdated') !== undefined) {
    all.push({
      type: 'health.demographics-changed',
      item: 'patient',
      on: () => neededDay([[part(resource, 'meta'), 'lastUpdated']], 'meta.lastUpdated'),
    });
  }
  const died = dayIn(resource, 'deceasedDateTime');
  const within = extension(resource, 'deathNotificationStatus');
  const status = (within && codeOf(within, 'valueCodeableConcept')) ?? 'deceased';
  const notice = coded(DEATH_NOTICE, status);
  const death: Happening = {
    type: 'health.death-notified',
    item: 'death',
    on: () =>
      died ?? neededDay([[part(resource, 'meta'), 'lastUpdated']], 'Patient.deceasedDateTime or meta.lastUpdated'),
    data: () => ({ status: notice, ...maybe('date', died) }),
    ...(notice.unmapped && { flags: ['code-unmapped'] }),
  };
  const dead = text(resource, 'deceasedDateTime') !== undefined || text(resource, 'deceasedBoolean') === 'true';
  if (dead && status !== 'U') all.push(death);
  else if (text(resource, 'deceasedBoolean') === 'false' || status === 'U') all.push(...absent(death));
  return all;
};

export const READERS: Readonly<Record<string, Reader>> = {
  Patient: patient,
  Encounter: encounter,
  Appointment: appointment,
  Immunization: (resource, name) => vaccination(resource, name),
  EpisodeOfCare: contact,
  Flag: flag,
  CarePlan: carePlan,
};

/** All that a resource of the type may have stated, by its name: what a deletion takes back. */
export function deletedOf(type: string, name: string): readonly Happening[] {
  const kinds: Readonly<Record<string, readonly Fhir[]>> = {
    Encounter: [{ class: { code: 'EMER' } }, { class: { code: 'IMP' } }],
    Flag: [{ code: { coding: [{ code: 'SAFEGUARDING' }] } }],
  };
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return reader === undefined ? [] : (kinds[type] ?? [{}]).flatMap((one) => absent(...reader(one, name)));
}
