import type { Flag } from '@tributary/catalogue';
import type { Instant } from '@tributary/kernel';
import { Fault } from '../shared/fault';
import { Bundle } from '../shared/fhir/bundle';
import { codeOf, extension, type Fhir, NOTHING, part, referenceIn, text, typeOf } from '../shared/fhir/node';
import { instantIn, isUnreadable, revisionOf } from '../shared/fhir/moments';
import { type Person, readPerson, usableNumber } from '../shared/fhir/patient';

/** What the sender does: states anew, corrects, or takes back. */
export type Act = 'new' | 'update' | 'delete';

/** A NEMS message as its header has it: one event about one person. */
export type Message = Readonly<{
  bundle: Bundle;
  header: Fhir;
  event: string;
  act: Act;
  /** What the message is about: an encounter, a vaccination, an episode, a communication. */
  focus: Fhir;
  /** Of the routing demographics: the child's, or the mother's where a birth is notified. */
  routing: Person;
  sent?: Instant;
  order: Readonly<{ revision?: string; recordedAt?: Instant }>;
  flags: readonly Flag[];
}>;

/** Throws a Fault where the document is no message, or its header does not say what happened. */
export function readMessage(root: Fhir): Message {
  if (typeOf(root) !== 'Bundle') throw new Fault('fhir-not-expected', 'It is not a FHIR Bundle.');
  const bundle = new Bundle(root);
  if (bundle.type !== 'message') throw new Fault('fhir-not-expected', 'The bundle is not of type message.');
  const header = bundle.first('MessageHeader');
  const event = text(part(header, 'event'), 'code');
  if (event === undefined) throw new Fault('nems-header-incomplete', 'MessageHeader has no event.code.');
  const sent = instantIn(header, 'timestamp');
  const odd = isUnreadable(header, 'timestamp') || isUnreadable(part(header, 'meta'), 'lastUpdated');
  return {
    bundle,
    header,
    event,
    act: actOf(header),
    focus: bundle.find(referenceIn(header, 'focus') ?? referenceIn(header, 'data')) ?? NOTHING,
    routing: routingOf(header),
    ...(sent !== undefined && { sent }),
    order: revisionOf(header, sent),
    flags: odd ? ['date-unreadable'] : [],
  };
}

function actOf(header: Fhir): Act {
  const given = extension(header, 'MessageEventType');
  const act = given === undefined ? undefined : codeOf(given, 'valueCodeableConcept');
  if (act === undefined || act === 'new' || act === 'update' || act === 'delete') return act ?? 'new';
  throw new Fault('nems-header-incomplete', 'MessageEventType is none of new, update, delete.');
}

/** The routing demographics in the form of a Patient, read as one. */
function routingOf(header: Fhir): Person {
  const routing = extension(header, 'RoutingDemographics') ?? NOTHING;
  const of = (name: string): Fhir => extension(routing, name, 1) ?? NOTHING;
  return readPerson({
    identifier: part(of('nhsNumber'), 'valueIdentifier'),
    name: part(of('name'), 'valueHumanName'),
    ...(text(of('birthDateTime'), 'valueDateTime') !== undefined && {
      birthDate: text(of('birthDateTime'), 'valueDateTime'),
    }),
  });
}

/**
 * The child of any message but a birth: the patient, and what routed the message. Where their birth dates differ none
 * is believed; where their numbers differ nobody can tell whose event it is, but where the patient says that the one was
 * theirs before.
 */
export function childOf({ bundle, routing }: Message): Person {
  const patient = bundle.all('Patient')[0];
  if (patient === undefined) return routing;
  const person = readPerson(patient);
  const [own, routed] = [usableNumber(person.nhsNumber), usableNumber(routing.nhsNumber)];
  const wasTheirs = routed !== undefined && person.formerNhsNumbers?.includes(routed) === true;
  if (own !== undefined && routed !== undefined && own !== routed && !wasTheirs) {
    throw new Fault('nems-people-differ', 'The NHS number of the patient is not the one of the routing demographics.');
  }
  const known: Person = own === undefined && routed !== undefined ? { ...person, nhsNumber: routed } : person;
  const { birthDate, ...rest } = known;
  if (birthDate === undefined || routing.birthDate === undefined || birthDate === routing.birthDate) return known;
  return { ...rest, flags: [...rest.flags, 'birth-dates-differ'] };
}
