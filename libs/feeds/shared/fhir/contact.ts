import { coded, type CodeOf, HEALTH_SERVICE } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import { maybe } from '../facts';
import type { Happening } from './happening';
import { neededDay } from './moments';
import { codeOf, codings, type Fhir, part, text } from './node';

/** SNOMED CT service types. */
const SERVICES: Readonly<Record<string, CodeOf<typeof HEALTH_SERVICE>>> = {
  '1078501000000104': 'HEALTH-VISITING',
  '1078521000000108': 'SCHOOL-NURSING',
  '1060971000000108': 'GP',
};

/** The kind of service that a CodeableConcept names, with its own code and term. */
export function serviceIn(resource: Fhir, name: string) {
  const own = codeOf(resource, name);
  const term = codings(resource, name).map((one) => text(one, 'display'))[0];
  return own === undefined ? undefined : coded(HEALTH_SERVICE, own.slice(0, 200), term?.slice(0, 200), SERVICES);
}

/** Of an EpisodeOfCare. One that has no end yet must not keep the end that an earlier message gave it. */
export function contact(episode: Fhir, name: string): readonly Happening[] {
  const service = serviceIn(episode, 'type');
  const period = part(episode, 'period');
  const data = (date: PlainDate) => ({ date, contact: name.slice(0, 200), ...maybe('service', service) });
  const shared = { data, flags: service?.unmapped ? (['code-unmapped'] as const) : [] };
  const start: Happening = {
    type: 'health.service-started',
    item: `contact/${name}/start`,
    on: () => neededDay([[period, 'start']], 'EpisodeOfCare.period.start'),
    ...shared,
  };
  const end: Happening = {
    type: 'health.service-ended',
    item: `contact/${name}/end`,
    on: () => neededDay([[period, 'end']], 'EpisodeOfCare.period.end'),
    ...shared,
  };
  return text(period, 'end') === undefined ? [start, { ...end, absent: true }] : [start, end];
}
