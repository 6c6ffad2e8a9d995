import { type Judge, type Person, underCurrentNumbers } from '@tributary/matching';

/** Two numbers of which nobody says that the one came after the other: two people for all that numbers can tell. */
const BY_NUMBERS: readonly (string | undefined)[] = ['two-nhs-numbers', 'two-upns', 'number-contradicted'];

/** Whether the numbers of two records, as they stand now, are of two people. */
export function areTwo(one: Person, other: Person, judge: Judge): boolean {
  const { kind, reason } = judge.judge(one, other);
  return kind !== 'link' && kind !== 'weigh' && BY_NUMBERS.includes(reason);
}

/** A record of a child, by its place in time among them. */
type Member<K> = Readonly<{ key: K; person: Person }>;

/**
 * The records of one child put together again without what is no longer said: those whose numbers are of two people come
 * to two parts, the first of them with the oldest record. Who fits several goes where a number says so, else to the first.
 */
export function partsOf<K>(members: readonly Member<K>[], judge: Judge): readonly (readonly K[])[] {
  const current = underCurrentNumbers(members.map(({ person }) => person));
  const parts: Member<K>[][] = [];
  members.forEach(({ key }, at) => {
    const person = current[at];
    if (!person) return;
    const fitting = parts.filter((part) => !part.some((other) => areTwo(person, other.person, judge)));
    const byNumber = fitting.find((part) => part.some((other) => judge.judge(person, other.person).by !== undefined));
    const part = byNumber ?? fitting[0];
    if (part) part.push({ key, person });
    else parts.push([{ key, person }]);
  });
  return parts.map((part) => part.map(({ key }) => key));
}
