import type { Parsed, Sighting } from '../format';
import { maybe } from '../shared/facts';
import type { Bundle } from '../shared/fhir/bundle';
import { type Fhir, part, parts, text, typeOf } from '../shared/fhir/node';
import { localIdOf, type Person, readPerson } from '../shared/fhir/patient';
import { isNear, literal } from './addresses';

/** FHIR R4 LinkType. After `replaced-by` the one is used no more; `refer` and `seealso` leave both in use. */
const KINDS = ['replaced-by', 'replaces', 'refer', 'seealso'] as const;
/** More than these nobody has; the rest is counted. */
const MOST = 10;

/** Another Patient of whom one says that it is the same person: what the sender calls its record, its NHS number. */
export type Link = Readonly<{ kind: (typeof KINDS)[number]; name?: string }> &
  Pick<Person, 'nhsNumber' | 'nhsNumberStatus'>;
export type Linked = Readonly<{ links: readonly Link[]; unread: number }>;

/** The links of a Patient (`Patient.link`) whose record is called `own`; those that name no other Patient are counted. */
export function linksOf(bundle: Bundle, patient: Fhir, own: string | undefined): Linked {
  const all = parts(patient, 'link');
  const links = all.slice(0, MOST).flatMap((one) => linkIn(bundle, patient, one) ?? []);
  const others = links.filter(({ name, nhsNumber }) => name !== own && (name ?? nhsNumber) !== undefined);
  return { links: others, unread: all.length - others.length };
}

function linkIn(bundle: Bundle, patient: Fhir, link: Fhir): Link | undefined {
  const kind = KINDS.find((one) => one === text(link, 'type'));
  const other = part(link, 'other');
  const reference = text(other, 'reference');
  const found = bundle.find(reference);
  if (kind === undefined || found === patient || !isPatient(other, found)) return undefined;
  const address = found && literal(bundle.addressOf(found));
  const near = found !== undefined || isNear(reference ?? '', bundle.addressOf(patient));
  const person = readPerson(found ?? { identifier: part(other, 'identifier') });
  const name = localIdOf(person, address ?? (near ? literal(reference) : undefined));
  const { nhsNumber, nhsNumberStatus } = person;
  return {
    kind,
    ...maybe('name', name),
    ...maybe('nhsNumber', nhsNumber),
    ...maybe('nhsNumberStatus', nhsNumberStatus),
  };
}

/** A RelatedPerson who is this patient too (a mother who is a child) is no record of the patient. */
function isPatient(other: Fhir, found: Fhir | undefined): boolean {
  const named = literal(text(other, 'reference'))?.split('/')[0];
  return [found && typeOf(found), text(other, 'type'), named].every((type) => type === undefined || type === 'Patient');
}

/**
 * A person under the number that links say stands: of one that was replaced the other's, with its own as the former. Where
 * several replace it, none is believed; a link gives nobody a number who has none.
 */
export function underLinks(person: Person, links: readonly Link[]): Person {
  const own = person.nhsNumber;
  if (own === undefined) return person;
  const numbered = links.filter(({ nhsNumber }) => nhsNumber !== undefined && nhsNumber !== own);
  const by = numbered.filter(({ kind }) => kind === 'replaced-by');
  const [next] = new Set(by.map(({ nhsNumber }) => nhsNumber)).size === 1 ? by : [];
  const replaced = numbered.flatMap(({ kind, nhsNumber }) => (kind === 'replaces' ? (nhsNumber ?? []) : []));
  const current = next?.nhsNumber ?? own;
  const all = [...(person.formerNhsNumbers ?? []), ...replaced, own];
  const former = [...new Set(all.filter((number) => number !== current))];
  if (former.length === 0) return person;
  const { nhsNumberStatus, ...rest } = person;
  const status = next === undefined ? nhsNumberStatus : next.nhsNumberStatus;
  return { ...rest, nhsNumber: current, ...maybe('nhsNumberStatus', status), formerNhsNumbers: former };
}

/** What each link says of the two records: which went into which, or that both are of one person. */
export function linkRecords({ system, localId }: Sighting, links: readonly Link[], place: string): readonly Parsed[] {
  return links.flatMap(({ kind, name }, at): readonly Parsed[] => {
    if (name === undefined) return [];
    const record = { kind: 'record', place: `${place}/link ${at + 1}`, facts: [], ifKnown: true } as const;
    switch (kind) {
      case 'replaced-by':
        return [{ ...record, sighting: { system, localId }, mergedInto: name }];
      case 'replaces':
        return [{ ...record, sighting: { system, localId: name }, mergedInto: localId }];
      case 'refer':
      case 'seealso':
        return [{ ...record, sighting: { system, localId }, sameAs: name }];
      default:
        return kind satisfies never;
    }
  });
}
