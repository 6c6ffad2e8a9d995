import type { Directory } from '@tributary/directory';
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

  /** Sends what is due; answers how many letters it took up. */
  async sendDue(): Promise<number> {
    const letters = await this.options.outbox.take(AT_ONCE, CLAIM_MS);
    for (const letter of letters) await this.send(letter);
    const { waiting, failed } = await this.options.outbox.standing();
    this.standing.set({ state: 'waiting' }, waiting);
    this.standing.set({ state: 'failed' }, failed);
    return letters.length;
  }

  private async send(letter: Letter & { tries: number }): Promise<void> {
    const { outbox, directory, freshnessMs, from, signInAt } = this.options;
    const failed = async (failure: 'no-address' | 'too-old' | 'refused'): Promise<void> => {
      this.counted.inc({ outcome: failure });
      await outbox.failed(letter.messageId, failure);
    };
    if (Date.now() - Date.parse(letter.since) > freshnessMs) return failed('too-old');
    const to = (await directory.current()).practitioner(letter.practitioner)?.email;
    if (to === undefined) return failed('no-address');
    const began = Date.now();
    try {
      await this.transport.sendMail({ messageId: letter.messageId, from, to, ...words(letter, signInAt) });
      await outbox.sent(letter.messageId);
      this.counted.inc({ outcome: 'sent' });
      this.options.traces.done({ name: 'mail', of: letter.alertId, began });
    } catch (error) {
      // The server's answer may repeat the address: it is not logged.
      if (letter.tries + 1 >= TRIES) return failed('refused');
      this.options.logger.warn('a letter waits', { problem: reasonOf(error) });
      await outbox.again(letter.messageId, (this.options.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** letter.tries);
    }
  }
}

/** No name, no agency, no rule: whoever reads over a shoulder learns nothing of a child. */
const words = ({ severity }: Letter, signInAt: string): Readonly<{ subject: string; text: string }> => ({
  subject: `Tributary: a message for you to read ${SOON[severity] ?? 'today'}`,
  text: [
    `There is a message for you in Tributary. Please read it ${SOON[severity] ?? 'today'}.`,
    '',
    `Sign in at ${signInAt}`,
    '',
    'This mail says nothing of what it is about, and an answer to it reaches nobody.',
  ].join('\n'),
});
