import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What the embedded server was made with; only its owner may read the file. */
export type EmbeddedState = Readonly<{
  port: number;
  adminPassword: string;
  ownerPassword: string;
  appPassword: string;
}>;

/** Reads `postgres.json` of that home, made anew where there is none. */
export async function readState(home: string): Promise<EmbeddedState> {
  const file = join(home, 'postgres.json');
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as EmbeddedState;
  await mkdir(home, { recursive: true });
  const secret = (): string => randomBytes(18).toString('hex');
  const state = { port: await freePort(), adminPassword: secret(), ownerPassword: secret(), appPassword: secret() };
  await writeFile(file, JSON.stringify(state), { mode: 0o600, flag: 'wx' });
  return state;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
