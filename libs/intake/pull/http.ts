import { type ClientRequest, type IncomingHttpHeaders, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { type Address, pinnedTo } from '@tributary/runtime';

/** Certificates of a connection, as PEM texts: the authorities of the other side, and what this side shows of itself. */
export type Certificates = Readonly<{ ca?: string; cert?: string; key?: string }>;
export type Asked = Readonly<{
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  tls: Certificates;
  body?: string;
  /** Where to connect, whatever the name says by then. */
  pinned?: Address;
  /** Ends it, body included. */
  signal?: AbortSignal;
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

/** There is none, or not all of it; `why` names no address. */
export class NoAnswer extends Error {
  constructor(readonly why: string) {
    super('no answer');
  }
}

/** One request; redirects are not followed. Throws `NoAnswer` where there is none. */
export async function ask({ method, url, headers, tls, body, pinned, signal }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      ...{ method, headers, timeout: QUIET_MS },
      ...(pinned && { lookup: pinnedTo(pinned), agent: false }),
      ...(signal && { signal }),
    };
    const sent: ClientRequest = url.protocol === 'https:' ? secure(url, { ...options, ...tls }) : plain(url, options);
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', (error: NodeJS.ErrnoException) => reject(new NoAnswer(error.code ?? 'no answer')));
    sent.on('response', (response) => {
      const { statusCode = 0, headers: answered } = response;
      resolve({ status: statusCode, headers: answered, body: response, discard: () => response.destroy() });
    });
    sent.end(body);
  });
}

/** A small answer, whole. Throws where it has more than `most` bytes. */
export async function whole({ body }: Pick<Answer, 'body'>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > most) throw new NoAnswer(`an answer of more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
