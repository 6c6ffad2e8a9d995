import type { IncomingHttpHeaders } from 'node:http';
import { structuredEvent } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';

const LIMIT = 1024 ** 2;

/** A binary-mode CloudEvent as the structured one that is kept and parsed (CloudEvents HTTP binding 3.1). */
export async function structured(headers: IncomingHttpHeaders, body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > LIMIT) throw tooLarge();
    parts.push(part);
  }
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce-') && typeof value === 'string' ? [[name.slice(3), unescaped(value)] as const] : [],
  );
  const contentType = headers['content-type'];
  const event = { attributes, body: Buffer.concat(parts) };
  return structuredEvent(contentType === undefined ? event : { ...event, contentType });
}

/** Headers carry attributes percent-encoded (3.1.3.2). */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const tooLarge = (): Problem =>
  new Problem('delivery-too-large', 413, 'The event is too large', `One event may have ${LIMIT} bytes.`, {
    limit: LIMIT,
  });
