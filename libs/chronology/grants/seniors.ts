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
  let at = viewer;
  for (let step = 0; step < STEPS; step += 1) {
    const manager = managerOf(view, at);
    if (!manager || manager.practitioner === viewer.practitioner) return undefined;
    if (!(await isBarred(decisions, manager, child))) return manager.practitioner;
    at = manager;
  }
  return undefined;
}

/** In the hat nearest to whom they manage. */
function managerOf(view: DirectoryView, { practitioner, role, agency }: Viewer): Viewer | undefined {
  const manager = view.managerOf(practitioner, role, agency);
  const roles = (manager && view.practitioner(manager)?.roles) ?? [];
  const hat = roles.find((held) => held.agency === agency) ?? roles[0];
  return manager && hat && { practitioner: manager, role: hat.role, agency: hat.agency };
}
