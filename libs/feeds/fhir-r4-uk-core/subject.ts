import { Fault } from '../shared/fault';
import type { Bundle, Entry } from '../shared/fhir/bundle';
import { codings, type Fhir, NOTHING, part, parts, referenceIn, text, typeOf } from '../shared/fhir/node';
import type { Around, Sighting } from '../format';
import { around, personAround } from '../shared/around';
import { dayIn, revisionOf } from '../shared/fhir/moments';
import { fullName, localIdOf, type Person, readPerson, sightingOf } from '../shared/fhir/patient';
import { literal } from './addresses';
import { type Linked, linksOf, underLinks } from './links';

/** HL7 v3 RoleCode, and UK Core's relationship codes, for who brings a child up. */
const PARENTS = ['MTH', 'FTH', 'NMTH', 'NFTH', 'STPMTH', 'STPFTH', 'PRN', 'NPRN', 'PRNFOST', 'GUARD', 'Guardian'];
export type Subject = Readonly<{ sighting: Sighting; person: Person; linked: Linked }>;

/** The reference of a resource to whom it is about. */
function referenceOf(resource: Fhir): Fhir {
  for (const name of ['subject', 'patient']) {
    const found = part(resource, name);
    if (found !== NOTHING) return found;
  }
  const actors = parts(resource, 'participant').map((one) => part(one, 'actor'));
  return actors.find(isPatient) ?? actors.find((one) => text(one, 'identifier') !== undefined) ?? NOTHING;
}
const isPatient = (actor: Fhir): boolean =>
  text(actor, 'type') === 'Patient' || /(^|\/)Patient\//.test(text(actor, 'reference') ?? '');

/** Throws a Fault where nobody is named. */
export function subjectOf(bundle: Bundle, resource: Fhir, fullUrl?: string): Subject {
  if (typeOf(resource) === 'Patient') return subjectAs(bundle, resource, fullUrl);
  const actors = parts(resource, 'participant').map((one) => bundle.find(text(part(one, 'actor'), 'reference')));
  const reference = referenceOf(resource);
  const patient = bundle.find(text(reference, 'reference')) ?? actors.find((one) => one && typeOf(one) === 'Patient');
  if (patient !== undefined && typeOf(patient) === 'Patient') {
    return subjectAs(bundle, patient, text(reference, 'reference'));
  }
  const person = readPerson({ identifier: part(reference, 'identifier') });
  return { person, sighting: sightingOf(person, naming(literal(text(reference, 'reference')))), linked: NO_LINKS };
}
const NO_LINKS: Linked = { links: [], unread: 0 };

function subjectAs(bundle: Bundle, patient: Fhir, reference: string | undefined): Subject {
  const own = readPerson(patient);
  const name = localIdOf(own, literal(bundle.addressOf(patient)) ?? literal(reference));
  const linked = linksOf(bundle, patient, name);
  const person = underLinks(own, linked.links);
  const sighting = sightingOf(person, { ...naming(name), parents: parentsOf(bundle, patient) });
  return { person, sighting, linked };
}

const naming = (name: string | undefined) => ({ system: 'fhir', ...(name !== undefined && { name }) });

const parentsOf = (bundle: Bundle, patient: Fhir): readonly string[] =>
  bundle
    .all('RelatedPerson')
    .filter((one) => bundle.find(referenceIn(one, 'patient')) === patient)
    .filter((one) => codings(one, 'relationship').some((code) => PARENTS.includes(text(code, 'code') ?? '')))
    .flatMap((one) => fullName(readPerson(one)) ?? [])
    .slice(0, 10);

/** The one patient of a bundle: whom a deletion is about, which names nobody. */
export function onlyPatient(bundle: Bundle): Subject {
  const [patient, ...others] = bundle.all('Patient');
  if (patient === undefined || others.length > 0) {
    throw new Fault('fhir-nobody', 'A deletion names no person, and the bundle does not hold just one Patient.');
  }
  return subjectAs(bundle, patient, undefined);
}

/**
 * A RelatedPerson as somebody around its patient. Not all that there are: a bundle may hold one of them. One that names
 * no patient of the bundle is passed over.
 */
export function aroundIn(bundle: Bundle, { resource: related, fullUrl, url }: Entry): Around | undefined {
  const patient = bundle.find(referenceIn(related, 'patient'));
  if (patient === undefined || typeOf(patient) !== 'Patient') return undefined;
  const { own, givenName, familyName, birthDate } = readPerson(related);
  const codes = codings(related, 'relationship');
  const period = part(related, 'period');
  const person = personAround({
    words: [...codes.map((code) => text(code, 'code')), ...codes.map((code) => text(code, 'display'))],
    ...{ number: own ?? literal(url) ?? literal(fullUrl), givenName, familyName, birthDate },
    ...{ from: dayIn(period, 'start'), until: dayIn(period, 'end') },
  });
  return around([person], revisionOf(related));
}
