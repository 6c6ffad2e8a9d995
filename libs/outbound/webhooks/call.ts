import { request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { type Address, addressFor, isPublic, pinnedTo, type Resolve } from '@tributary/runtime';

/** What came of a call: the status it was answered with, or why there is none. */
export type Called = number | 'not-https' | 'private-address' | 'unreachable' | 'too-slow';

export type CallOptions = Readonly<{
  resolve: Resolve;
  /** `host:port` pairs that may be private, and without TLS. */
  hosts: ReadonlySet<string>;
  /** For all of it, milliseconds. */
  timeoutMs: number;
}>;

type Sent = Readonly<{ headers: Readonly<Record<string, string>>; body: string }>;

/**
 * Posts to an endpoint and looks at the status alone: no redirect is followed, and of the answer’s body nothing is read.
 * Every address of the name must be public; the connection then goes to one that was looked at, not to what the name
 * says a moment later.
 */
export async function call(to: URL, sent: Sent, { resolve, hosts, timeoutMs }: CallOptions): Promise<Called> {
  const known = hosts.has(`${to.hostname}:${to.port || (to.protocol === 'https:' ? '443' : '80')}`);
  if (to.protocol !== 'https:' && !known) return 'not-https';
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const allows = known ? () => true : isPublic;
    const address = await orAborted(addressFor(to.hostname, { resolve, allows }), signal);
    if (address === 'private') return 'private-address';
    return address ? await post(to, sent, address, signal) : 'unreachable';
  } catch {
    // What failed may repeat the address: the kind of failure is all that is kept.
    return signal.aborted ? 'too-slow' : 'unreachable';
  }
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('too slow')), { once: true });
  });
  return Promise.race([work, aborted]);
}

function post(to: URL, { headers, body }: Sent, pinned: Address, signal: AbortSignal): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: pinnedTo(pinned),
  };
  return new Promise((resolve, reject) => {
    const asked = (to.protocol === 'https:' ? secure : plain)(to, options, (answer) => {
      answer.on('error', () => undefined).destroy();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
