import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Broker } from './broker-type';
import { freePort } from './free-port';

const START_WITHIN = 180_000;
/** From the sources, or from the built tree, where the benchmarks run. */
const script = join(
  __dirname,
  existsSync(join(__dirname, '../../infra/kafka')) ? '../..' : '../../..',
  'infra/kafka/start.mjs',
);

/** The benchmarks, which run outside jest, measure beside a broker whose code was compiled well. */
const SHORT_LIVED = process.env['JEST_WORKER_ID'] === undefined ? [] : ['--short-lived'];

type Started = Readonly<{ script: ChildProcess; pid: number }>;

/** Fetches the jars where they are missing; says what went wrong where they cannot be had. */
export function fetchJars(): string | undefined {
  const got = spawnSync(process.execPath, [script, '--fetch'], { encoding: 'utf8' });
  return got.status === 0 ? undefined : got.stderr || `exit code ${got.status}`;
}

/** Apache's own jars, in a folder that goes with the broker. It ends with this process, however that ends. */
export async function brokerFromJars(): Promise<Broker> {
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
      await gone(running.script);
      running = await start(port, data);
    },
    close: async () => {
      running.script.kill('SIGTERM');
      await gone(running.script);
      await rm(data, { recursive: true, force: true });
    },
  };
}

function start(port: number, data: string): Promise<Started> {
  const args = [script, '--port', String(port), '--data', data, '--with-parent', ...SHORT_LIVED];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${String(chunk)}`.slice(-4_000)));
  return new Promise((resolve, reject) => {
    const late = `Kafka did not start within ${START_WITHIN / 1_000} s`;
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`${late}\n${said}`));
    }, START_WITHIN);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`Kafka ended with ${code}\n${said}`));
    });
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
