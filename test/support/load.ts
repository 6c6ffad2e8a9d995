import { setTimeout as pause } from 'node:timers/promises';
import { loadChild } from './people';
import { IN_TIME } from './processes';

/** One CloudEvent of the load: item `n` of a child, at its `revision`. */
export function loadEvent(child: number, item: number, revision = 1, feedSource = 'urn:wexbourne:ed'): object {
  const who = loadChild(child);
  const day = new Date(Date.UTC(2026, 0, 1) + (item % 300) * 86_400_000).toISOString().slice(0, 10);
  return {
    specversion: '1.0',
    id: `c${child}-i${item}-r${revision}`,
    source: feedSource,
    type: 'health.emergency-attended',
    time: `${day}T08:00:00Z`,
    recordedtime: `${day}T09:00:00Z`,
    sequence: String(revision),
    data: {
      item: `i${item}`,
      record: {
        system: 'ed',
        localId: `P${child}`,
        givenName: who.givenName,
        familyName: who.familyName,
        birthDate: who.birthDate,
        postcode: who.postcode,
        nhsNumber: who.nhsNumber,
        nhsNumberStatus: '01',
      },
      fact: { date: day, outcome: revision % 2 === 1 ? 'DISCHARGED' : 'ADMITTED' },
    },
  };
}

/** One attendance mark of the load, of a school that knows the child by its pupil number: no rule hears of those. */
export function markEvent(child: number, mark: number): object {
  const who = loadChild(child);
  const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(mark / 2) * 86_400_000).toISOString().slice(0, 10);
  return {
    specversion: '1.0',
    id: `c${child}-m${mark}`,
    source: 'urn:wexbourne:ash-lane',
    type: 'education.attendance-recorded',
    time: `${day}T09:00:00Z`,
    data: {
      item: `m${mark}`,
      record: {
        system: 'mis',
        localId: `9992001/${child}`,
        givenName: who.givenName,
        familyName: who.familyName,
        birthDate: who.birthDate,
        upn: who.upn,
      },
      fact: { date: day, session: mark % 2 === 0 ? 'AM' : 'PM', mark: 'I' },
    },
  };
}

/** One delivery as it is sent: events, or a file of a feed. */
export type Parcel = Readonly<{ path: string; type: string; body: string; backfill?: boolean }>;

export const eventsParcel = (events: readonly object[]): Parcel => ({
  path: '/v1/events',
  type: 'application/cloudevents-batch+json',
  body: JSON.stringify(events),
});

export const fileParcel = (feed: string, type: 'text/csv' | 'application/json', body: string): Parcel => ({
  path: `/v1/feeds/${feed}/messages`,
  type,
  body,
});

export type ReceiptRecord = Readonly<{
  place: string;
  outcome: string;
  code?: string;
  eventIds?: readonly string[];
  childId?: string;
}>;
export type Receipt = Readonly<{
  id: string;
  status: string;
  position?: string;
  counts: Readonly<Record<string, number>>;
  records: readonly ReceiptRecord[];
}>;

/** Delivers to a hub that may be killed at any moment: the same delivery under the same key until it is answered. */
export class Deliverer {
  /** Receipts are kept here, outside the hub. */
  readonly book = new Map<string, Receipt>();
  /** Deliveries that had to be sent more than once. */
  retried = 0;
  /** Requests sent and not answered at this moment. */
  unanswered = 0;

  constructor(
    private readonly url: () => string,
    private readonly token: () => Promise<string>,
  ) {}

  async deliver(key: string, events: readonly object[]): Promise<Receipt> {
    return this.send(key, eventsParcel(events));
  }

  async send(key: string, parcel: Parcel): Promise<Receipt> {
    const end = Date.now() + IN_TIME;
    for (let tries = 1; ; tries += 1) {
      this.unanswered += 1;
      const receipt = await this.attempt(key, parcel)
        .catch((error: unknown) => {
          if (error instanceof Fatal) throw error;
          return undefined;
        })
        .finally(() => (this.unanswered -= 1));
      if (receipt) {
        if (tries > 1) this.retried += 1;
        this.book.set(key, receipt);
        return receipt;
      }
      if (Date.now() > end) throw new Error(`delivery ${key} was not answered within ${IN_TIME / 1_000} s`);
      await pause(100);
    }
  }

  private async attempt(key: string, { path, type, body, backfill }: Parcel): Promise<Receipt | undefined> {
    const answer = await fetch(`${this.url()}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'content-type': type,
        'idempotency-key': key,
        ...(backfill ? { 'x-backfill': 'true' } : {}),
      },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    if (answer.status >= 500 || answer.status === 409 || answer.status === 429) return undefined;
    if (!answer.ok) throw new Fatal(`${answer.status}: ${await answer.text()}`);
    let receipt = (await answer.json()) as Receipt;
    while (receipt.status === 'processing' || receipt.status === 'received') {
      await pause(50);
      const again = await fetch(`${this.url()}/v1/receipts/${receipt.id}`, {
        headers: { authorization: `Bearer ${await this.token()}` },
      });
      if (!again.ok) return undefined;
      receipt = (await again.json()) as Receipt;
    }
    return receipt;
  }
}

/** An answer that another try won't change. */
class Fatal extends Error {}

/** A client-credentials token of the demo's feed client, asked for again before it runs out. */
export function tokenSource(url: () => string, client: string, secret: string): () => Promise<string> {
  let held: { token: string; until: number } | undefined;
  return async () => {
    if (held && held.until > Date.now()) return held.token;
    const answer = await fetch(`${url()}/oidc/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    if (!answer.ok) throw new Error(`token: ${answer.status} ${await answer.text()}`);
    const { access_token: token, expires_in: seconds } = (await answer.json()) as {
      access_token: string;
      expires_in: number;
    };
    held = { token, until: Date.now() + (seconds - 30) * 1_000 };
    return token;
  };
}
