import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';

export type Answer = Readonly<{ status: number; type: string; body: Readonly<Record<string, unknown>> }>;
/** A body by pieces; `length`, where given, is told beforehand, else it comes in chunks of unknown number. */
export type Sending = Readonly<{
  url: string;
  headers: Readonly<Record<string, string>>;
  pieces: Iterable<Buffer>;
  length?: number;
}>;

/** Sends until it is answered, which may be long before the last piece. */
export function post({ url, headers, pieces, length }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const told: Record<string, string> = length === undefined ? {} : { 'content-length': String(length) };
    const outgoing = request(url, { method: 'POST', headers: { ...headers, ...told } });
    let answered = false;
    outgoing.on('response', (response) => {
      answered = true;
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as Answer['body'];
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body });
        outgoing.destroy();
      });
    });
    outgoing.on('error', (error) => (answered ? undefined : reject(error)));
    void (async () => {
      for (const piece of pieces) {
        if (answered) return;
        if (!outgoing.write(piece)) await writable(outgoing);
      }
      if (!answered) outgoing.end();
    })();
  });
}

/** Until there is room for more, or nobody takes any more. */
async function writable(outgoing: ClientRequest): Promise<void> {
  const enough = new AbortController();
  const { signal } = enough;
  const any = ['drain', 'close', 'response'].map((name) => once(outgoing, name, { signal }));
  await Promise.race(any).catch(() => undefined);
  enough.abort();
  await Promise.allSettled(any);
}
