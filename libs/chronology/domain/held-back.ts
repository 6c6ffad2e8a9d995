import type { Recorded, RoleCode } from '@tributary/kernel';
import { linesOf } from './chronology';
import type { CurrencyOf } from './currency';
import type { Statement } from './statement';

/** Something said of a child that a role holds back, whether or not it was released since. */
export type HeldStatement = Readonly<{
  statement: Statement;
  by: RoleCode;
  /** It came as history or by a return: nobody is asked to decide on it. */
  isHistory: boolean;
}>;

/** What is held back of what stands of a child; what was superseded or withdrawn is not among it. Pure. */
export function heldBackOf(
  statements: readonly Statement[],
  history: readonly Recorded[],
  currencyOf: CurrencyOf,
): readonly HeldStatement[] {
  const backfilled = new Set(history.filter(({ event }) => event.backfill === true).map(({ event }) => event.id));
  return linesOf(statements).flatMap(({ statement }): HeldStatement[] => {
    const { release, feed, agency, eventId } = statement;
    if (release.state !== 'held') return [];
    const isHistory = backfilled.has(eventId) || currencyOf(feed, agency) === 'return';
    return [{ statement, by: release.by, isHistory }];
  });
}
