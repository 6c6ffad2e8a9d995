import type { Directory } from '@tributary/directory';
import { derivedId } from '@tributary/kernel';
import { type Logger, type Metrics, reasonOf, Rounds, type Traces } from '@tributary/runtime';
import { createTransport } from 'nodemailer';
import type { Letter, Outbox } from './outbox';

export type MailerOptions = Readonly<{
  outbox: Outbox;
  directory: Pick<Directory, 'current'>;
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  smtpUrl: string;
  from: string;
  /** Where people sign in. */
  signInAt: string;
  logger: Pick<Logger, 'warn'>;
  metrics: Pick<Metrics, 'counter' | 'gauge'>;
  traces: Pick<Traces, 'done'>;
  /** Longest that news of an alert is worth sending, in milliseconds. */
  freshnessMs: number;
  /** First pause after a refusal, in milliseconds; it doubles each time. Default: half a minute. */
  firstPauseMs?: number;
}>;

const EVERY_MS = 1_000;
const AT_ONCE = 50;
/** Before a connection or an answer is given up. */
const PATIENCE_MS = 20_000;
/** Another process may take over a letter whose sender died after this. */
const CLAIM_MS = 120_000;
/** With the doubling pause: about a day. */
const TRIES = 12;
const FIRST_PAUSE_MS = 30_000;

const SOON: Readonly<Record<string, string>> = {
  immediate: 'now',
  today: 'today',
  'this-week': 'this week',
  digest: 'when you have time',
};

/** Sends the outbox by SMTP, at least once each; the message id tells a mail system what it has had already. */
export class Mailer {
  private readonly transport;
  private readonly counted;
  private readonly standing;
  private readonly rounds;

  constructor(private readonly options: MailerOptions) {
    this.transport = createTransport({
      ...{ url: options.smtpUrl, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS },
      socketTimeout: PATIENCE_MS,
    });
    this.counted = options.metrics.counter('tributary_mail_total', 'Letters by what became of them', ['outcome']);
    this.standing = options.metrics.gauge('tributary_mail_standing', 'Letters that wait, or failed for good', [
      'state',
    ]);
    this.rounds = new Rounds({
      work: async () => (await this.sendDue()) === AT_ONCE,
      everyMs: EVERY_MS,
      failed: (error) => options.logger.warn('letters wait', { problem: reasonOf(error) }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
    this.transport.close();
  }

  /** Sends what is due, to each person at once; answers how many letters it took up. */
  async sendDue(): Promise<number> {
    const letters = await this.options.outbox.take(AT_ONCE, CLAIM_MS);
    for (const theirs of Map.groupBy(letters, ({ practitioner }) => practitioner).values()) await this.send(theirs);
    const { waiting, failed } = await this.options.outbox.standing();
    this.standing.set({ state: 'waiting' }, waiting);
    this.standing.set({ state: 'failed' }, failed);
    return letters.length;
  }

  /** What one person is to read, as one mail: no letter waits for another, and each keeps its own fate. */
  private async send(theirs: readonly Due[]): Promise<void> {
    const { outbox, directory, freshnessMs, from, signInAt } = this.options;
    const isOld = ({ since }: Letter): boolean => Date.now() - Date.parse(since) > freshnessMs;
    for (const letter of theirs.filter(isOld)) await this.failed(letter, 'too-old');
    const [first, ...others] = theirs.filter((letter) => !isOld(letter));
    if (!first) return;
    const letters = [first, ...others];
    const to = (await directory.current()).practitioner(first.practitioner)?.email;
    if (to === undefined) {
      for (const letter of letters) await this.failed(letter, 'no-address');
      return;
    }
    const began = Date.now();
    try {
      await this.transport.sendMail({ from, to, ...idsOf(letters), ...words(letters, signInAt) });
    } catch (error) {
      // The server's answer may repeat the address: it is not logged.
      this.options.logger.warn('a letter waits', { problem: reasonOf(error) });
      for (const letter of letters) await this.refused(letter);
      return;
    }
    await outbox.sent(letters.map(({ messageId }) => messageId));
    for (const { alertId } of letters) {
      this.counted.inc({ outcome: 'sent' });
      this.options.traces.done({ name: 'mail', of: alertId, began });
    }
  }

  private async refused(letter: Due): Promise<void> {
    if (letter.tries + 1 >= TRIES) return this.failed(letter, 'refused');
    const { outbox, firstPauseMs = FIRST_PAUSE_MS } = this.options;
    await outbox.again(letter.messageId, firstPauseMs * 2 ** letter.tries);
  }

  private async failed({ messageId }: Letter, failure: 'no-address' | 'too-old' | 'refused'): Promise<void> {
    this.counted.inc({ outcome: failure });
    await this.options.outbox.failed(messageId, failure);
  }
}

type Due = Letter & Readonly<{ tries: number }>;

/**
 * A mail of several letters has an id of its own, which names them: sent once more together with another letter it is
 * another mail, and whoever drops what it has had already keeps that one. In `References` stand those whom it brings.
 */
function idsOf(letters: readonly Letter[]): Readonly<{ messageId?: string; references?: string[] }> {
  const references = letters.map(({ messageId }) => messageId).sort();
  if (references.length > 1) return { messageId: `<${derivedId('mail', ...references)}@tributary>`, references };
  return { ...(references[0] ? { messageId: references[0] } : {}) };
}

/** No name, no agency, no rule: whoever reads over a shoulder learns nothing of a child. As urgent as the most urgent. */
function words(letters: readonly Letter[], signInAt: string): Readonly<{ subject: string; text: string }> {
  const severities = new Set(letters.map(({ severity }) => severity));
  const soon = Object.entries(SOON).find(([severity]) => severities.has(severity))?.[1] ?? SOON['today'];
  const [are, read] = letters.length === 1 ? ['is a message', 'it'] : [`are ${letters.length} messages`, 'them'];
  return {
    subject: `Tributary: ${letters.length === 1 ? 'a message' : `${letters.length} messages`} for you to read ${soon}`,
    text: [
      `There ${are} for you in Tributary. Please read ${read} ${soon}.`,
      '',
      `Sign in at ${signInAt}`,
      '',
      'This mail says nothing of what it is about, and an answer to it reaches nobody.',
    ].join('\n'),
  };
}
