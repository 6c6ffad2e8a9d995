import type { ServerResponse } from 'node:http';
import type { Person } from '@tributary/alerting';
import { formatPosition, type FeedPosition } from '@tributary/kernel';
import type { Change } from './alert-tail';

/** Bytes that may wait for a reader who does not read. */
const BACKLOG = 64 * 1024;

const isFor = ({ told }: Change, { practitioner, role, agency }: Person): boolean =>
  told.some((one) => one.practitioner === practitioner && one.role === role && one.agency === agency);

/** One open answer of server-sent events, for one person in one role (WHATWG HTML, “Server-sent events”). */
export class Listener {
  constructor(
    private readonly response: ServerResponse,
    private readonly person: Person,
  ) {}

  open(): void {
    this.response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // A proxy that gathers answers before it hands them on would keep everything.
      'X-Accel-Buffering': 'no',
    });
    this.response.write('retry: 5000\n\n');
  }

  /** Of what is not theirs, nothing: neither that it was nor how often. */
  hear(change: Change): void {
    if (!isFor(change, this.person)) return;
    const { at, alertId, urgency } = change;
    this.write('alert', { alert: alertId, urgency, ask: `/v1/alerts/${alertId}` }, at);
  }

  /** Too much lies between: they ask for all their alerts. */
  reset(): void {
    this.write('reset', { ask: '/v1/alerts' });
  }

  /** Keeps the connection, and the place to come back to. */
  beat(at: FeedPosition | undefined): void {
    this.send(at ? `id: ${formatPosition(at)}\n\n` : ':\n\n');
  }

  close(): void {
    this.response.end();
  }

  private write(event: string, data: object, at?: FeedPosition): void {
    this.send(`event: ${event}\n${at ? `id: ${formatPosition(at)}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
  }

  private send(text: string): void {
    if (this.response.writableLength > BACKLOG) this.response.destroy();
    else if (!this.response.writableEnded) this.response.write(text);
  }
}
