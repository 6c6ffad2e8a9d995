import type { DirectoryView } from '@tributary/directory';
import type { ChildId, PractitionerId } from '@tributary/kernel';
import type { Viewer } from '../ports';
import type { Decisions } from './decisions';

/** How far up a line is looked for somebody whom nothing bars. */
const STEPS = 5;
/** Rules that keep somebody away from everything about a child, whatever their role. */
const BARS: readonly string[] = ['named-in-concern', 'own-family'];

/** Whether a concern about the child names that person or their line, or they declared a link to its family. */
export async function isBarred(decisions: Decisions, viewer: Viewer, child: ChildId): Promise<boolean> {
  const refusal = await decisions.refusalOf(viewer, child);
  return refusal !== undefined && BARS.includes(refusal.rule);
}

/**
 * The senior of somebody in a role: their manager by the directory; where that one is barred from the child, the
 * manager's manager, and so on. Undefined where the directory names nobody whom nothing bars.
 */
export async function seniorOf(
  decisions: Decisions,
  view: DirectoryView,
  viewer: Viewer,
  child: ChildId,
): Promise<PractitionerId | undefined> {
  for (const manager of lineAbove(view, viewer))
    if (!(await isBarred(decisions, manager, child))) return manager.practitioner;
  return undefined;
}

/** Their manager by the directory, the manager's manager, and so on; never they themselves. */
export function lineAbove(view: DirectoryView, viewer: Viewer): readonly Viewer[] {
  const line: Viewer[] = [];
  for (let at: Viewer | undefined = managerOf(view, viewer); at && line.length < STEPS; at = managerOf(view, at)) {
    if (at.practitioner === viewer.practitioner) break;
    line.push(at);
  }
  return line;
}

/** In the hat nearest to whom they manage. */
function managerOf(view: DirectoryView, { practitioner, role, agency }: Viewer): Viewer | undefined {
  const manager = view.managerOf(practitioner, role, agency);
  const roles = (manager && view.practitioner(manager)?.roles) ?? [];
  const hat = roles.find((held) => held.agency === agency) ?? roles[0];
  return manager && hat && { practitioner: manager, role: hat.role, agency: hat.agency };
}
