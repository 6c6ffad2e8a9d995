import type { Directory } from '@tributary/directory';
import type { EventStore } from '@tributary/event-store';
import { formatOf } from '@tributary/feeds';
import type { Children, Identity } from '@tributary/identity';
import { type AgencyId, type Clock, type FeedId, Problem, systemClock } from '@tributary/kernel';
import { type Config, type Logger, type Metrics, reasonOf, type Traces } from '@tributary/runtime';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { DirectoryFeeds } from './api/directory';
import { InboundTopics, type InboundTopicsOptions } from './kafka/inbound-topics';
import { MappingDesk } from './mapping/mapping-desk';
import { Mappings } from './mapping/mappings';
import { UnmappedCodes } from './mapping/unmapped';
import { Intake } from './pipeline/intake';
import { OnboardingDesk, type OnboardingOptions } from './onboarding/onboarding-desk';
import type { FeedRegistry, Formats, IntakeEvents } from './pipeline/ports';
import { RecordIdentity } from './pipeline/record-identity';
import { Contracts } from './sandbox/contracts';
import { Sandbox } from './sandbox/sandbox';
import { heldDeliveries } from './storage/raw';

export type IntakeParts = Readonly<{
  /** Events database, app role. */
  pool: Pool;
  vault: Vault;
  store: EventStore;
  directory: Directory;
  identity: Identity;
  children: Children;
  feeds: DirectoryFeeds;
  config: Pick<Config, 'maxBodyBytes' | 'rawRetentionDays' | 'env'>;
  logger: Logger;
  metrics: Metrics;
  traces: Traces;
}>;

type MappingParts = Pick<IntakeParts, 'pool' | 'vault'> & Readonly<{ feeds: FeedRegistry }>;

/** How feeds are mapped, over the same tables. */
export function composeMappingDesk({ pool, vault, feeds }: MappingParts): MappingDesk {
  return new MappingDesk({
    ...{ feeds, formats },
    mappings: new Mappings(pool),
    unmapped: new UnmappedCodes({ pool, vault }),
    held: (feed, limit) => heldDeliveries(pool, vault, feed, limit),
  });
}

type OnboardingParts = Pick<IntakeParts, 'pool'> &
  Pick<OnboardingOptions, 'feeds' | 'directory' | 'agreementOf' | 'contracts'>;

/** How far feeds are on their way to going live, over the same tables. */
export function composeOnboarding({ pool, ...parts }: OnboardingParts): OnboardingDesk {
  const mappings = new Mappings(pool);
  const mappingOf = async (feed: FeedId) => (await mappings.inForce(feed))?.version;
  return new OnboardingDesk({ ...parts, formats, mappingOf });
}

type SandboxParts = Pick<IntakeParts, 'pool' | 'vault'> &
  Readonly<{ directory: Pick<Directory, 'current'>; clock?: Clock }>;

/** Where agencies try their deliveries. It gets neither the event store nor the identity room. */
export function composeSandbox({ pool, vault, directory, clock = systemClock }: SandboxParts): Sandbox {
  const sectorOf = async (agency: AgencyId) => (await directory.current()).agency(agency)?.sector ?? 'unknown';
  return new Sandbox({ pool, vault, formats, mappings: new Mappings(pool), sectorOf, clock });
}

type ContractParts = Pick<IntakeParts, 'pool'> &
  Pick<ConstructorParameters<typeof Contracts>[0], 'sandbox' | 'versions'>;

/** What the hub saw of test deliveries. */
export const composeContracts = (parts: ContractParts): Contracts =>
  new Contracts({ ...parts, formats, mappings: new Mappings(parts.pool) });

/** The intake of a process on what it stands on; `start()` it when the process is up, `stop()` it before the pools. */
export function composeIntake(parts: IntakeParts): Intake {
  const { pool, vault, store, directory, identity, children, feeds, config, traces } = parts;
  return new Intake({
    pool,
    vault,
    store,
    identity: new RecordIdentity({ identity, children, directory, traces }),
    feeds,
    formats,
    events: observed(parts),
    production: config.env === 'production',
    limits: { maxBytes: config.maxBodyBytes, rawDays: config.rawRetentionDays },
  });
}

/** What feeds’ senders write to Kafka themselves; `start()` it after the intake, `stop()` it before. */
export const composeInbound = (parts: Omit<InboundTopicsOptions, 'formats'>): InboundTopics =>
  new InboundTopics({ ...parts, formats });

const formats: Formats = (id) => {
  const format = formatOf(id);
  if (format) return format;
  throw new Problem('format-unknown', 500, 'Feed of an unknown format', `There is no format ${id}.`);
};

function observed({ logger, metrics, traces }: Pick<IntakeParts, 'logger' | 'metrics' | 'traces'>): IntakeEvents {
  const records = metrics.counter('tributary_intake_statements_total', 'What feeds stated', ['feed', 'outcome']);
  const failures = metrics.counter('tributary_intake_failures_total', 'Deliveries that could not be dealt with', [
    'feed',
  ]);
  const seconds = metrics.histogram('tributary_intake_seconds', 'Time to deal with a delivery', ['feed']);
  return {
    finished: (delivery, feed, { counts, milliseconds }) => {
      const root = !traces.about(delivery);
      traces.done({ name: 'intake', of: delivery, began: Date.now() - milliseconds, attributes: { feed }, root });
      seconds.observe({ feed }, milliseconds / 1_000);
      for (const [outcome, count] of Object.entries(counts)) records.inc({ feed, outcome }, count);
    },
    failed: (delivery, feed, error) => {
      failures.inc({ feed });
      const refused = error instanceof Problem && error.status < 500;
      if (refused) logger.info('A delivery was refused', { delivery, feed, code: error.code });
      else logger.error('A delivery failed', { delivery, feed, code: reasonOf(error), error });
    },
  };
}
