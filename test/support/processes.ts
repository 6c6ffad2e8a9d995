import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';

export { freePort } from '../../libs/testing/free-port';

const above = join(__dirname, '../..');
/** The work tree, also when this runs from the built one. */
export const root = basename(above) === 'dist' ? dirname(above) : above;

/** Long, since only what fails waits so long: a machine that does other work as well is ten times slower. */
export const IN_TIME = 180_000;

/** Polls until `look` answers something other than undefined or false; throws `what` when the time is over. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = IN_TIME,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What every process of the built tree gets. Node keeps there what it compiled, for the hundreds that start after. */
export const OF_ALL: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  NODE_COMPILE_CACHE: join(tmpdir(), `tributary-compiled-${userInfo().uid}`),
};
/** An alert's limits run round the clock: no spec waits for Monday. */
const OWN = { ...OF_ALL, SERVICE_HOURS: 'always' };

/** One app of the built tree, as its own process. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private readonly lines: string[] = [];
  kills = 0;

  constructor(
    readonly name: string,
    private readonly entry: string,
    private readonly env: Readonly<Record<string, string>>,
    readonly port: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** All that it printed, for the canaries and for a failed test's message. */
  get output(): string {
    return this.lines.join('');
  }

  start(): this {
    const child = spawn(process.execPath, [join(root, this.entry)], {
      cwd: root,
      env: { ...OWN, ...this.env, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => this.lines.push(String(chunk)));
    this.child = child;
    return this;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Throws what it printed last where it ended, at once, or is not ready in time. */
  async ready(timeoutMs = IN_TIME): Promise<this> {
    const saying = (problem: string): Error => new Error(`${problem}\n${this.output.slice(-4_000)}`);
    const look = async (): Promise<boolean> => !this.running || (await fetch(`${this.url}/readyz`)).ok;
    await until(`${this.name} ready`, look, timeoutMs).catch((error: Error) => {
      throw saying(error.message);
    });
    if (!this.running) throw saying(`${this.name} ended`);
    return this;
  }

  /** SIGKILL: no chance to say goodbye. */
  async kill(): Promise<void> {
    this.kills += 1;
    await this.end('SIGKILL');
  }

  /** SIGTERM; answers the exit code. */
  async stop(timeoutMs = 60_000): Promise<number | null> {
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), timeoutMs);
    await this.end('SIGTERM');
    clearTimeout(timer);
    return this.child?.exitCode ?? null;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || !this.running) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
