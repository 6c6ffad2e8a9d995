import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real Kafka for a spec. */
export type Broker = Readonly<{
  brokers: readonly string[];
  /** SIGKILL; `restart` brings it back on the same port with the same data. Only for brokers of a spec's own. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}>;

const START_WITHIN = 180_000;
const script = join(__dirname, '../../infra/kafka/start.mjs');

/**
 * Three doors, in this order: the brokers of KAFKA_BROKERS, a container where an engine runs, Apache's own jars. Undefined
 * where there is none; an error then if REQUIRE_KAFKA=1. `private`: one that the spec may kill.
 */
export async function brokerForTests(options: { private?: boolean } = {}): Promise<Broker | undefined> {
  const given = process.env['KAFKA_BROKERS'];
  if (given && !options.private) return shared(given.split(','));
  try {
    if (!options.private && hasContainers()) return await contained();
    if (has('mvn') && has('java')) return await fromJars();
  } catch (error) {
    if (process.env['REQUIRE_KAFKA'] === '1') throw error;
    return undefined;
  }
  if (process.env['REQUIRE_KAFKA'] === '1')
    throw new Error(
      'REQUIRE_KAFKA=1, and there is no broker to be had: no KAFKA_BROKERS, no containers, no Java with Maven',
    );
  return undefined;
}

const possible =
  Boolean(process.env['KAFKA_BROKERS']) ||
  process.env['REQUIRE_KAFKA'] === '1' ||
  hasContainers() ||
  (has('mvn') && has('java'));

/** A describe that is reported as skipped, by name, where no broker can be had. */
export const describeWithKafka: jest.Describe = possible ? describe : describe.skip;

function has(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

function hasContainers(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

const refused = async (): Promise<never> => {
  throw new Error('this broker is shared: ask for a private one to kill it');
};

const shared = (brokers: readonly string[]): Broker => ({
  brokers,
  kill: refused,
  restart: refused,
  close: async () => undefined,
});

async function contained(): Promise<Broker> {
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const container = await new KafkaContainer('apache/kafka:4.3.1').start();
  const brokers = [`${container.getHost()}:${container.getMappedPort(9093)}`];
  return { brokers, kill: refused, restart: refused, close: async () => void (await container.stop()) };
}

async function fromJars(): Promise<Broker> {
  const data = await mkdtemp(join(tmpdir(), 'tributary-kafka-'));
  const port = await freePort();
  let running = await start(port, data);
  return {
    brokers: [`127.0.0.1:${port}`],
    kill: async () => {
      process.kill(running.pid, 'SIGKILL');
      await gone(running.script);
    },
    restart: async () => {
      running = await start(port, data);
    },
    close: async () => {
      running.script.kill('SIGTERM');
      await gone(running.script);
      await rm(data, { recursive: true, force: true });
    },
  };
}

type Started = Readonly<{ script: ChildProcess; pid: number }>;

function start(port: number, data: string): Promise<Started> {
  const child = spawn(process.execPath, [script, '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${String(chunk)}`.slice(-4_000)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Kafka did not start within ${START_WITHIN / 1_000} s\n${said}`)),
      START_WITHIN,
    );
    child.once('exit', (code) => reject(new Error(`Kafka ended with ${code}\n${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const ready = /kafka ready .* pid (\d+)/.exec(String(chunk));
      if (!ready) return;
      clearTimeout(timer);
      resolve({ script: child, pid: Number(ready[1]) });
    });
  });
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
