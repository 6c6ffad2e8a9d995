import { inTransaction } from '@tributary/event-store';
import { type Instant, instantOf } from '@tributary/kernel';
import { Metrics, NO_TRACES, silentLogger } from '@tributary/runtime';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { testStore, type TestStore } from '../../testing/store';
import { alertingMigrations, Mailer, Outbox } from '../index';
import { post, withdraw } from './outbox';

const ALERT = '00000000-0000-8000-8000-00000000000a';

let t: TestStore;
let server: SMTPServer;
let port: number;
let got: string[];
let refuses: boolean;
let metrics: Metrics;

beforeEach(async () => {
  t = await testStore(alertingMigrations);
  got = [];
  refuses = false;
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      void text(stream).then((mail) => {
        if (refuses) return done(new Error('not now'));
        got.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  port = (server.server.address() as AddressInfo).port;
});
afterEach(async () => {
  await new Promise<void>((closed) => server.close(closed));
  await t.close();
});

const mailer = (freshnessMs = 86_400_000): Mailer =>
  new Mailer({
    outbox: new Outbox(t.db.events),
    directory: {
      current: async () =>
        ({ practitioner: (id: string) => (id === 'p-marlow' ? { email: 'marlow@wexbourne.example' } : {}) }) as never,
    },
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'tributary@wexbourne.example',
    signInAt: 'https://tributary.wexbourne.example',
    logger: silentLogger,
    metrics: (metrics = new Metrics()),
    traces: NO_TRACES,
    freshnessMs,
    firstPauseMs: 1,
  });

const write = (
  messageId: string,
  practitioner = 'p-marlow',
  since: Instant = instantOf(Date.now()),
  severity = 'today',
): Promise<void> =>
  inTransaction(t.db.events, (tx) => post({ messageId, alertId: ALERT, practitioner, severity, since }, tx));
const standing = () => new Outbox(t.db.events).standing();

describe('the news that there is an alert', () => {
  it('goes out once, and says nothing but how soon and where', async () => {
    await write('<one@tributary>');
    await write('<one@tributary>');
    const post = mailer();
    await post.sendDue();
    await post.sendDue();
    await post.stop();
    expect(got).toHaveLength(1);
    const [mail = ''] = got;
    expect(mail).toContain('Message-ID: <one@tributary>');
    expect(mail).toContain('Subject: Tributary: a message for you to read today');
    expect(mail).toContain('https://tributary.wexbourne.example');
    for (const word of [ALERT, 'suspended', 'child', 'p-marlow']) expect(mail).not.toContain(word);
    expect(await standing()).toEqual({ waiting: 0, failed: 0 });
  });

  it('of a notice is as silent: when there is time, and where', async () => {
    await write('<notice@tributary>', 'p-marlow', instantOf(Date.now()), 'digest');
    const sender = mailer();
    await sender.sendDue();
    await sender.stop();
    expect(got).toHaveLength(1);
    expect(got[0]).toContain('Subject: Tributary: a message for you to read when you have time');
    for (const word of [ALERT, 'child', 'works', 'p-marlow', 'agency']) expect(got[0]).not.toContain(word);
  });

  it('of several alerts at once is one mail, as urgent as the most urgent, and leaves none behind', async () => {
    await write('<digest@tributary>', 'p-marlow', instantOf(Date.now() - 2_000), 'digest');
    await write('<urgent@tributary>', 'p-marlow', instantOf(Date.now() - 1_000), 'immediate');
    await write('<old@tributary>', 'p-marlow', instantOf(Date.now() - 2 * 86_400_000));
    await write('<other@tributary>', 'p-nobody');
    const sender = mailer();
    await sender.sendDue();
    await sender.stop();
    expect(got).toHaveLength(1);
    expect(got[0]).toContain('Subject: Tributary: 2 messages for you to read now');
    expect(got[0]).toContain('References: <digest@tributary> <urgent@tributary>');
    expect(got[0]).toMatch(/^Message-ID: <[0-9a-f-]{36}@tributary>$/m);
    for (const word of [ALERT, 'child', 'brother', 'sister', 'family']) expect(got[0]).not.toContain(word);
    const { rows } = await t.db.events.query(
      'SELECT message_id, sent_at IS NOT NULL AS sent, failure FROM alerting.outbox ORDER BY message_id',
    );
    expect(rows).toEqual([
      { message_id: '<digest@tributary>', sent: true, failure: null },
      { message_id: '<old@tributary>', sent: false, failure: 'too-old' },
      { message_id: '<other@tributary>', sent: false, failure: 'no-address' },
      { message_id: '<urgent@tributary>', sent: true, failure: null },
    ]);
  });

  it('refused, it is tried again; refused for good, it is seen', async () => {
    refuses = true;
    await write('<two@tributary>');
    const sender = mailer();
    await sender.sendDue();
    expect(await standing()).toEqual({ waiting: 1, failed: 0 });
    while ((await standing()).waiting > 0) await sender.sendDue();
    await sender.stop();
    expect(await standing()).toEqual({ waiting: 0, failed: 1 });
    expect(await metrics.registry.metrics()).toContain('tributary_mail_standing{state="failed"} 1');
    expect(got).toEqual([]);
  });

  it('whose sender died after the server took it goes out again under the same id', async () => {
    await write('<three@tributary>');
    const outbox = new Outbox(t.db.events);
    const dying = mailer();
    const forget = jest.spyOn(Outbox.prototype, 'sent').mockResolvedValueOnce(undefined);
    await dying.sendDue();
    await dying.stop();
    forget.mockRestore();
    await t.db.events.query('UPDATE alerting.outbox SET next_try = clock_timestamp()');
    const next = mailer();
    await next.sendDue();
    await next.stop();
    expect(got.filter((mail) => mail.includes('<three@tributary>'))).toHaveLength(2);
    expect(await outbox.standing()).toEqual({ waiting: 0, failed: 0 });
  });

  it('for somebody without an address is seen to have failed; news too old is not sent', async () => {
    await write('<four@tributary>', 'p-nobody');
    await write('<five@tributary>', 'p-marlow', instantOf(Date.now() - 2 * 86_400_000));
    const sender = mailer();
    await sender.sendDue();
    await sender.stop();
    expect(got).toEqual([]);
    expect(await standing()).toEqual({ waiting: 0, failed: 1 });
  });

  it('that told nobody is listed, and goes out once its cause is mended', async () => {
    await write('<nobody@tributary>', 'p-stranger');
    await write('<old@tributary>', 'p-marlow', '2020-01-01T00:00:00.000Z' as Instant);
    const first = mailer();
    await first.sendDue();
    await first.stop();
    const outbox = new Outbox(t.db.events);
    expect(await outbox.undelivered(10)).toMatchObject([
      { messageId: '<nobody@tributary>', practitioner: 'p-stranger', failure: 'no-address', tries: 1 },
    ]);
    expect(await outbox.sendAgain('<old@tributary>')).toBe(false);
    expect(await outbox.sendAgain('<nobody@tributary>')).toBe(true);
    expect(await outbox.sendAgain('<nobody@tributary>')).toBe(false);
    expect(await outbox.undelivered(10)).toEqual([]);
    expect((await outbox.take(10, 1_000)).map(({ messageId }) => messageId)).toEqual(['<nobody@tributary>']);
  });

  it('of a later time waits for it, and does not go once it is taken back', async () => {
    await write('<later@tributary>', 'p-marlow', instantOf(Date.now() + 60_000));
    const outbox = new Outbox(t.db.events);
    expect(await outbox.take(10, 1)).toEqual([]);
    await t.db.events.query(`UPDATE alerting.outbox SET next_try = clock_timestamp() - interval '1 second'`);
    expect((await outbox.take(10, 1)).map(({ messageId }) => messageId)).toEqual(['<later@tributary>']);
    await inTransaction(t.db.events, (tx) => withdraw(ALERT, tx));
    await t.db.events.query(`UPDATE alerting.outbox SET next_try = clock_timestamp() - interval '1 second'`);
    expect(await outbox.take(10, 1)).toEqual([]);
    expect([await standing(), await outbox.undelivered(10)]).toEqual([{ waiting: 0, failed: 0 }, []]);
  });

  it('taken by one process is not taken by another meanwhile', async () => {
    await write('<six@tributary>');
    const outbox = new Outbox(t.db.events);
    const [mine, theirs] = await Promise.all([outbox.take(10, 60_000), outbox.take(10, 60_000)]);
    expect(mine.length + theirs.length).toBe(1);
  });
});
