import { spawnSync } from 'node:child_process';
import { brokerFromContainer } from './broker-container';
import { brokerFromJars, fetchJars } from './broker-jars';
import type { Broker } from './broker-type';

export type { Broker } from './broker-type';

type Door = () => Promise<Broker>;

let found: { door: Door | undefined } | undefined;
const required = (): boolean => process.env['REQUIRE_KAFKA'] === '1';
const NONE = 'no broker to be had: no KAFKA_BROKERS, no container engine, no Java 17 with Maven that fetches the jars';

/**
 * Three doors, in this order: the brokers of KAFKA_BROKERS, a container where an engine runs, Apache's own jars. Undefined
 * where there is none; an error then if REQUIRE_KAFKA=1. `private`: one that the spec may kill, so never a given one.
 */
export async function brokerForTests(options: { private?: boolean } = {}): Promise<Broker | undefined> {
  const given = options.private ? undefined : process.env['KAFKA_BROKERS'];
  const door = given ? async () => givenBroker(given.split(',')) : ownDoor();
  if (door) return door();
  if (required()) throw new Error(`REQUIRE_KAFKA=1, and ${NONE}`);
  return undefined;
}

/**
 * Describes that are reported as skipped, by name, where no broker can be had; with REQUIRE_KAFKA=1 they fail then.
 * The first is for specs that kill their broker, the second for those that may share a given one.
 */
export const describeWithKafka: jest.Describe = suite(() => (ownDoor() || required() ? describe : describe.skip));
export const describeWithAnyKafka: jest.Describe = suite(() =>
  process.env['KAFKA_BROKERS'] ? describe : describeWithKafka,
);

/** The benchmarks start houses outside jest, where there is nothing to describe with. */
function suite(chosen: () => jest.Describe): jest.Describe {
  return typeof describe === 'undefined' ? (undefined as never) : chosen();
}

/** Looked for once a process: the answer does not change, and asking an engine takes a while. */
function ownDoor(): Door | undefined {
  found ??= { door: hasContainers() ? brokerFromContainer : hasJars() ? brokerFromJars : undefined };
  return found.door;
}

function hasContainers(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

function hasJars(): boolean {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
  return version >= 17 && fetchJars() === undefined;
}

const refused = async (): Promise<never> => {
  throw new Error('this broker was given: ask for a private one to kill it');
};

const givenBroker = (brokers: readonly string[]): Broker => ({
  brokers,
  kill: refused,
  restart: refused,
  close: async () => undefined,
});
