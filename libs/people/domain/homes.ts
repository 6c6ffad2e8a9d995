import type { Naming } from '@tributary/chronology';
import type { AgencyId, PlainDate } from '@tributary/kernel';
import { livesWithOn } from './family';
import type { RelationshipData } from './stated';

/**
 * Whether somebody lives with the child, since when and until when. `household`: which of several households of the child
 * it is by that agency, counted from 1 within one answer; what the agency calls it would tell who else lives there.
 */
export type Home = Pick<RelationshipData, 'livesWith' | 'livesWithFrom' | 'livesWithUntil'> &
  Readonly<{ household?: number }>;

/** The households that the child lives in on a day, by the agency that numbers them, in an order that tells nothing. */
export function householdsIn(namings: readonly Naming[], day: PlainDate): ReadonlyMap<AgencyId, readonly string[]> {
  const homes = new Map<AgencyId, readonly string[]>();
  for (const naming of namings) {
    const { household } = naming.data;
    if (household === undefined || livesWithOn(naming, day) !== true) continue;
    const { agency } = naming.statement;
    homes.set(agency, [...new Set([...(homes.get(agency) ?? []), household])].sort());
  }
  return homes;
}

/** Said of one household alone, its number would say nothing. */
export function homeOf(naming: Naming, households: readonly string[], day: PlainDate): Home {
  const { livesWithFrom, livesWithUntil, household } = naming.data;
  const livesWith = livesWithOn(naming, day);
  const nth = household === undefined ? 0 : households.indexOf(household) + 1;
  return {
    ...(livesWith === undefined ? {} : { livesWith }),
    ...(livesWithFrom && { livesWithFrom }),
    ...(livesWithUntil && { livesWithUntil }),
    ...(households.length > 1 && nth > 0 ? { household: nth } : {}),
  };
}
