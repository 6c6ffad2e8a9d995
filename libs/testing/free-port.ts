import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Below what systems give to outgoing connections, so that none takes the port before its server is up. */
const LOWEST = 15_000;
const ABOVE = 30_000;
/** A file for each port that a test process has taken: its server may be down for a while, and comes back to it. */
const TAKEN = join(tmpdir(), `tributary-ports-${userInfo().uid}`);

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** False where another test process that still runs has taken it. */
function take(port: number): boolean {
  const file = join(TAKEN, String(port));
  mkdirSync(TAKEN, { recursive: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isRunning(Number(readFileSync(file, { encoding: 'utf8', flag: 'a+' })))) return false;
    rmSync(file, { force: true });
    return take(port);
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A port of 127.0.0.1 that nobody listens on now, and that no other test process is given while this one runs. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, ABOVE);
    if ((await isFree(port)) && take(port)) return port;
  }
}
