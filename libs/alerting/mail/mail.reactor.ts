import { isEvent } from '@tributary/catalogue';
import { derivedId, type Envelope, type Recorded } from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import { post } from './outbox';

const HANDLES = [
  'alerting.alert-raised',
  'alerting.alert-informed',
  'alerting.alert-escalated',
  'alerting.alert-reassigned',
] as const;

/** Writes a letter to everybody whom an alert's events tell; the events say whom, the outbox only what has gone. */
export const mailReactor: Reactor = {
  name: 'alert-mail',
  version: 1,
  handles: HANDLES,
  async react(batch, io) {
    for (const one of batch) await react(one, io);
  },
};

type Told = Readonly<{ practitioner?: string; role: string; agency: string }>;

async function react({ event }: Recorded, io: ReactorIo): Promise<void> {
  const told = toldBy(event);
  if (told.length === 0) return;
  const alertId = event.streamId.slice('alert-'.length);
  const severity = await severityOf(event, io);
  for (const { practitioner, role, agency } of told) {
    if (practitioner === undefined) continue;
    // The event is the step: what a crash repeats bears the same id.
    const messageId = `<${derivedId('mail', alertId, event.id, practitioner, role, agency)}@tributary>`;
    await post({ messageId, alertId, practitioner, severity, since: event.knownFrom }, io.tx);
  }
}

function toldBy(event: Envelope): readonly Told[] {
  if (isEvent(event, 'alerting.alert-raised')) {
    const { historical, shadow, summary, owner, informed } = event.data;
    // Whoever reads the message that holds it reads of it there.
    return historical || shadow || summary ? [] : [...(owner ? [owner] : []), ...(informed ?? [])];
  }
  if (isEvent(event, 'alerting.alert-informed')) return event.data.informed;
  if (isEvent(event, 'alerting.alert-escalated') || isEvent(event, 'alerting.alert-reassigned')) return [event.data.to];
  return [];
}

async function severityOf(event: Envelope, io: ReactorIo): Promise<string> {
  if (isEvent(event, 'alerting.alert-raised')) return event.data.severity;
  const past = await io.store.load(event.streamId);
  return past.findLast((one) => isEvent(one, 'alerting.alert-raised'))?.data.severity ?? 'today';
}
