// Starts one Kafka broker (KRaft, one node) from Apache's jars: `npm run kafka -- [--port 9092] [--data folder]`.
// Prints `kafka ready on 127.0.0.1:<port> pid <broker's>` on standard output; SIGTERM or Ctrl-C stops it cleanly.
// `--with-parent` stops it too when standard input ends, so that no broker outlives a test that was killed;
// `--short-lived` compiles its code quickly rather than well, which is half of a test's broker's work;
// `--fetch` only fetches the jars. Exit code 2: the jars or the storage could not be made ready.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const jars = join(here, '.jars');
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    data: { type: 'string' },
    'with-parent': { type: 'boolean' },
    'short-lived': { type: 'boolean' },
    fetch: { type: 'boolean' },
  },
});
const port = Number(values.port ?? 9092);
const data = values.data ?? join(here, '../../.tributary/kafka');

async function fetchJars() {
  const lock = join(here, '.jars-lock');
  // Named after what was fetched: another version fetches anew.
  const wanted = createHash('sha256')
    .update(readFileSync(join(here, 'pom.xml')))
    .digest('hex')
    .slice(0, 12);
  const done = join(jars, `.complete-${wanted}`);
  while (!existsSync(done)) {
    try {
      mkdirSync(lock);
    } catch {
      // Another start is fetching; a lock older than five minutes was left by a killed one.
      const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
      if (age > 300_000) rmSync(lock, { recursive: true, force: true });
      await wait(500);
      continue;
    }
    try {
      if (existsSync(done)) continue;
      rmSync(jars, { recursive: true, force: true });
      const args = ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies'];
      const got = spawnSync('mvn', [...args, `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'], {
        encoding: 'utf8',
      });
      if (got.status !== 0) {
        process.stderr.write(`Maven could not fetch Kafka's jars: ${got.error?.message ?? got.stdout.slice(-2_000)}\n`);
        rmSync(lock, { recursive: true, force: true });
        process.exit(2);
      }
      writeFileSync(done, '');
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(freePort()));
    // Below the ports of outgoing connections, of which one could take it before its server is up.
    server.listen(15_000 + Math.floor(Math.random() * 15_000), '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });

function java(main, args, options) {
  const classpath = readdirSync(jars)
    .filter((name) => name.endsWith('.jar'))
    .map((name) => join(jars, name))
    .join(':');
  const flags = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', `-Dlog4j2.configurationFile=${join(here, 'log4j2.yaml')}`];
  if (values['short-lived']) flags.push('-XX:TieredStopAtLevel=1');
  return spawn('java', [...flags, '-cp', classpath, main, ...args], options);
}

async function properties() {
  mkdirSync(data, { recursive: true });
  const file = join(data, 'server.properties');
  if (existsSync(file)) return file;
  const controller = await freePort();
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(data, 'log'),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    // One node: after a kill it need not wait for its own former self to be declared dead.
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': 2_000,
  };
  writeFileSync(
    file,
    Object.entries(lines)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  return file;
}

/** What formatting writes is the same each time, of a cluster of one node; it takes a Java machine of its own. */
const formatted = join(jars, 'formatted');

async function format(file) {
  const log = join(data, 'log');
  if (existsSync(join(log, 'meta.properties'))) return;
  if (values['short-lived'] && existsSync(formatted)) return cpSync(formatted, log, { recursive: true });
  const args = ['format', '--cluster-id', 'dHJpYnV0YXJ5LXRlc3RzMQ', '--config', file];
  const formatting = java('kafka.tools.StorageTool', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => formatting.on('exit', resolve));
  if (code !== 0) process.exit(2);
  if (!values['short-lived']) return;
  const making = `${formatted}-${process.pid}`;
  cpSync(log, making, { recursive: true });
  try {
    renameSync(making, formatted);
  } catch {
    // Another start was first.
    rmSync(making, { recursive: true });
  }
}

const answers = () =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve((socket.destroy(), true)));
    socket.on('error', () => resolve(false));
  });

await fetchJars();
if (values.fetch) process.exit(0);
const file = await properties();
await format(file);
const broker = java('kafka.Kafka', [file], { stdio: ['ignore', 'ignore', 'inherit'] });
broker.on('exit', (code) => process.exit(code === 143 || code === 130 ? 0 : (code ?? 1)));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => broker.kill('SIGTERM'));
if (values['with-parent']) process.stdin.on('end', () => broker.kill('SIGTERM')).resume();
while (!(await answers())) await wait(100);
process.stdout.write(`kafka ready on 127.0.0.1:${port} pid ${broker.pid}\n`);
