import type { DataOf } from '@tributary/catalogue';
import { canonicalJson } from '@tributary/kernel';
import type { AlertFact } from '../domain/alert.decider';

type Named = Readonly<{ practitioner?: string; role: string; agency: string }>;
/** Somebody who can be told, in one role. */
export type Person = Readonly<{ practitioner: string; role: string; agency: string }>;

/** What an alert says, for whom the rule found it; and everybody who was told of it or had it. */
export type AsTold = Readonly<{ content: string; named: readonly Person[] }>;

/** Undefined where nobody was told. By what was said since it was raised last. */
export function asTold(facts: readonly AlertFact[]): AsTold | undefined {
  const from = facts.findLastIndex(({ type }) => type === 'alerting.alert-raised');
  const raised = facts[from];
  if (raised?.type !== 'alerting.alert-raised') return undefined;
  const {
    evidence,
    severity,
    statusUnknown,
    identityConfirmed,
    owner,
    informed = [],
    historical,
    shadow,
  } = raised.data;
  if (historical || shadow) return undefined;
  const later = facts.slice(from + 1);
  const passedOn = later.flatMap((fact) =>
    fact.type === 'alerting.alert-escalated' && fact.data.cause === 'owner-known' ? [fact.data.to] : [],
  );
  const had = [...(raised.data.stands?.handedTo ?? []), ...later.flatMap(handedTo)];
  const also = later.flatMap((fact) => (fact.type === 'alerting.alert-informed' ? fact.data.informed : []));
  const owners = [...(owner ? [owner] : []), ...passedOn].flatMap(personOf);
  return {
    content: canonicalJson({ evidence, severity, statusUnknown, identityConfirmed, owner: owners.at(-1) ?? null }),
    named: [...owners, ...[...had, ...informed, ...also].flatMap(personOf)],
  };
}

/** Who has an alert from a fact on, by whatever hand. */
export const handedTo = (fact: AlertFact): readonly Handed[] =>
  fact.type === 'alerting.alert-escalated' || fact.type === 'alerting.alert-reassigned' ? [fact.data.to] : [];
type Handed = DataOf<'alerting.alert-reassigned'>['to'];

const personOf = ({ practitioner, role, agency }: Named): readonly Person[] =>
  practitioner === undefined ? [] : [{ practitioner, role, agency }];

const isSame = (one: Person, other: Person): boolean => canonicalJson(one) === canonicalJson(other);

/** Of the first those whom the second does not name. */
export const notNamed = (one: readonly Person[], other: readonly Person[]): readonly Person[] =>
  one.filter((person) => !other.some((named) => isSame(person, named)));
