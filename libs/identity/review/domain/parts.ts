import { lineAbove, type Viewer } from '@tributary/chronology';
import { type DirectoryView, ROLES } from '@tributary/directory';
import { type Opinion, type Pair, stateOf } from '../pair';

/** `senior`: manages a steward, and decides what two stewards differ on. */
export type Part = 'steward' | 'senior';

/** What part somebody has in deciding who is who; undefined for everybody else. */
export function partOf(viewer: Viewer, view: DirectoryView): Part | undefined {
  if (!view.holds(viewer.practitioner, viewer.role, viewer.agency)) return undefined;
  if (viewer.role === ROLES.dataSteward) return 'steward';
  const manages = view.document.practitioners.some(({ id, roles }) =>
    roles.some(({ role, agency }) => role === ROLES.dataSteward && isAbove(viewer, { by: id, role, agency }, view)),
  );
  return manages ? 'senior' : undefined;
}

/** A senior finds what those whom they manage differ on, and nothing else. */
export function maySee(pair: Pick<Pair, 'opinions'>, viewer: Viewer, view: DirectoryView): boolean {
  const part = partOf(viewer, view);
  return part === 'steward' || (part === 'senior' && decidesBetween(pair, viewer, view));
}

/** Nobody decides twice; what two stewards differ on is for their seniors alone. */
export function mayDecide(pair: Pick<Pair, 'opinions'>, viewer: Viewer, view: DirectoryView): boolean {
  if (stateOf(pair) === 'senior') return decidesBetween(pair, viewer, view);
  return partOf(viewer, view) === 'steward' && !hasSpoken(pair, viewer);
}

const hasSpoken = ({ opinions }: Pick<Pair, 'opinions'>, { practitioner }: Viewer): boolean =>
  opinions.some(({ by }) => by === practitioner);

const decidesBetween = (pair: Pick<Pair, 'opinions'>, viewer: Viewer, view: DirectoryView): boolean =>
  stateOf(pair) === 'senior' &&
  !hasSpoken(pair, viewer) &&
  pair.opinions.some((opinion) => isAbove(viewer, opinion, view));

type Steward = Pick<Opinion, 'by' | 'role' | 'agency'>;
const isAbove = ({ practitioner }: Viewer, { by, role, agency }: Steward, view: DirectoryView): boolean =>
  lineAbove(view, { practitioner: by, role, agency }).some((one) => one.practitioner === practitioner);
