import type { FeedFormat, ParseOptions, Parsed } from '../format';
import { Fault } from '../shared/fault';
import { type FhirDocument, fhirDocuments, FHIR_MEDIA_TYPES } from '../shared/fhir/documents';
import { factsOf, type Happening } from '../shared/fhir/happening';
import { text } from '../shared/fhir/node';
import { type Person, sightingOf } from '../shared/fhir/patient';
import type { JsonLimits } from '../shared/json-elements';
import { parked } from '../shared/parked';
import { birth, death, newborn } from './birth-and-death';
import {
  addressChange,
  practiceChange,
  professionalContact,
  recordChange,
  screening,
  vaccinations,
} from './happenings';
import { childOf, type Message, readMessage } from './message';

const LIMITS: JsonLimits = { elementCharacters: 2_097_152, name: 'message' };

/**
 * Messages of the NHS National Events Management Service, FHIR STU3 (nhsconnect/Events-Management). One is one event
 * about one child. Updates and deletions find their target by the resource's identifier, never by the message's id,
 * which repeats; which of two statements holds is said by the header's lastUpdated, versionId and timestamp.
 */
export const nemsStu3: FeedFormat = {
  id: 'nems-stu3',
  title: 'NHS National Events Management Service (FHIR STU3)',
  mediaTypes: [...FHIR_MEDIA_TYPES],
  currency: 'live',
  revisions: 'stamp',
  async *parse(input, options): AsyncGenerator<Parsed> {
    for await (const document of fhirDocuments(input, options, LIMITS)) yield read(document, options);
    yield { kind: 'complete' };
  },
};

type Told = Readonly<{ child: Person; parents?: readonly string[]; happenings: readonly Happening[] }>;
type Reader = (message: Message) => Told;

const about =
  (happenings: (message: Message) => readonly Happening[]): Reader =>
  (message) => ({ child: childOf(message), happenings: happenings(message) });

const EVENTS: Readonly<Record<string, Reader>> = {
  'pds-birth-notification-1': (message) => {
    const { patient, child, mother } = newborn(message);
    return { child, happenings: birth(message, patient), ...(mother !== undefined && { parents: [mother] }) };
  },
  'pds-death-notification-1': about((message) => death(message, message.bundle.first('Patient'), { needed: true })),
  'pds-change-of-address-1': about(addressChange),
  'pds-change-of-gp-1': about(practiceChange),
  'pds-record-change-1': about(recordChange),
  'professional-contacts-1': about(professionalContact),
  'blood-spot-test-outcome-1': about(screening('BLOOD-SPOT')),
  'newborn-hearing-1': about(screening('HEARING')),
  'nipe-outcome-1': about(screening('PHYSICAL-EXAMINATION')),
  'vaccinations-1': about(vaccinations),
  // The form before it, which child health systems sent from 2017.
  CH015: about(vaccinations),
};

function read({ root, place, raw }: FhirDocument, { receivedAt }: ParseOptions): Parsed {
  try {
    const message = readMessage(root);
    const reader = Object.hasOwn(EVENTS, message.event) ? EVENTS[message.event] : undefined;
    if (reader === undefined) throw new Fault('nems-event-unknown', 'event.code is not one that this feed reads.');
    const { child, parents, happenings } = reader(message);
    const { facts, dropped } = factsOf(happenings, {
      order: message.order,
      flags: [...message.flags, ...child.flags],
      takenBack: message.act === 'delete' || text(message.focus, 'status') === 'entered-in-error',
      receivedAt,
    });
    const left = message.bundle.unread + dropped;
    const sighting = sightingOf(child, { system: 'nems', ...(parents && { parents }) });
    return { kind: 'record', place, sighting, facts, ...(left > 0 && { dropped: left }) };
  } catch (error) {
    if (error instanceof Fault) return parked(place, error.code, `${place}: ${error.message}`, raw());
    throw error;
  }
}
