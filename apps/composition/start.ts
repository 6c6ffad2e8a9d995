import { setFlagsFromString } from 'node:v8';
import type { DynamicModule } from '@nestjs/common';
import { LedgerNotary } from '@tributary/access';
import { Mailer, Outbox } from '@tributary/alerting';
import { Notary } from '@tributary/event-store';
import { configureHttp, FolderDrop, ParkedTopic } from '@tributary/intake';
import { AcknowledgementTopics, Endpoints, NoticeBook, TopicSender, WebhookSender } from '@tributary/outbound';
import { addressOf, notaryKey, reasonOf, Rounds, runApp, type Service } from '@tributary/runtime';
import { type Foundation, foundationOf } from './foundation';
import { serveDocuments } from './documents';
import { holdingRound } from './held';
import { mailboxesOf } from './mailboxes';
import { allMigrations } from './migrations';
import { pullsOf } from './pulls';
import { reconsideringOf } from './reconsidering';
import { furnish, READ_MODELS, type Rooms } from './rooms';

/** What one process is for. */
export type Purpose = Readonly<{
  app: string;
  /** Keeps the read models. */
  projections?: boolean;
  /** Runs the rules. */
  reactors?: boolean;
  timers?: boolean;
  relay?: boolean;
  /** Signs checkpoints over the feed and the disclosure ledger. */
  notary?: boolean;
  /** Erases what nobody could open and was held long enough. */
  holding?: boolean;
  /** Looks at all records as one set. */
  reconsidering?: boolean;
  /** Takes deliveries. */
  intake?: boolean;
  modules?: (base: Foundation, rooms: Rooms) => readonly DynamicModule[];
  /** Once it listens. */
  started?: (base: Foundation, rooms: Rooms) => Promise<void>;
}>;

const CHECKPOINT_EVERY = 60_000;
const SANDBOX_EVERY = 3_600_000;
/** Milliseconds: what falls due does so at midnight; the rest of the day's rounds find little. */
const HOLDING_EVERY = 3_600_000;
/** Milliseconds: how often laid files are looked at, and how long one must not have changed. */
const LAID = { everyMs: 5_000, settledMs: 10_000 } as const;

/**
 * Percent by which V8 lets what is alive grow before it looks for what is not. Left to itself it lets a stream of rows
 * grow to three times that: a large file then takes 320 MB more than at rest instead of 150, at the same speed.
 */
const HEAP_GROWTH = 100;

/** Runs a process from the rooms that all of them share. */
export function start(purpose: Purpose): void {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  let built: { base: Foundation; rooms: Rooms } | undefined;
  const standing = (): { base: Foundation; rooms: Rooms } => {
    if (!built) throw new Error('the rooms are not built yet');
    return built;
  };
  void runApp({
    app: purpose.app,
    migrations: allMigrations,
    timers: purpose.timers === true,
    relay: purpose.relay === true,
    hosts: async (parts) => {
      const base = await foundationOf(parts);
      const rooms = furnish(base);
      built = { base, rooms };
      await rooms.signIn.provider?.prepare();
      return {
        projections: purpose.projections ? rooms.projections : [],
        reactors: purpose.reactors ? rooms.reactors : [],
      };
    },
    services: async () => servicesOf(purpose, standing()),
    imports: () => {
      const { base, rooms } = standing();
      return [...(purpose.modules?.(base, rooms) ?? [])];
    },
    configure: (app) => {
      const { base, rooms } = standing();
      const { provider } = rooms.signIn;
      configureHttp(app, {
        unexpected: (error: unknown) => base.logger.error('a request failed', { error }),
        ...(provider ? { oidc: (request, response) => provider.handle(request, response) } : {}),
      });
      serveDocuments(app);
    },
    started: async () => purpose.started?.(standing().base, standing().rooms),
    nest: { bodyParser: false },
  });
}

async function servicesOf(
  purpose: Purpose,
  { base, rooms }: { base: Foundation; rooms: Rooms },
): Promise<readonly Service[]> {
  if (purpose.intake) {
    base.health.register('intake', () => rooms.intake.problem());
    base.health.register('inbound topics', async () => rooms.inbound.finding());
  }
  return [
    ...(purpose.intake
      ? [intakeOf(rooms), ...parkedTopicOf(base), sandboxOf(base, rooms), ...(await fetchersOf(base, rooms))]
      : []),
    ...(purpose.notary ? [await notaryOf(base)] : []),
    ...(purpose.holding ? [holdingOf(base, rooms)] : []),
    ...(purpose.reconsidering ? reconsideringOf(base) : []),
    ...(purpose.reactors ? [...mailerOf(base), ...webhooksOf(base, rooms), ...topicsOf(base, rooms)] : []),
  ];
}

