import type { PulledFeed, PullState } from '@tributary/intake';
import type { Instant } from '@tributary/kernel';
import { ageInWords, timeInWords } from '../page/words';

/** After so long past its time nobody is fetching it: no process runs that would. */
const FORGOTTEN_MS = 3_600_000;

/** How the fetching of a feed stands, in a sentence or two. */
export function pullWords({ dueAt, doneAt, failingSince, problem }: PullState, asOf: Instant): string {
  const whole = doneAt === undefined ? 'Never had whole.' : `Had whole ${agoWords(doneAt, asOf)}.`;
  const late = Date.parse(asOf) - Date.parse(dueAt) > FORGOTTEN_MS;
  const next = late ? `Was due on ${timeInWords(dueAt)}: nobody fetches it.` : `Next on ${timeInWords(dueAt)}.`;
  return failingSince && problem
    ? `Fails since ${timeInWords(failingSince)}. ${problem.title}: ${problem.detail} ${whole} ${next}`
    : `${whole} ${next}`;
}

const agoWords = (then: Instant, asOf: Instant): string => `${ageInWords(Date.parse(asOf) - Date.parse(then))} ago`;

/** What the operator's page says of those that fail. */
export const failingOf = (pulls: readonly PulledFeed[]): readonly object[] =>
  pulls.map(({ feed, failingSince, problem, dueAt }) => ({
    ...{ feed, since: failingSince, next: dueAt },
    why: problem ? `${problem.title}: ${problem.detail}` : '',
  }));
