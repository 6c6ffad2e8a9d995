import type { Fact, FeedFormat, ParseOptions, Parsed } from '../format';
import { Fault } from '../shared/fault';
import { Bundle, type Entry } from '../shared/fhir/bundle';
import { type FhirDocument, fhirDocuments, FHIR_MEDIA_TYPES } from '../shared/fhir/documents';
import { factsOf } from '../shared/fhir/happening';
import { instantIn, revisionOf } from '../shared/fhir/moments';
import { type Fhir, text, typeOf } from '../shared/fhir/node';
import type { JsonLimits } from '../shared/json-elements';
import { parked } from '../shared/parked';
import { deletedOf, READERS } from './resources';
import { literal, nameOf } from './addresses';
import { linkRecords } from './links';
import { aroundIn, onlyPatient, type Subject, subjectOf } from './subject';

const LIMITS: JsonLimits = { elementCharacters: 8_388_608, name: 'bundle' };
const TYPES = ['message', 'transaction', 'batch', 'collection'];
/** They tell who somebody is, or where; read with what refers to them. */
const BESIDE = new Set(['MessageHeader', 'Organization', 'Practitioner', 'PractitionerRole', 'Location']);

/**
 * FHIR R4 bundles of UK Core: message, transaction and collection. Each resource that is read is an item of its own,
 * ordered by its meta.lastUpdated and versionId; `entered-in-error` and a DELETE take it back. Conditions,
 * observations and all else that is clinical are never read, and counted.
 */
export const fhirR4UkCore: FeedFormat = {
  id: 'fhir-r4-uk-core',
  title: 'FHIR R4 bundles (UK Core)',
  mediaTypes: [...FHIR_MEDIA_TYPES],
  currency: 'live',
  revisions: 'stamp',
  async *parse(input, options): AsyncGenerator<Parsed> {
    for await (const document of fhirDocuments(input, options, LIMITS)) yield* readBundle(document, options);
    yield { kind: 'complete' };
  },
};

function* readBundle({ root, place, raw }: FhirDocument, { receivedAt }: ParseOptions): Generator<Parsed> {
  const bundle = new Bundle(root);
  if (typeOf(root) !== 'Bundle' || !TYPES.includes(text(root, 'type') ?? '')) {
    yield parked(place, 'fhir-not-expected', `${place}: It is no bundle of type ${TYPES.join(', ')}.`, raw());
    return;
  }
  for (const entry of bundle.entries) {
    yield* new EntryReading(bundle, entry, { place: `${place}/entry ${entry.at}`, receivedAt }).read();
  }
}

type Where = Readonly<{ place: string }> & Pick<ParseOptions, 'receivedAt'>;

class EntryReading {
  constructor(
    private readonly bundle: Bundle,
    private readonly entry: Entry,
    private readonly where: Where,
  ) {}

  /** None where the entry tells nothing of anybody by itself. */
  read(): readonly Parsed[] {
    const { place } = this.where;
    try {
      if (this.entry.method !== 'DELETE' && typeOf(this.entry.resource) === 'Patient') return this.patient();
      const told = this.entry.method === 'DELETE' ? this.deletion() : this.resource();
      return told === undefined ? [] : [told];
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return [parked(place, error.code, `${place}: ${error.message}`, this.alone())];
    }
  }

  /** Who somebody is, and of which other records the sender says that they are of the same person. */
  private patient(): readonly Parsed[] {
    const { resource, fullUrl, url } = this.entry;
    const subject = subjectOf(this.bundle, resource);
    const { links, unread } = subject.linked;
    const happenings = READERS['Patient']?.(resource, nameOf(resource, fullUrl, url)) ?? [];
    if (happenings.length === 0 && links.length + unread === 0) return [];
    const { facts, dropped } = this.facts(subject, { happenings, takenBack: false, stated: resource });
    // A link is said of the record, though nothing happened.
    const record = this.record(subject, { facts, dropped: dropped + unread, speaks: links.length > 0 });
    return [record, ...linkRecords(subject.sighting, links, this.where.place)];
  }

  private resource(): Parsed | undefined {
    const { resource, fullUrl, url } = this.entry;
    const type = typeOf(resource) ?? '';
    if (type === '' || BESIDE.has(type)) return undefined;
    if (type === 'RelatedPerson') return this.related();
    const subject = subjectOf(this.bundle, resource);
    const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
    const happenings = reader?.(resource, nameOf(resource, fullUrl, url)) ?? [];
    if (happenings.length === 0) return this.record(subject, { facts: [], dropped: 1 });
    const takenBack = text(resource, 'status') === 'entered-in-error';
    return this.record(subject, this.facts(subject, { happenings, takenBack, stated: resource }));
  }

  /** Says nothing of the patient; it only names somebody around a child that is known. */
  private related(): Parsed | undefined {
    const around = aroundIn(this.bundle, this.entry);
    if (around === undefined) return undefined;
    const { sighting } = subjectOf(this.bundle, this.entry.resource);
    return { kind: 'record', place: this.where.place, sighting, facts: [], around, ifKnown: true };
  }

  /** What a deletion does not name was never taken in, or under another name. */
  private deletion(): Parsed | undefined {
    const { type, name } = addressed(this.entry.url ?? '');
    const happenings = deletedOf(type, name);
    if (happenings.length === 0) return undefined;
    const subject = onlyPatient(this.bundle);
    return this.record(subject, this.facts(subject, { happenings, takenBack: true, stated: {} }));
  }

  private facts(
    { person }: Subject,
    { happenings, takenBack, stated }: { happenings: ReturnType<typeof deletedOf>; takenBack: boolean; stated: Fhir },
  ) {
    const order = revisionOf(stated, instantIn(this.bundle.root, 'timestamp'));
    return factsOf(happenings, { order, flags: person.flags, takenBack, receivedAt: this.where.receivedAt });
  }

  private record(
    { sighting }: Subject,
    { facts, dropped, speaks = false }: { facts: readonly Fact[]; dropped: number; speaks?: boolean },
  ): Parsed {
    const only = !speaks && facts.every((fact) => fact.retracted && fact.ifKnown);
    const { place } = this.where;
    return { kind: 'record', place, sighting, facts, ...(only && { ifKnown: true }), ...(dropped > 0 && { dropped }) };
  }

  /** A bundle of this entry and those that say who it is about. */
  private alone(): string {
    const { root } = this.bundle;
    const who = this.bundle.entries.filter(({ resource }) =>
      ['Patient', 'RelatedPerson'].includes(typeOf(resource) ?? ''),
    );
    const kept = [...who.filter((one) => one !== this.entry), this.entry].map(({ fullUrl, resource, method, url }) => ({
      ...(fullUrl !== undefined && { fullUrl }),
      resource,
      ...(method !== undefined && { request: { method, url } }),
    }));
    return JSON.stringify({ resourceType: 'Bundle', type: root['type'], timestamp: root['timestamp'], entry: kept });
  }
}

/** `Encounter/123`, alone or at the end of an address, or `Encounter?identifier=…`. */
function addressed(url: string): Readonly<{ type: string; name: string }> {
  const [, searched, identifier] = /^([A-Za-z]+)\?identifier=(.+)$/.exec(url) ?? [];
  const name = searched && identifier ? `${searched}/${decoded(identifier)}` : literal(url);
  if (name === undefined) throw new Fault('value-missing', 'The DELETE does not say what: request.url names nothing.');
  return { type: name.slice(0, name.indexOf('/')), name };
}

const decoded = (given: string): string => {
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
};
