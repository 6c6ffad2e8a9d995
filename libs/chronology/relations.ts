import type { Relation } from '@tributary/access';
import { type DirectoryView, type Practitioner, ROLES } from '@tributary/directory';
import type { Status } from './domain/status';
import type { RefOf } from './domain/step';
import type { Viewer } from './ports';

/** People the statuses name as the child's worker, where the directory knows the agency's number. */
export function allocatedWorkers(status: Status, view: DirectoryView, refOf: RefOf): readonly Practitioner[] {
  const allocated = status.kinds.find((k) => k.kind === 'allocated-worker')?.accounts ?? [];
  const refs = new Set(allocated.map((account) => account.worker));
  return view.document.practitioners.filter((p) =>
    (p.workerNumbers ?? []).some(({ agency, number }) => refs.has(refOf('worker', agency, number))),
  );
}

/**
 * How a viewer stands to a child by what is known of it now; alerts they were sent come on top, from those who sent
 * them. What one role may see is not usable under another: only the role of the session counts.
 */
export function relationsOf(viewer: Viewer, status: Status, view: DirectoryView, refOf: RefOf): ReadonlySet<Relation> {
  const relations = new Set<Relation>();
  if (!view.holds(viewer.practitioner, viewer.role, viewer.agency)) return relations;
  const workers = allocatedWorkers(status, view, refOf);
  const isWorker = viewer.role === ROLES.socialWorker && workers.some((w) => w.id === viewer.practitioner);
  if (isWorker) relations.add('allocated-worker');
  if (workers.some((w) => view.nextAfter(w.id, ROLES.socialWorker).includes(viewer.practitioner))) {
    relations.add('worker-line');
  }
  const lookedAfter = status.kinds.find((k) => k.kind === 'looked-after')?.accounts ?? [];
  const authority = view.authorityOf(viewer.agency)?.code;
  const isTheirs = lookedAfter.some((account) => view.authorityOf(account.agency)?.code === authority);
  if (viewer.role === ROLES.virtualSchoolHead && isTheirs) relations.add('virtual-school');
  if (viewer.role === ROLES.auditor) relations.add('auditor');
  return relations;
}
