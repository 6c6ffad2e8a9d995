import { Problem } from '@tributary/kernel';
import { verdictOf } from '../consumers/verdict';

/** What a request is answered with where its surroundings are away; undefined where the error is another one. */
export function awayProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem || verdictOf(error) !== 'transient') return undefined;
  return new Problem(
    'not-now',
    503,
    'Not possible now',
    'The hub cannot reach its database, or the database has no room. Send it again later: nothing is doubled.',
  );
}
