import { Problem } from '@tributary/kernel';
import type { Request } from 'express';
import type { Incoming } from '../../pipeline/spool';

/** Milliseconds for which a body may stand still. */
const STILL = 30_000;

/** The bytes of a request as they come. Throws a Problem where they stop coming. */
export async function* bodyOf(request: Request, still: number = STILL): AsyncGenerator<Uint8Array> {
  const parts = request[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  for (;;) {
    const part = await within(parts.next(), still);
    if (part.done === true) return;
    yield part.value;
  }
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(stoodStill()), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw cutShort();
  } finally {
    clearTimeout(timer);
  }
}

/** A delivery as it comes; `query` says what a sender may say in the address. */
export function incoming(request: Request, query: Readonly<{ backfill?: string }>): Incoming {
  const key = idempotencyKey(request);
  const length = lengthOf(request);
  return {
    body: bodyOf(request),
    mediaType: request.headers['content-type'] ?? '',
    backfill: query.backfill === 'true' || query.backfill === '1' || request.headers['x-backfill'] === 'true',
    ...(key === undefined ? {} : { key }),
    ...(length === undefined ? {} : { length }),
  };
}

/** Compressed bodies can grow a thousandfold; they are refused rather than watched. */
export function refuseEncoded(request: Request): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new Problem(
    'content-encoding-refused',
    415,
    'Compressed bodies are not accepted',
    'Send the body as it is, without Content-Encoding.',
  );
}

function lengthOf(request: Request): number | undefined {
  const given = request.headers['content-length'];
  return given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}

/** Visible ASCII, at most 200 characters; undefined where the header is missing. */
function idempotencyKey(request: Request): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Problem(
    'idempotency-key-wrong',
    400,
    'Idempotency-Key not usable',
    'Send 1 to 200 visible ASCII characters, e.g. a UUID.',
  );
}

const stoodStill = (): Problem =>
  new Problem(
    'body-too-slow',
    408,
    'The body stopped coming',
    `Nothing came for ${STILL / 1_000} seconds. Nothing was kept; send it again.`,
  );
const cutShort = (): Problem =>
  new Problem(
    'body-cut-short',
    400,
    'The body ended too early',
    'The connection broke. Nothing was kept; send it again.',
  );
