import type { Agency, Directory } from '@tributary/directory';
import { uuidv7 } from '@tributary/kernel';
import { type Logger, type Metrics, reasonOf, resolveAll, type Resolve, Rounds } from '@tributary/runtime';
import { thinOf, type NoticesOptions } from '../notices';
import type { Endpoints } from '../storage/endpoints';
import type { Notice, NoticeBook } from '../storage/notices';
import { call, type Called } from './call';
import { pauseAfter } from './schedule';
import { type Signer, signerFor } from './secrets';

export type WebhookOptions = Pick<NoticesOptions, 'children' | 'base'> &
  Readonly<{
    book: NoticeBook;
    endpoints: Endpoints;
    directory: Pick<Directory, 'current'>;
    secretsDir: string;
    /** `host:port` pairs that may be private; none in production. */
    hosts: readonly string[];
    logger: Pick<Logger, 'warn'>;
    metrics: Pick<Metrics, 'counter'>;
    resolve?: Resolve;
    /** From 0 to 1. */
    chance?: () => number;
    timeoutMs?: number;
  }>;

const EVERY_MS = 1_000;
const AT_ONCE = 20;
/** For one call, name and connection included. */
const TIMEOUT_MS = 15_000;
/** Longer than a batch can take: another process takes over what a dead one held. */
const LEASE_MS = AT_ONCE * TIMEOUT_MS + 60_000;

/** Calls the systems of agencies that take notices by webhook, at least once each: the notice is the message. */
export class WebhookSender {
  private readonly rounds: Rounds;
  private readonly counted;
  private readonly hosts: ReadonlySet<string>;

  constructor(private readonly options: WebhookOptions) {
    const { logger, metrics, hosts } = options;
    this.counted = metrics.counter('tributary_webhooks_total', 'Calls of agencies’ systems by what came of them', [
      'outcome',
    ]);
    this.hosts = new Set(hosts);
    this.rounds = new Rounds({
      work: async () => (await this.sendDue()) >= AT_ONCE,
      everyMs: EVERY_MS,
      failed: (error) => logger.warn('notices wait', { problem: reasonOf(error) }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** Sends what is due, to all agencies beside each other; answers how many calls were made. */
  async sendDue(): Promise<number> {
    const { agencies } = (await this.options.directory.current()).document;
    const sent = await Promise.all(agencies.map((agency) => this.sendTo(agency)));
    return sent.reduce((sum, one) => sum + one, 0);
  }

  private async sendTo({ id: agency, notices }: Agency): Promise<number> {
    if (notices?.by !== 'webhook' || notices.to === undefined) return 0;
    const { book, endpoints, secretsDir } = this.options;
    if (await endpoints.isOff(agency)) return 0;
    const signer = await signerFor(secretsDir, agency);
    if (!signer) {
      await endpoints.went(agency, 'no-secret', 'wrong');
      return 0;
    }
    const lease = uuidv7();
    const due = await book.due({ agency, lease, limit: AT_ONCE, leaseMs: LEASE_MS });
    const to = new URL(notices.to);
    for (const [i, notice] of due.entries()) {
      const went = await this.send(notice, { to, signer, lease });
      if (went) continue;
      // Its endpoint is down, or will have no more: the others wait for its next time without being counted.
      for (const rest of due.slice(i + 1)) await book.release(agency, rest.id, lease);
      return i + 1;
    }
    return due.length;
  }

  private async send(notice: Notice, { to, signer, lease }: Way): Promise<boolean> {
    const { book, endpoints, resolve = resolveAll, timeoutMs = TIMEOUT_MS } = this.options;
    const { agency, id } = notice;
    const sent = await this.signed(notice, signer);
    const called = await call(to, sent, { resolve, hosts: this.hosts, timeoutMs });
    const outcome = outcomeOf(called);
    this.counted.inc({ outcome });
    await endpoints.went(agency, String(called), outcome);
    if (outcome === 'well') await book.delivered({ agency, id, to: 'webhook', lease });
    else if (outcome === 'off') await book.release(agency, id, lease);
    else await book.again(notice, lease, pauseAfter(notice.tries + 1, (this.options.chance ?? Math.random)()));
    return outcome === 'well';
  }

  private async signed(notice: Notice, signer: Signer) {
    const at = new Date();
    const data = await thinOf(notice, this.options);
    const body = JSON.stringify({ type: 'notice', timestamp: at.toISOString(), data });
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': notice.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signer.sign(notice.id, at, body),
      },
    };
  }
}

type Way = Readonly<{ to: URL; signer: Signer; lease: string }>;

/** 410: the endpoint is gone for good. A redirect is no answer: nobody said that the other place is the agency’s. */
function outcomeOf(called: Called): 'well' | 'wrong' | 'off' {
  if (called === 410) return 'off';
  return typeof called === 'number' && called >= 200 && called < 300 ? 'well' : 'wrong';
}
