import type { Hidden } from '@tributary/access';
import type { Decisions, Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { type AgencyId, type ChildId, Problem } from '@tributary/kernel';
import { maySee, partOf } from './domain/parts';
import type { Pair } from './pair';

/** Nothing else shuts a pair out: a steward has no relationship with any child. */
const PASSED = 'no-relationship';
export const PURPOSE = 'identity-review';

type Both = Pick<Pair, 'from' | 'to'>;

/** Throws match-role for everybody who is neither a steward nor manages one. */
export function requirePart(viewer: Viewer, view: DirectoryView): void {
  if (partOf(viewer, view)) return;
  throw new Problem(
    'match-role',
    403,
    'Your role does not decide who is who',
    'A data steward does, and who manages them. If you hold that role too, act in it.',
  );
}

/** What keeps a pair from somebody: a concern that names them or their line, or a link to the family of either child. */
export async function isShut(decisions: Pick<Decisions, 'refusalOf'>, viewer: Viewer, pair: Both): Promise<boolean> {
  const refusals = await Promise.all([pair.from, pair.to].map((child) => decisions.refusalOf(viewer, child)));
  return refusals.some((refusal) => refusal !== undefined && refusal.rule !== PASSED);
}

/** What tells of a place must stand in no answer about a pair of which either child's is sealed. */
export const hiddenOf = (
  decisions: Pick<Decisions, 'hiddenFrom'>,
  viewer: Viewer,
  pair: Both,
): Promise<readonly (Hidden | undefined)[]> =>
  Promise.all([pair.from, pair.to].map((child) => decisions.hiddenFrom(viewer, child)));

/** The same for a pair that is not there, is not for them, or is of their own family. */
export async function requirePair<P extends Pair>(
  pair: P | undefined,
  viewer: Viewer,
  { decisions, view }: Readonly<{ decisions: Pick<Decisions, 'refusalOf'>; view: DirectoryView }>,
): Promise<P> {
  if (pair && maySee(pair, viewer, view) && !(await isShut(decisions, viewer, pair))) return pair;
  throw matchUnknown();
}

export const matchUnknown = (): Problem =>
  new Problem(
    'match-unknown',
    404,
    'No pair of that id waits',
    'GET /v1/matches lists what does. A record that was moved, or now fits nobody, takes its pairs with it',
  );

/** In the ledger of each child of whom records were opened: by which weights, and of which agencies. */
export async function discloseOpened(
  { options }: Decisions,
  viewer: Viewer,
  {
    children,
    weights,
    opened,
  }: Readonly<{ children: readonly ChildId[]; weights: string; opened: readonly AgencyId[] }>,
): Promise<void> {
  const basis = { dataClass: 'general', rule: 'data-steward', version: weights };
  const shown = opened.map((agency) => ({ agency, ...basis }));
  const line = { viewer, what: 'match', purpose: PURPOSE, asKnownOn: null, shown, withheld: [] } as const;
  await Promise.all(children.map((child) => options.doors.disclose({ ...line, child })));
}

/** In the ledger of each child that a decision is about: who decided, and of nothing what it was. */
export async function discloseDecision(
  { options }: Decisions,
  viewer: Viewer,
  children: readonly ChildId[],
): Promise<void> {
  const line = { viewer, what: 'match-decision', purpose: PURPOSE, asKnownOn: null, shown: [], withheld: [] } as const;
  await Promise.all(children.map((child) => options.doors.disclose({ ...line, child })));
}
