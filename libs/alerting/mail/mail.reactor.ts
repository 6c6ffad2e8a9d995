import { derivedId, type Recorded } from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import { severityOf, TELLS, toldBy } from '../told';
import { post } from './outbox';

/** Writes a letter to everybody whom an alert's events tell; the events say whom, the outbox only what has gone. */
export const mailReactor: Reactor = {
  name: 'alert-mail',
  version: 1,
  handles: TELLS,
  async react(batch, io) {
    for (const one of batch) await react(one, io);
  },
};

async function react({ event }: Recorded, io: ReactorIo): Promise<void> {
  const told = toldBy(event);
  if (told.length === 0) return;
  const alertId = event.streamId.slice('alert-'.length);
  const severity = await severityOf(event, io.store);
  for (const { practitioner, role, agency } of told) {
    if (practitioner === undefined) continue;
    // The event is the step: what a crash repeats bears the same id.
    const messageId = `<${derivedId('mail', alertId, event.id, practitioner, role, agency)}@tributary>`;
    await post({ messageId, alertId, practitioner, severity, since: event.knownFrom }, io.tx);
  }
}