/** What the demo delivers, and what hospitals send, goes through the intake, so these end before. */
function intakeOf({ intake, demo, mllp, inbound }: Rooms): Service {
  return {
    start: async () => {
      await intake.start();
      await mllp?.start();
      inbound.start();
    },
    stop: async () => {
      await inbound.stop();
      await mllp?.stop();
      await demo.stop();
      await intake.stop();
    },
  };
}

/** Parked records are told of on their topic where there is Kafka; without, their rows wait for it. */
const parkedTopicOf = ({ database, partners, logger, metrics }: Foundation): readonly Service[] =>
  partners ? [new ParkedTopic({ pool: database.events, partners, logger, metrics })] : [];

/** What agencies tried is deleted with the night. */
const sandboxOf = ({ logger }: Foundation, { sandbox }: Rooms): Service =>
  new Rounds({
    work: async () => {
      await sandbox.dropOld();
      return false;
    },
    everyMs: SANDBOX_EVERY,
    failed: (error) => logger.warn('old test deliveries wait to be deleted', { problem: reasonOf(error) }),
  });

/** What the hub goes and gets. */
const fetchersOf = async (base: Foundation, rooms: Rooms): Promise<readonly Service[]> => [
  ...(await mailboxesOf(base, rooms)),
  ...(await pullsOf(base, rooms)),
  ...foldersOf(base, rooms),
];

/** Files that are laid into a folder, where one is named. */
function foldersOf({ config, logger }: Foundation, { intake, feeds }: Rooms): readonly Service[] {
  const { dropDir: root } = config;
  return root === undefined ? [] : [new FolderDrop({ root, ...LAID, intake, feeds, logger })];
}

/** Nobody is mailed where no server is named. */
function mailerOf({ config, database, directory, logger, metrics, traces }: Foundation): readonly Service[] {
  const { smtpUrl, mailFrom, freshness } = config;
  if (smtpUrl === undefined) return [];
  const signInAt = addressOf(config);
  const outbox = new Outbox(database.events);
  return [
    new Mailer({
      outbox,
      directory,
      smtpUrl,
      from: mailFrom,
      signInAt,
      logger,
      metrics,
      traces,
      freshnessMs: freshness,
    }),
  ];
}

/** Notices to agencies that hear by Kafka, and what they say back; without Kafka the operations page says so. */
function topicsOf(
  { config, database, directory, logger, metrics, partners, health }: Foundation,
  { children, notices }: Rooms,
): readonly Service[] {
  const [book, endpoints] = [new NoticeBook(database.events), new Endpoints(database.events)];
  const both = { partners, endpoints, directory, logger, metrics };
  const saidBack = new AcknowledgementTopics({ ...both, notices });
  health.register('acknowledgement topics', async () => saidBack.finding());
  return [new TopicSender({ ...both, book, children, base: addressOf(config) }), saidBack];
}

/** No call is made where there are no secrets to sign it with. */
function webhooksOf(
  { config, database, directory, logger, metrics }: Foundation,
  { children }: Rooms,
): readonly Service[] {
  const { secretsDir, hosts } = config.webhooks;
  if (secretsDir === undefined) return [];
  const book = new NoticeBook(database.events);
  const endpoints = new Endpoints(database.events);
  const to = { book, endpoints, directory, children, base: addressOf(config) };
  return [new WebhookSender({ ...to, secretsDir, hosts, logger, metrics })];
}

/** Signs what feed and disclosure ledger hold once a minute. One that cannot sign says so and tries again. */
async function notaryOf({ database, config, logger }: Foundation): Promise<Service> {
  const key = await notaryKey(config);
  const notary = new Notary({ events: database.events, key });
  const ledger = new LedgerNotary({ pool: database.events, key });
  const both = async (): Promise<boolean> => {
    await notary.checkpoint();
    await ledger.checkpoint();
    return false;
  };
  return new Rounds({
    work: both,
    everyMs: CHECKPOINT_EVERY,
    failed: (error) => logger.warn('the notary waits', { problem: reasonOf(error) }),
  });
}

/** Goes round once an hour. A round that failed is told, and the next tries again. */
function holdingOf(base: Foundation, { held }: Rooms): Service {
  const { logger } = base;
  const round = holdingRound(base, held, READ_MODELS);
  const rounds = new Rounds({
    work: async () => {
      await round.go();
      return false;
    },
    everyMs: HOLDING_EVERY,
    failed: (error) => logger.warn('nothing held was erased this time', { problem: reasonOf(error) }),
  });
  return {
    start: () => rounds.start(),
    stop: async () => {
      round.stop();
      await rounds.stop();
    },
  };
}
