import { type AgencyId, type EventId, formatPosition, Problem } from '@tributary/kernel';
import type { Viewer } from '../ports';
import type { ChildReader } from '../reader';
import { by, type Decisions, PURPOSE } from './decisions';

export type Releasing = Readonly<{ event: EventId; audience: readonly AgencyId[] }>;

/** Releasing what is held back even from a ground (design/access.md 2). */
export class Releases {
  constructor(
    private readonly decisions: Decisions,
    private readonly reader: Pick<ChildReader, 'statements'>,
  ) {}

  /**
   * Releases what the viewer's role holds back in their own agency to named ones. Problems: child-unknown,
   * release-unknown (not theirs to release, or no such event), agency-unknown.
   */
  async release(viewer: Viewer, ref: string, { event: id, audience }: Releasing): Promise<object> {
    const { decisions } = this;
    const child = await decisions.childFor(viewer, ref);
    const { judge, refusal } = await decisions.options.doors.accessOf({ viewer, child, purpose: PURPOSE });
    if (refusal) return decisions.refuse('release', viewer, child, refusal);
    const held = (await this.reader.statements(child)).find(({ eventId }) => eventId === id);
    const isTheirs = held?.release.state === 'held' && held.release.by === viewer.role && held.agency === viewer.agency;
    if (!held || !isTheirs || judge(held).level !== 'content') throw releaseUnknown();
    const view = await decisions.options.directory.current();
    if (!audience.every((agency) => view.agency(agency))) throw agencyUnknown();
    const data = { event: id, audience: [...audience], ...by(viewer) };
    const event = decisions.event({ viewer, child, type: 'governance.event-released', data });
    const { position } = await decisions.append(child, event);
    await decisions.write('release', viewer, child);
    return { event: id, audience, position: formatPosition(position) };
  }
}

const releaseUnknown = (): Problem =>
  new Problem('release-unknown', 404, 'Nothing of that id is yours to release', 'Only the role that holds it back may');

const agencyUnknown = (): Problem =>
  new Problem('agency-unknown', 422, 'No such agency', 'Name agencies as the directory does');
