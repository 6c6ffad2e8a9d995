import type { IncomingMessage } from 'node:http';

/** Milliseconds for which the rest of a refused body is read and thrown away. */
const AT_MOST = 10_000;

/**
 * Resolves when the sender has stopped sending, or the time is over. A connection closed while somebody still sends is
 * reset, and the reset takes the answer away before they have read it (RFC 9112, 9.6).
 */
export function sendingStopped(request: IncomingMessage, atMost: number = AT_MOST): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, atMost);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', done).once('close', done).once('error', done);
    // Not `resume`: where a body was being iterated, that has no effect.
    const discard = (): void => {
      while (request.read() !== null);
    };
    request.on('readable', discard);
    discard();
  });
}
