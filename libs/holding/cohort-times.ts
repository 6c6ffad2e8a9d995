import { cohortsOf, type CurrencyOf, type StateStatement, statusFrom } from '@tributary/chronology';
import { endOfDay, type Instant, plusMillis, startOfDay } from '@tributary/kernel';
import type { CohortTime } from './domain/grounds';

/**
 * When a child was in which cohort, up to now. Both by what was known at the time, for that opened it to readers, and by
 * what is known today, for a plan that was told late may have been acted upon before. Pure.
 */
export function cohortTimes(
  states: readonly StateStatement[],
  currencyOf: CurrencyOf,
  now: Instant,
): readonly CohortTime[] {
  const turns = turnsOf(states).filter((at) => at <= now);
  return turns.flatMap((from, i) => {
    const known = states.filter(({ knownFrom }) => knownFrom <= from);
    const next = turns[i + 1];
    const to = next === undefined ? now : plusMillis(next, -1);
    const cohorts = [known, states].flatMap((said) => [...cohortsOf(statusFrom(said, from, FRESH(currencyOf)))]);
    return [...new Set(cohorts)].map((cohort) => ({ cohort, from, to }));
  });
}

/** Cohorts do not go by how fresh a status is. */
const FRESH = (currencyOf: CurrencyOf) => ({ currencyOf, confirmations: [], limitMs: 0 });

/** Every time at which a cohort may begin or end: something became known, or a day that was named began or was over. */
function turnsOf(states: readonly StateStatement[]): readonly Instant[] {
  const days = states.flatMap(({ step }) => (step ? [step.day, ...(step.lastDay ? [step.lastDay] : [])] : []));
  const turns = [
    ...states.map(({ knownFrom }) => knownFrom),
    ...days.flatMap((day) => [startOfDay(day), plusMillis(endOfDay(day), 1)]),
  ];
  return [...new Set(turns)].sort();
}
