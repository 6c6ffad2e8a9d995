import type { Person } from '../person';

const LONGEST_CHAIN = 10;

/**
 * Each record under the number that stands now: a superseded one counts as the one that superseded it, whichever record
 * says so. Where two say different things of one number, or two numbers supersede each other, they stay as they are, for a
 * person to explain. What superseded what is settled by it, and no longer said by the records.
 */
export function underCurrentNumbers(people: readonly Person[]): readonly Person[] {
  const current = successors(people);
  if (people.every(({ formerNhs }) => formerNhs.length === 0)) return people;
  return people.map((person) => {
    const nhs = person.nhs === undefined ? undefined : follow(person.nhs, current);
    return nhs === person.nhs && person.formerNhs.length === 0 ? person : { ...person, nhs, formerNhs: [] };
  });
}

function successors(people: readonly Person[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const disputed = new Set<string>();
  for (const { nhs, formerNhs } of people) {
    for (const former of formerNhs) {
      if (nhs === undefined || nhs === former) continue;
      if (found.has(former) && found.get(former) !== nhs) disputed.add(former);
      found.set(former, nhs);
    }
  }
  for (const number of disputed) found.delete(number);
  return found;
}

/** A circle leads nowhere: the number stays. */
function follow(number: string, current: ReadonlyMap<string, string>): string {
  let at = number;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const next = current.get(at);
    if (next === undefined) return at;
    at = next;
  }
  return number;
}
