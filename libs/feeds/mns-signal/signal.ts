import { type Instant, parsePlainDate, type PlainDate } from '@tributary/kernel';
import { readInstant } from '../shared/dates';
import { Fault } from '../shared/fault';
import { maybe } from '../shared/facts';
import { Bundle } from '../shared/fhir/bundle';
import { type Fhir, part, parts, text, typeOf } from '../shared/fhir/node';

/** What a signal says, in whichever of its forms it came. */
export type Signal = Readonly<{
  id: string;
  type: string;
  time: Instant;
  source?: string;
  nhsNumber?: string;
  familyName?: string;
  birthDate?: PlainDate;
  /** Where more is to be had. */
  pointer?: string;
  version?: string;
  /** Parts that are not read: a resource that came along, data of older signals. */
  unread: number;
}>;

/** Undefined for what says only that the subscription lives. Throws a Fault where the document is no signal. */
export function readSignal(root: Fhir): Signal | undefined {
  if (typeOf(root) === 'Bundle') return fromHistory(root);
  if (text(root, 'type') === undefined || text(root, 'id') === undefined) {
    throw new Fault('fhir-not-expected', 'It is neither a CloudEvent nor a FHIR history bundle.');
  }
  return fromCloudEvent(root);
}

/** `subject` is the number; in signals of the first version, an object with birth date and family name. */
function fromCloudEvent(event: Fhir): Signal {
  const [subject, data] = [part(event, 'subject'), part(event, 'data')];
  const source = text(event, 'source') ?? text(part(part(event, 'source'), 'identifier'), 'value');
  return {
    id: needed(text(event, 'id'), 'id'),
    type: needed(text(event, 'type'), 'type'),
    time: timeOf(text(event, 'time')),
    ...maybe('source', source),
    ...maybe('nhsNumber', text(event, 'subject') ?? text(subject, 'nhsNumber')),
    ...maybe('familyName', text(subject, 'familyName')),
    ...maybe('birthDate', parsePlainDate(text(subject, 'dob') ?? '')),
    ...maybe('pointer', text(event, 'dataref') ?? text(data, 'fullUrl')),
    ...maybe('version', versionIn(text(event, 'versionid') ?? text(data, 'versionId'))),
    unread: event['data'] === undefined ? 0 : 1,
  };
}

/** FHIR R4 Subscriptions Backport: Parameters first, perhaps the resource itself second. */
function fromHistory(root: Fhir): Signal | undefined {
  const bundle = new Bundle(root);
  if (bundle.type !== 'history') throw new Fault('fhir-not-expected', 'The bundle is not of type history.');
  const parameters = parts(bundle.first('Parameters'), 'parameter');
  const named = (all: readonly Fhir[], name: string) => all.find((one) => text(one, 'name') === name) ?? {};
  const kind = text(named(parameters, 'type'), 'valueCode');
  if (kind === 'heartbeat' || kind === 'handshake') return undefined;
  const happened = parts(named(parameters, 'notification-event'), 'part');
  const context = parts(named(parameters, 'additional-context'), 'part');
  const reference = (all: readonly Fhir[], name: string) => part(named(all, name), 'valueReference');
  return {
    id: needed(text(root, 'id'), 'Bundle.id'),
    type: needed(text(named(context, 'event-type'), 'valueString'), 'event-type'),
    time: timeOf(text(named(happened, 'timestamp'), 'valueInstant') ?? text(root, 'timestamp')),
    ...maybe('source', text(named(context, 'source'), 'valueUri')),
    ...maybe('nhsNumber', text(part(reference(context, 'subject'), 'identifier'), 'value')),
    ...maybe('pointer', text(reference(happened, 'focus'), 'reference')),
    ...maybe('version', versionIn(text(named(context, 'version-id'), 'valueString'))),
    unread: bundle.unread,
  };
}

function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new Fault('value-missing', `${name} is missing.`);
  return value;
}

function timeOf(given: string | undefined): Instant {
  const time = readInstant(needed(given, 'The time of the event'));
  if (time === undefined) throw new Fault('time-without-offset', 'The time of the event has no readable offset.');
  return time;
}

/** `W/"16"` is 16. */
const versionIn = (given: string | undefined): string | undefined => given?.replace(/^W\//, '').replaceAll('"', '');
