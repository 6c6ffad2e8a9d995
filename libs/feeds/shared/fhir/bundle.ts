import { type Fhir, NOTHING, part, parts, text, typeOf } from './node';

/** An entry of a bundle: its resource, and what a transaction asks to be done with it. */
export type Entry = Readonly<{ resource: Fhir; fullUrl?: string; method?: string; url?: string; at: number }>;

/** A bundle's resources, found by type and by reference; remembers which were read, to count the others. */
export class Bundle {
  readonly entries: readonly Entry[];
  private readonly byReference = new Map<string, Fhir>();
  private readonly used = new Set<Fhir>();

  constructor(readonly root: Fhir) {
    this.entries = parts(root, 'entry').map((entry, at) => entryOf(entry, at + 1));
    for (const { resource, fullUrl } of this.entries) {
      const [type, id] = [typeOf(resource), text(resource, 'id')];
      const names = [fullUrl, id && `urn:uuid:${id}`, type && id && `${type}/${id}`];
      for (const name of names) if (name && !this.byReference.has(name)) this.byReference.set(name, resource);
    }
  }

  get type(): string | undefined {
    return text(this.root, 'type');
  }

  all(type: string): readonly Fhir[] {
    const found = this.entries.map(({ resource }) => resource).filter((resource) => typeOf(resource) === type);
    for (const resource of found) this.used.add(resource);
    return found;
  }
  first(type: string): Fhir {
    return this.all(type)[0] ?? NOTHING;
  }
  /** The first of the type that is the one sought; the others stay unread. */
  some(type: string, is: (resource: Fhir) => boolean): Fhir | undefined {
    const found = this.entries.find(({ resource }) => typeOf(resource) === type && is(resource))?.resource;
    if (found !== undefined) this.used.add(found);
    return found;
  }

  /** What a reference points at, where it stands in the bundle. */
  find(reference: string | undefined): Fhir | undefined {
    if (reference === undefined) return undefined;
    const found = this.byReference.get(reference);
    if (found !== undefined) this.used.add(found);
    return found;
  }

  /** Where a resource of the bundle says that it lives: its own address, or what a transaction writes it to. */
  addressOf(resource: Fhir): string | undefined {
    const entry = this.entries.find((one) => one.resource === resource);
    return entry && (entry.method === 'PUT' ? entry.url : entry.fullUrl);
  }

  /** Entries that nobody asked for. */
  get unread(): number {
    return this.entries.filter(({ resource }) => !this.used.has(resource)).length;
  }
}

function entryOf(entry: Fhir, at: number): Entry {
  const request = part(entry, 'request');
  const [fullUrl, method, url] = [text(entry, 'fullUrl'), text(request, 'method'), text(request, 'url')];
  return {
    resource: part(entry, 'resource'),
    at,
    ...(fullUrl !== undefined && { fullUrl }),
    ...(method !== undefined && { method }),
    ...(url !== undefined && { url }),
  };
}
