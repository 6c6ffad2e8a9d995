import { standingAt, takesBack, TELLS, type Told, toldBy } from '@tributary/alerting';
import type { Directory, DirectoryView } from '@tributary/directory';
import { type AgencyId, type AlertId, derivedId, type Envelope } from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import { postNotice } from './storage/notices';

export type PartnerNoticesOptions = Readonly<{
  directory: Pick<Directory, 'current'>;
  /** Longest that news of an alert is worth telling, in milliseconds: an agency that joins is not told the past. */
  freshnessMs: number;
}>;

/** Tells agencies' own systems that an alert went to one of their roles, went on, or was taken back. */
export const partnerNotices = (options: PartnerNoticesOptions): Reactor => ({
  name: 'partner-notices',
  version: 1,
  handles: [...TELLS, 'alerting.alert-closed'],
  async react(batch, io) {
    const view = await options.directory.current();
    for (const { event } of batch) {
      if (Date.now() - Date.parse(event.knownFrom) <= options.freshnessMs) await tell(event, view, io);
    }
  },
});

async function tell(event: Envelope, view: DirectoryView, io: ReactorIo): Promise<void> {
  const candidates = takesBack(event) ? undefined : connected(toldBy(event), view);
  if (candidates?.length === 0) return;
  const standing = await standingAt(event, io.store);
  if (!standing) return;
  const agencies = candidates ?? connected(standing.told, view);
  for (const agency of agencies.filter((one) => !hasSomebodyLeftOut(one, standing.leftOut, view))) {
    await postNotice(
      {
        id: derivedId('notice', agency, event.id),
        ...{ agency, alertId: event.streamId.slice('alert-'.length) as AlertId, childId: event.childId },
        // What takes back is as urgent as what it takes back: nobody tells the two apart before they ask.
        urgency: standing.severity,
        since: event.knownFrom,
      },
      io.tx,
    );
  }
}

/** Each agency once, where it has a system that hears. */
const connected = (told: readonly Told[], view: DirectoryView): readonly AgencyId[] =>
  [...new Set(told.map(({ agency }) => agency as AgencyId))].filter((agency) => view.agency(agency)?.notices);

/** Everybody of an agency may read its system: whoever must not hear of the alert would, by that there is a notice. */
const hasSomebodyLeftOut = (agency: AgencyId, leftOut: readonly string[], view: DirectoryView): boolean =>
  leftOut.some((id) => view.practitioner(id)?.roles.some((held) => held.agency === agency));
