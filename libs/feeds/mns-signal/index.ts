import { type Coded, coded, type CodeOf, HEALTH_SIGNAL } from '@tributary/catalogue';
import type { Fact, FeedFormat, Parsed, Sighting } from '../format';
import { checked, fact, flagged, maybe } from '../shared/facts';
import { Fault } from '../shared/fault';
import { type FhirDocument, fhirDocuments } from '../shared/fhir/documents';
import { usableNumber } from '../shared/fhir/patient';
import type { JsonLimits } from '../shared/json-elements';
import { parked } from '../shared/parked';
import { readSignal, type Signal } from './signal';

const LIMITS: JsonLimits = { elementCharacters: 262_144, name: 'signal' };
/** They tell of tests and health checks: more than anybody around the child needs. */
const NOT_HELD = ['NHSHCO-HC-COMPLETE', 'PATHOLOGY-LABORATORY-REPORTING-TEST-RESULT-STORED'];

/**
 * Signals of the NHS Multicast Notification Service, as published (CloudEvents) and as delivered (FHIR R4 `history`
 * bundle). Thin: something changed, and where whoever may can look it up. Ids repeat between types, so a signal is
 * named by type, id and time together.
 */
export const mnsSignal: FeedFormat = {
  id: 'mns-signal',
  title: 'NHS Multicast Notification Service (signals)',
  mediaTypes: ['application/cloudevents+json', 'application/fhir+json', 'application/json', 'application/x-ndjson'],
  currency: 'live',
  revisions: 'stamp',
  async *parse(input, options): AsyncGenerator<Parsed> {
    for await (const document of fhirDocuments(input, options, LIMITS)) yield* read(document);
    yield { kind: 'complete' };
  },
};

function read({ root, place, raw }: FhirDocument): readonly Parsed[] {
  try {
    const signal = readSignal(root);
    return signal === undefined ? [] : [recordOf(signal, place)];
  } catch (error) {
    if (error instanceof Fault) return [parked(place, error.code, `${place}: ${error.message}`, raw())];
    throw error;
  }
}

function recordOf(signal: Signal, place: string): Parsed {
  const sighting = sightingOf(signal);
  const kind = kindOf(signal.type);
  if (NOT_HELD.includes(kind)) return { kind: 'record', place, sighting, facts: [], ifKnown: true, dropped: 1 };
  const lookup = lookupOf(signal.pointer);
  const left = signal.unread + (signal.pointer !== undefined && lookup === undefined ? 1 : 0);
  const facts = [checked(changeOf(signal, kind, lookup)).fact];
  return { kind: 'record', place, sighting, facts, ...(left > 0 && { dropped: left }) };
}

/** Without its version: `pds-change-of-gp-2` is a PDS-CHANGE-OF-GP. */
const kindOf = (type: string): string => type.replace(/-\d+$/, '').toUpperCase();

function changeOf({ id, type, time, source, version }: Signal, kind: string, lookup: string | undefined): Fact {
  const signal: Coded<CodeOf<typeof HEALTH_SIGNAL>> = { ...coded(HEALTH_SIGNAL, kind), own: type.slice(0, 200) };
  const stated = { item: `signal/${type}/${id}/${time}`, occurred: { at: time }, recordedAt: time, revision: time };
  return fact('health.change-signalled', stated, {
    signal,
    ...maybe('source', source?.slice(0, 200)),
    ...maybe('lookup', lookup),
    ...maybe('resourceVersion', version?.slice(0, 200)),
    ...flagged(signal.unmapped && 'code-unmapped'),
  });
}

/** It tells that a number was replaced or made invalid, never by which it was replaced. */
const NUMBER_CHANGE = 'NHS-NUMBER-CHANGE';
/** NHS data dictionary, NHS number status: `01` present and verified, `03` trace required. */
const STATUS = { verified: '01', traceRequired: '03' } as const;

/**
 * The service numbers the people it speaks of itself: the number is verified by nature, but where it tells that the number
 * changed. Then whoever uses it has to trace it first, and it links nothing by itself.
 */
function sightingOf({ type, nhsNumber, familyName, birthDate }: Signal): Sighting {
  const number = usableNumber(nhsNumber);
  if (number === undefined) throw new Fault('fhir-nobody', 'The signal has no NHS number as its subject.');
  return {
    system: 'mns',
    localId: number,
    nhsNumber: number,
    nhsNumberStatus: kindOf(type) === NUMBER_CHANGE ? STATUS.traceRequired : STATUS.verified,
    ...maybe('familyName', familyName),
    ...maybe('birthDate', birthDate),
  };
}

/** Ten digits that stand alone; parts of longer ids do not. */
const NUMBER = /(?<![\w-])\d{10}(?![\w-])/g;

/** An address without the child's number in it; undefined for what is no address on the web, or bears a password. */
function lookupOf(pointer: string | undefined): string | undefined {
  if (pointer === undefined || pointer.length > 400 || !URL.canParse(pointer)) return undefined;
  const { protocol, username, password } = new URL(pointer);
  if (protocol !== 'https:' || username !== '' || password !== '') return undefined;
  const open = decoded(pointer).replace(NUMBER, '{nhs-number}');
  return open.length > 200 ? undefined : open;
}

const decoded = (address: string): string => {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
};
