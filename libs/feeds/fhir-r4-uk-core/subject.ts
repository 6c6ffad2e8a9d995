import { Fault } from '../shared/fault';
import type { Bundle, Entry } from '../shared/fhir/bundle';
import { codings, type Fhir, identifierOf, NOTHING, part, parts, referenceIn, text, typeOf } from '../shared/fhir/node';
import type { Around, Sighting } from '../format';
import { around, personAround } from '../shared/around';
import { dayIn, revisionOf } from '../shared/fhir/moments';
import { fullName, type Person, readPerson, sightingOf } from '../shared/fhir/patient';

/** HL7 v3 RoleCode, and UK Core's relationship codes, for who brings a child up. */
const PARENTS = ['MTH', 'FTH', 'NMTH', 'NFTH', 'STPMTH', 'STPFTH', 'PRN', 'NPRN', 'PRNFOST', 'GUARD', 'Guardian'];
/** `Encounter/123`: a name that the sender uses throughout, as an id in one message is not. */
const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/\S+)?$/;

export type Subject = Readonly<{ sighting: Sighting; person: Person; patient?: Fhir }>;

/** `Type/id` where a reference or an address is one; undefined for an id within a message. */
export const literal = (reference: string | undefined): string | undefined => LITERAL.exec(reference ?? '')?.[1];

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
  return { person, sighting: sightingOf(person, naming(literal(text(reference, 'reference')))) };
}

function subjectAs(bundle: Bundle, patient: Fhir, reference: string | undefined): Subject {
  const person = readPerson(patient);
  const name = literal(bundle.addressOf(patient)) ?? literal(reference);
  return { person, patient, sighting: sightingOf(person, { ...naming(name), parents: parentsOf(bundle, patient) }) };
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

/** What the sender calls a resource: its address where it has one, else its identifier, else its id. */
export function nameOf(resource: Fhir, fullUrl: string | undefined, url: string | undefined): string {
  const type = typeOf(resource) ?? 'Resource';
  const own = identifierOf(resource) ?? text(resource, 'id');
  const named = literal(url) ?? literal(fullUrl) ?? (own === undefined ? undefined : `${type}/${own}`);
  if (named === undefined) throw new Fault('value-missing', `The ${type} has neither address, identifier nor id.`);
  return named;
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
