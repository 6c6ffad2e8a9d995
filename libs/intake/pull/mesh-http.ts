import { type ClientRequest, type IncomingHttpHeaders, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { Problem } from '@tributary/kernel';

/** Certificates of the connection, as PEM texts: MESH knows its clients by theirs. */
export type Certificates = Readonly<{ ca?: string; cert?: string; key?: string }>;
export type Asked = Readonly<{
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  tls: Certificates;
}>;
export type Answer = Readonly<{
  status: number;
  headers: IncomingHttpHeaders;
  body: AsyncIterable<Uint8Array>;
  /** Where the body is not to be read. */
  discard(): void;
}>;

/** Without a byte for so long a connection is given up. */
const QUIET_MS = 60_000;

/** One request; redirects are not followed. Throws `mesh-unreachable` where there is no answer. */
export async function ask({ method, url, headers, tls }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method, headers, timeout: QUIET_MS };
    const sent: ClientRequest = url.protocol === 'https:' ? secure(url, { ...options, ...tls }) : plain(url, options);
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', (error: NodeJS.ErrnoException) => reject(unreachable(error.code ?? 'no answer')));
    sent.on('response', (response) => {
      const { statusCode = 0, headers: answered } = response;
      resolve({ status: statusCode, headers: answered, body: response, discard: () => response.destroy() });
    });
    sent.end();
  });
}

const unreachable = (why: string): Problem =>
  new Problem('mesh-unreachable', 503, 'The MESH mailbox cannot be reached', `The connection failed: ${why}.`);

/** A small answer, whole. Throws where it has more than `most` bytes. */
export async function whole({ body }: Answer, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > most) throw unreachable(`an answer of more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
