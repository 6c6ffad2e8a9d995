import type { DirectoryView } from '@tributary/directory';
import { type Children, firstSightEvents, type Identity as IdentityRoom, type Resolution } from '@tributary/identity';
import { type AgencyId, childStream, recordStream, type StreamId } from '@tributary/kernel';
import type { LockedView } from '@tributary/event-store';
import type { Traces } from '@tributary/runtime';
import type { Asked, DeliveryStamp, Identity, Resolved } from './ports';

type Rooms = Readonly<{
  identity: Pick<IdentityRoom, 'resolve'>;
  children: Pick<Children, 'refsOf'>;
  directory: Readonly<{ current(): Promise<Pick<DirectoryView, 'agency'>> }>;
  traces: Pick<Traces, 'done'>;
}>;

/** The identity room as intake needs it: whose record, which child, and the events of a first sight. */
export class RecordIdentity implements Identity {
  constructor(private readonly rooms: Rooms) {}

  async resolve(stamp: DeliveryStamp, asked: readonly Asked[]): Promise<readonly (Resolved | undefined)[]> {
    const { agency, deliveryId } = stamp;
    const began = Date.now();
    const sector = (await this.rooms.directory.current()).agency(agency)?.sector ?? 'unknown';
    const found = await this.rooms.identity.resolve(asked.map((one) => ({ ...one, agency, sector })));
    this.rooms.traces.done({ name: 'match', of: deliveryId, began, attributes: { count: asked.length } });
    return found.map((resolution, i) => {
      const history = stamp.backfill || asked[i]?.backfill === true;
      return resolution && resolved(resolution, { ...stamp, backfill: history });
    });
  }

  async childRefs(agency: AgencyId, streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, string>> {
    return this.rooms.children.refsOf(agency, streams);
  }
}

function resolved(resolution: Resolution, stamp: DeliveryStamp): Resolved {
  const { recordId, childId, review } = resolution;
  const streamId = recordStream(recordId);
  const events = (view: LockedView) => {
    const { deliveryId, backfill } = stamp;
    return firstSightEvents(resolution, { at: view.now, correlationId: deliveryId, causationId: deliveryId, backfill });
  };
  const proposals = (view: LockedView) => events(view).filter(({ type }) => type === 'identity.match-proposed');
  return {
    streamId,
    childId,
    review,
    openingStreams: [childStream(childId)],
    opening: (view) => ({ events: events(view), links: [{ streamId, childId }] }),
    ...(resolution.proposals.length > 0
      ? { proposed: { candidates: resolution.proposals.map((p) => p.childId), events: proposals } }
      : {}),
  };
}
