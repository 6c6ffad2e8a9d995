import type { DataClass } from '@tributary/kernel';
import type { Agreement } from './agreement';
import { RESTRICTED } from './decide';

/** What does not hang together in the agreements, each with the agreement it is about; empty where all is well. */
export function faultsOf(agreements: readonly Agreement[]): readonly string[] {
  return [
    ...(agreements.length === 0 ? ['there is none'] : []),
    ...doubles(agreements),
    ...agreements.flatMap((one) => [
      ...backwards(one),
      ...readersOfRestricted(one),
      ...analysedThoughRestricted(one),
      ...openedByNone(one),
    ]),
  ];
}

const nameOf = ({ agreement, version }: Agreement): string => `${agreement}, version ${version}`;

function doubles(agreements: readonly Agreement[]): string[] {
  const named = Map.groupBy(agreements, nameOf);
  return [...named].flatMap(([name, all]) => (all.length > 1 ? [`${name}: stands twice`] : []));
}

const backwards = (one: Agreement): string[] =>
  one.inForce.to !== undefined && one.inForce.to < one.inForce.from
    ? [`${nameOf(one)}: inForce ends before it begins`]
    : [];

/** Restricted classes are read in the house of whoever supplied them; to others they are released one by one. */
function readersOfRestricted(one: Agreement): string[] {
  const inCohorts = Object.values(one.cohorts).flat();
  return [...RESTRICTED]
    .filter((dataClass) => inCohorts.includes(dataClass))
    .map((dataClass) => `${nameOf(one)}: no cohort may open ${dataClass}`);
}

/** A restricted class leaves no line, in an export for analysis no less than on a page. */
const analysedThoughRestricted = (one: Agreement): string[] =>
  (one.analysis ?? [])
    .filter((dataClass) => RESTRICTED.has(dataClass))
    .map((dataClass) => `${nameOf(one)}: ${dataClass} may not leave for analysis`);

/** A line that nothing can make true hides a mistake. */
function openedByNone(one: Agreement): string[] {
  const inCohorts = new Set(Object.values(one.cohorts).flat());
  return one.readers.flatMap(({ reader, opens }) =>
    (Object.keys(opens) as DataClass[])
      .filter((dataClass) => !inCohorts.has(dataClass))
      .map((dataClass) => `${nameOf(one)}: no cohort opens ${dataClass}, which "${reader}" names`),
  );
}
