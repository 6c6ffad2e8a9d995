import type { Person } from '../person';

const LONGEST_CHAIN = 10;

/**
 * Each record under the numbers that stand now: a superseded one counts as the one that superseded it, whichever record
 * says so. Where two say different things of one number, or two numbers supersede each other, they stay as they are, for a
 * person to explain. What superseded what is settled by it, and no longer said by the records.
 */
export function underCurrentNumbers(people: readonly Person[]): readonly Person[] {
  const byNhs = people.some(({ formerNhs }) => formerNhs.length > 0);
  const byUpn = people.some(({ formerUpns }) => formerUpns.length > 0);
  if (!byNhs && !byUpn) return people;
  const nhs = byNhs ? successors(people, nhsOf) : NONE;
  const upn = byUpn ? successors(people, upnOf) : NONE;
  return people.map((person) => under(person, nhs, upn));
}

type Held = Readonly<{ now: string | undefined; former: readonly string[] }>;
type Successors = ReadonlyMap<string, string>;

const nhsOf = ({ nhs, formerNhs }: Person): Held => ({ now: nhs, former: formerNhs });
const upnOf = ({ upn, formerUpns }: Person): Held => ({ now: upn, former: formerUpns });
const NONE: Successors = new Map();

function under(person: Person, nhsNumbers: Successors, upns: Successors): Person {
  const nhs = settled(nhsOf(person), nhsNumbers);
  const upn = settled(upnOf(person), upns);
  const stays = nhs.now === person.nhs && upn.now === person.upn;
  if (stays && nhs.former === person.formerNhs && upn.former === person.formerUpns) return person;
  return { ...person, nhs: nhs.now, formerNhs: nhs.former, upn: upn.now, formerUpns: upn.former };
}

/** Whoever has none now is still known by what they had. */
function settled({ now, former }: Held, current: Successors): Held {
  if (now !== undefined) return { now: follow(now, current), former: former.length === 0 ? former : NOTHING };
  return { now, former: former.length === 0 ? former : former.map((one) => follow(one, current)) };
}
const NOTHING: readonly string[] = [];

function successors(people: readonly Person[], heldBy: (person: Person) => Held): Successors {
  const found = new Map<string, string>();
  const disputed = new Set<string>();
  for (const person of people) {
    const { now, former } = heldBy(person);
    for (const one of former) {
      if (now === undefined || now === one) continue;
      if (found.has(one) && found.get(one) !== now) disputed.add(one);
      found.set(one, now);
    }
  }
  for (const number of disputed) found.delete(number);
  return found;
}

/** A circle leads nowhere: the number stays. */
function follow(number: string, current: Successors): string {
  let at = number;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const next = current.get(at);
    if (next === undefined) return at;
    at = next;
  }
  return number;
}
