import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from './free-port';

const START_WITHIN = 300_000;
const script = join(__dirname, '../../infra/keycloak/start.mjs');

/** A Keycloak with the realm of infra/keycloak, for pages at `publicUrl`. It ends with this process. */
export type Keycloak = Readonly<{
  issuer: string;
  clientSecret: string;
  agencySecret: string;
  password: string;
  close(): Promise<void>;
}>;

const secret = (): string => randomBytes(24).toString('base64url');

export async function keycloak(publicUrl: string): Promise<Keycloak> {
  const port = await freePort();
  const [clientSecret, agencySecret, password] = [secret(), secret(), secret()];
  const child = spawn(process.execPath, [script, '--port', String(port), '--with-parent'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PUBLIC_URL: publicUrl,
      OIDC_CLIENT_SECRET: clientSecret,
      AGENCY_CLIENT_SECRET: agencySecret,
      DEMO_PASSWORD: password,
    },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${String(chunk)}`.slice(-4_000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Keycloak did not start in time\n${said}`)), START_WITHIN);
    child.once('exit', (code) => reject(new Error(`Keycloak ended with ${code}\n${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (!String(chunk).includes('keycloak ready')) return;
      clearTimeout(timer);
      resolve();
    });
  });
  return {
    issuer: `http://127.0.0.1:${port}/realms/wexbourne`,
    ...{ clientSecret, agencySecret, password },
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
