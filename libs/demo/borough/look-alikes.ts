import { plusDays } from '@tributary/kernel';
import type { Days } from '../domain/calendar';
import type { Child } from '../domain/children';
import { type Person, personOf } from '../domain/person';
import { FEEDS, PRACTICES } from '../domain/places';
import { wordsOf } from '../domain/words';
import { eventLines, NDJSON, type Stated } from '../native/events';
import type { DemoFile } from '../native/file';
import { socialCareJson } from '../native/social-care-json';
import { lotOf } from './lots';

/** A child who is adopted: one file tells who they were, another who they are; in between both are sealed apart. */
export type Adopted = Readonly<{ known: DemoFile; before: DemoFile; becomes: Person }>;

export type LookAlikes = Readonly<{
  /** In the order of their delivery, after all by which the borough's children are known. */
  files: readonly DemoFile[];
  /** As their agencies have them. Part of it is also of the child whom they are like. */
  people: readonly Person[];
  adopted: Adopted;
}>;

/** Below them are the borough's children, from 2,000 those of the stories. */
const FIRST_NUMBER = 1_100;
/** Children of the borough from one who has a look-alike to the next. */
const APART = 29;
const DAYS_AGO = 40;
const SIBLINGS_DAYS = 700;
const DAYS_EARLY = 12;

/** A child of the borough, and somebody at the same address with numbers and names of their own. */
type Double = Readonly<{ child: Child; own: Person }>;

/**
 * Records of which no machine says for sure whose they are: what a borough's stewards find in the morning. Each comes by
 * the feed of its agency as any other does, and waits, or does not, by what the matcher makes of it. Twins are two, and
 * only what fits both of them waits; an adopted child is put beside nobody whom they were.
 */
export function lookAlikesOf(
  children: readonly Child[],
  { seed, days }: Readonly<{ seed: number; days: Days }>,
): LookAlikes {
  const pick = doublesOf(children, seed);
  const [near, later, undated, renumbered] = [
    pick(0, nearlyNamed),
    pick(1, bornADayLater),
    pick(2, sameName),
    pick(3, sameName),
  ];
  const [sibling, twin, unnamed, becomes] = [
    pick(4, withTheirNumber),
    pick(5, twinOf),
    pick(6, twinOf, 5),
    pick(7, newName),
  ];
  const newborn = pick(8, () => ({ birthDate: days.ago(DAYS_AGO) }));
  const expected = plusDays(newborn.own.birthDate, DAYS_EARLY);
  const says = sayings(days);
  const known: DemoFile = {
    ...{ name: 'social-care/council-before-adoption.json', feed: FEEDS.socialCare, mediaType: 'application/json' },
    backfill: false,
    text: () => socialCareJson([{ person: becomes.child, id: 'E-7001', referred: days.ago(400), referrer: '1A' }]),
  };
  const unborn: DemoFile = {
    ...{ ...known, name: 'look-alikes/council-before-birth.json' },
    text: () =>
      socialCareJson([{ person: newborn.own, expected, id: 'E-7002', referred: days.ago(90), referrer: '3B' }]),
  };
  const [first, second] = PRACTICES;
  const before = file(second, 'millrace-after-adoption', [says.registers(becomes.own, second)]);
  return {
    files: [
      known,
      unborn,
      file(first, 'orchard-street-new', [says.registers(twin.own, first), says.registers(renumbered.own, first)]),
      file(FEEDS.hospital, 'hospital-walk-in', [
        says.attends(sibling.own),
        { ...says.attends(unnamed.own), system: 'clients', without: ['givenName'] },
        { ...says.born(newborn.own), without: ['givenName'] },
      ]),
      file(FEEDS.harbour, 'harbour-clients', [
        { ...says.worries(near.own, 'harbour'), without: ['postcode'] },
        { ...says.worries(later.own, 'harbour'), without: ['postcode'] },
      ]),
      file(FEEDS.homes, 'homes-tenants', [{ ...says.worries(undated.own, 'homes'), without: ['birthDate'] }]),
      before,
    ],
    people: [near, later, undated, renumbered, sibling, twin, unnamed, becomes, newborn].map(({ own }) => own),
    adopted: { known, before, becomes: becomes.own },
  };
}

type Likeness = (child: Child, own: Person) => Partial<Person>;

const sameName: Likeness = ({ givenName }) => ({ givenName });
/** Two letters otherwise: as near as twins' names are. */
const nearlyNamed: Likeness = ({ givenName }) => ({ givenName: `${givenName.slice(0, -2)}ah` });
const bornADayLater: Likeness = ({ givenName, birthDate }) => ({ givenName, birthDate: plusDays(birthDate, 1) });
const withTheirNumber: Likeness = ({ nhsNumber, birthDate }) => ({
  nhsNumber,
  birthDate: plusDays(birthDate, -SIBLINGS_DAYS),
});
const twinOf: Likeness = () => ({});
const newName: Likeness = ({ givenName }, { aside }) => ({ givenName, familyName: aside });

/** `at`: each with a number and words of its own; `of`: like which child. */
function doublesOf(children: readonly Child[], seed: number) {
  const quiet = children.filter((child) => child.school !== undefined && lotOf(child) === 'quiet');
  const { given, family } = wordsOf(seed);
  return (at: number, like: Likeness, of = at): Double => {
    const child = quiet[(of + 1) * APART];
    // The borough's children and the stories take their words from the other end.
    const [givenName, aside] = [given.at(-1 - at), family.at(-1 - at)];
    if (!child || !givenName || !aside) throw new Error('the borough has too few children or words for look-alikes');
    const own = personOf({ ...child, number: FIRST_NUMBER + at, givenName, aside });
    return { child, own: { ...own, postcode: child.postcode, ...like(child, own) } };
  };
}

const file = (feed: string, name: string, stated: readonly Stated[]): DemoFile => ({
  ...{ name: `look-alikes/${name}.ndjson`, feed, mediaType: NDJSON, backfill: true },
  text: () => eventLines(stated),
});

/** What agencies say of somebody in an ordinary week. */
function sayings(days: Days) {
  const [date, recordedAt] = [days.ago(DAYS_AGO), days.at(DAYS_AGO, '16:20')];
  const said = (person: Person, what: string) => ({ id: `${what}-${person.clientId}`, person, recordedAt });
  return {
    registers: (person: Person, practice: string): Stated => ({
      ...{ ...said(person, 'gp'), source: `urn:wexbourne:${practice}`, system: 'health' },
      ...{ type: 'health.gp-registered', fact: { date } },
    }),
    born: (person: Person): Stated => ({
      ...{ ...said(person, 'birth'), source: 'urn:wexbourne:hospital:maternity', system: 'health' },
      ...{ type: 'health.birth-notified', fact: { date, live: true } },
    }),
    attends: (person: Person): Stated => ({
      ...{ ...said(person, 'ed'), source: 'urn:wexbourne:hospital:ed', system: 'health' },
      type: 'health.emergency-attended',
      fact: { date, attendance: `E-${person.number}`, outcome: 'DISCHARGED', broughtByAdult: true },
    }),
    worries: (person: Person, agency: string): Stated => ({
      ...{ ...said(person, 'concern'), source: `urn:wexbourne:${agency}`, system: 'clients' },
      type: 'agency.concern-recorded',
      fact: {
        concern: 'HOME',
        raisedOn: date,
        raisedByRole: agency === 'homes' ? 'housing-officer' : 'family-support-worker',
      },
    }),
  };
}
