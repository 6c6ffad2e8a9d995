import { upnFault, nhsNumberFault } from '@tributary/catalogue';
import type { Instant } from '@tributary/kernel';
import { readInstant } from '../shared/dates';
import { Fault } from '../shared/fault';

type Json = Readonly<Record<string, unknown>>;
export const isJson = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A CloudEvent whose context attributes are as CloudEvents 1.0 asks for; its data is still to be looked at. */
export type CloudEvent = Readonly<{
  id: string;
  source: string;
  type: string;
  time?: Instant;
  data: unknown;
  /** Extension attributes, as texts. */
  extensions: Readonly<Record<string, string>>;
}>;

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;.*)?$/;
const JSON_TYPE = /^[^;]*[/+]json\s*(;|$)/i;
const NAME = /^[a-z0-9]+$/;
const OWN = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'datacontenttype',
  'dataschema',
  'data',
  'data_base64',
]);

/** Throws a Fault that names the attribute where the event is not as CloudEvents 1.0 (JSON format) has it. */
export function readEnvelope(event: unknown): CloudEvent {
  if (!isJson(event)) throw new Fault('ce-not-an-event', 'It is not a JSON object.');
  if (event['specversion'] !== '1.0') throw new Fault('ce-specversion', 'specversion is not 1.0.');
  const [id, source, type] = [needed(event, 'id'), needed(event, 'source'), needed(event, 'type')];
  if (/\s/.test(source)) throw new Fault('ce-attribute-invalid', 'source is not a URI reference.');
  const extensions = readExtensions(event);
  checkSubject(optional(event, 'subject'));
  const schema = optional(event, 'dataschema');
  if (schema !== undefined && !URL.canParse(schema))
    throw new Fault('ce-attribute-invalid', 'dataschema is not an absolute URI.');
  const time = readTime(optional(event, 'time'));
  const data = readData(event);
  return { id, source, type, data, extensions, ...(time !== undefined && { time }) };
}

function needed(event: Json, name: string): string {
  const value = event[name];
  if (value === undefined || value === null) throw new Fault('ce-attribute-missing', `${name} is missing.`);
  if (typeof value !== 'string') throw new Fault('ce-attribute-invalid', `${name} is not a text.`);
  if (value === '') throw new Fault('ce-attribute-missing', `${name} is empty.`);
  if (value.length > 500) throw new Fault('value-too-long', `${name} is longer than 500 characters.`);
  return value;
}

/** An attribute may be null or missing, never empty. */
function optional(event: Json, name: string): string | undefined {
  const value = event[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value === '')
    throw new Fault('ce-attribute-invalid', `${name} is not a text, or is empty.`);
  return value;
}

/** Names are the sender's and may hold anything: the message does not repeat them. */
function readExtensions(event: Json): Readonly<Record<string, string>> {
  let found: Record<string, string> | undefined;
  for (const name of Object.keys(event)) {
    if (OWN.has(name)) continue;
    if (!NAME.test(name))
      throw new Fault('ce-attribute-name', 'An extension has characters other than a to z and 0 to 9 in its name.');
    const value = event[name];
    if (value === null || value === undefined) continue;
    found ??= {};
    found[name] = extensionText(value);
  }
  return found ?? NONE;
}
const NONE: Readonly<Record<string, string>> = {};

function extensionText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2 ** 31) return String(value);
  throw new Fault('ce-attribute-invalid', 'An extension is neither text, nor boolean, nor a whole number of 32 bits.');
}

function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return;
  // Ten digits are refused with a wrong check digit too: it is a number with a slip, not another number.
  if (nhsNumberFault(subject) !== 'format' || upnFault(subject) !== 'format') {
    throw new Fault('ce-subject-person', 'subject looks like a person’s number.');
  }
}

function readTime(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const time = readInstant(text);
  if (time === undefined)
    throw new Fault('ce-attribute-invalid', 'time is not an RFC 3339 time with seconds and offset.');
  return time;
}

function readData(event: Json): unknown {
  const type = optional(event, 'datacontenttype');
  if (type !== undefined && !MEDIA_TYPE.test(type))
    throw new Fault('ce-attribute-invalid', 'datacontenttype is not a media type.');
  const [data, base64] = [event['data'], event['data_base64']];
  const bytes = base64 !== undefined && base64 !== null;
  if (bytes && data !== undefined) throw new Fault('ce-data-twice', 'The event has data and data_base64.');
  const json = type === undefined || JSON_TYPE.test(type);
  if (!bytes) return json ? data : undefined;
  if (typeof base64 !== 'string') throw new Fault('ce-attribute-invalid', 'data_base64 is not a text.');
  return json ? parseData(Buffer.from(base64, 'base64').toString('utf8')) : undefined;
}

export function parseData(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Fault('ce-data-not-json', 'data is not JSON.');
  }
}
