import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';

const MOST_BYTES = 4_096;
const AGENCY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

/** Signs with each secret that stands in the agency’s file: while one takes the place of another, both are good. */
export type Signer = Readonly<{ sign(id: string, at: Date, body: string): string }>;

/** Undefined where there is no file of that agency, or no secret in it: unsigned, nothing is sent. Read each time. */
export async function signerFor(folder: string, agency: string): Promise<Signer | undefined> {
  if (!AGENCY.test(agency)) return undefined;
  const text = await readFile(join(folder, agency), 'utf8').catch(() => '');
  const lines = text
    .slice(0, MOST_BYTES)
    .split('\n')
    .map((line) => line.trim());
  const secrets = lines.flatMap((line) => secretIn(line) ?? []);
  if (secrets.length === 0) return undefined;
  return { sign: (id, at, body) => secrets.map((one) => one.sign(id, at, body)).join(' ') };
}

function secretIn(line: string): Webhook | undefined {
  try {
    return SECRET.test(line) ? new Webhook(line) : undefined;
  } catch {
    // Its message may repeat the secret.
    return undefined;
  }
}
