import { type AlertId, type ChildId, type Instant, millisOf } from '@tributary/kernel';

/** An alert of somebody's that is not done. */
export type Undone = Readonly<{ alertId: AlertId; childId: ChildId; raisedAt: Instant }>;

/** Alerts of one person in one role that are shown together: about brothers and sisters, raised near each other. */
export type Bundle = readonly AlertId[];

/**
 * Alerts about at least two children of a family, each raised within `withinMs` milliseconds of the one before. Nothing
 * but how a list is laid out follows: each alert keeps its own state, time and owner. Pure.
 */
export function bundlesOf(
  undone: readonly Undone[],
  families: readonly (readonly ChildId[])[],
  withinMs: number,
): readonly Bundle[] {
  return families.flatMap((family) => {
    const theirs = undone.filter(({ childId }) => family.includes(childId)).sort(byTime);
    return runsOf(theirs, withinMs)
      .filter((run) => new Set(run.map(({ childId }) => childId)).size > 1)
      .map((run) => run.map(({ alertId }) => alertId));
  });
}

/** Split where the next was raised too long after the one before. */
function runsOf(ordered: readonly Undone[], withinMs: number): readonly (readonly Undone[])[] {
  const runs: Undone[][] = [];
  for (const one of ordered) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && millisOf(one.raisedAt) - millisOf(last.raisedAt) <= withinMs) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

const keyOf = ({ raisedAt, alertId }: Undone): string => `${raisedAt} ${alertId}`;
const byTime = (a: Undone, b: Undone): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/** The other alerts of an alert's bundle. */
export const othersIn = (bundles: readonly Bundle[], alertId: AlertId): readonly AlertId[] =>
  bundles.find((bundle) => bundle.includes(alertId))?.filter((one) => one !== alertId) ?? [];
