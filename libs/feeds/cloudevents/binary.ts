import type { Parsed } from '../format';
import { Fault } from '../shared/fault';
import { parked } from '../shared/parked';
import { parseData } from './envelope';
import { readEvent } from './read-event';

/** Percent-encoded UTF-8, as HTTP headers carry it (CloudEvents HTTP binding 3.1.3.2). */
function unescape(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Whether HTTP headers (names in lower case) announce a binary-mode event. */
export const isBinary = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers['ce-specversion'] !== undefined;

/** One binary-mode event: HTTP headers, names in lower case, and the body. */
export function parseBinary(headers: Readonly<Record<string, string | undefined>>, body: Uint8Array): Parsed {
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce-') && value !== undefined ? [[name.slice(3), unescape(value)] as const] : [],
  );
  const event: Record<string, unknown> = Object.fromEntries(attributes);
  delete event['data'];
  delete event['data_base64'];
  const contentType = headers['content-type'];
  if (contentType !== undefined) event['datacontenttype'] = contentType;
  else delete event['datacontenttype'];
  const text = Buffer.from(body).toString('utf8');
  const raw = (): string => JSON.stringify({ ...event, data_base64: Buffer.from(body).toString('base64') });
  try {
    return readEvent(text === '' ? event : { ...event, data: parseData(text) }, 'event 1', raw);
  } catch (error) {
    if (error instanceof Fault) return parked('event 1', error.code, `event 1: ${error.message}`, raw());
    throw error;
  }
}
