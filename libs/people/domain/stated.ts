import type { ADULT_NAMED, DataOf, RELATIONSHIP } from '@tributary/catalogue';
import type { PersonAround } from '@tributary/feeds';
import { canonicalJson, type RecordRef } from '@tributary/kernel';

export type RelationshipData = DataOf<typeof RELATIONSHIP>;

/** What a card says of somebody: nothing of where they live, or how they are reached. */
export type OnCard = Pick<PersonAround, 'givenName' | 'familyName' | 'birthDate'>;

/** A relationship as its record states it; its card is issued when the event is written. */
export type Stated = Readonly<{
  item: RecordRef;
  data: Omit<RelationshipData, 'card'> | Omit<DataOf<typeof ADULT_NAMED>, 'card'>;
  onCard: OnCard;
}>;

/** The record of the child, by its agency's own number. */
export type RecordName = Readonly<{ agency: string; system: string; localId: string }>;
type RefOf = (kind: string, ...parts: string[]) => RecordRef;

/**
 * Hashes what names anybody. A person is the agency's: by the number that its system gives them, else by how this one
 * record names them. So no person is ever one for two agencies, nor for two records that number nobody. Feeds of an
 * agency that speak of one record speak of the same items. Pure.
 */
export function statedOf(person: PersonAround, { agency, system, localId }: RecordName, refOf: RefOf): Stated {
  const { number, givenName, familyName, birthDate, relationship, alleged } = person;
  const onCard = strip({ givenName, familyName, birthDate });
  const who = number === undefined ? ['named', localId, canonicalJson(onCard)] : ['numbered', number];
  const ref = refOf('person', agency, system, ...who);
  const said = { person: ref, said: refOf('on-card', ref, canonicalJson(onCard)), relationship };
  const item = refOf(alleged ? 'alleged' : 'around', agency, system, localId, relationship, ref);
  if (alleged) return { item, onCard, data: { ...said, ...allegedOf(person) } };
  const household = person.household && refOf('household', agency, system, person.household);
  return { item, onCard, data: { ...said, ...standingOf(person), ...strip({ household }) } };
}

/** How somebody stands to the child, without who it is. */
function standingOf({ responsibility, from, until, livesWith, livesWithFrom, livesWithUntil, ...rest }: PersonAround) {
  const { staffNumber, flags } = rest;
  const days = strip({ from, until, livesWith, livesWithFrom, livesWithUntil });
  return { responsibility, ...days, ...strip({ staffNumber, flags: flags && [...flags] }) };
}

/** Of somebody whom a concern names nothing else is said: that they are a parent too is a statement of its own. */
function allegedOf({ from, until, staffNumber, flags }: PersonAround) {
  const staffNamed = staffNumber === undefined ? undefined : [staffNumber];
  return strip({ from, until, staffNamed, flags: flags && [...flags] });
}

/** Without the fields that have no value. */
function strip<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
