import { definitionOf, type EventDefinition, type Flag, STATED_SECTORS, validateData } from '@tributary/catalogue';
import { type Instant, londonDate } from '@tributary/kernel';
import type { Fact, Parsed } from '../format';
import { readInstant } from '../shared/dates';
import { Fault } from '../shared/fault';
import { maybe } from '../shared/facts';
import { periodFlags } from '../shared/number-periods';
import { parked } from '../shared/parked';
import { type CloudEvent, isJson, readEnvelope } from './envelope';
import { readOccurred } from './occurred';
import { readSighting } from './record';

/** Facts about an agency's own record, which is all that may come from outside. */
const accepted = (definition: EventDefinition): boolean =>
  definition.subject === 'record' && STATED_SECTORS.some((sector) => sector === definition.sector);

/** One event, however it came; what cannot be taken in is parked with `raw`, a structured event. */
export function readEvent(value: unknown, place: string, raw: () => string): Parsed {
  try {
    return eventToRecord(readEnvelope(value), place);
  } catch (error) {
    if (error instanceof Fault) return parked(place, error.code, `${place}: ${error.message}`, raw());
    throw error;
  }
}

function eventToRecord(event: CloudEvent, place: string): Parsed {
  const definition = definitionOf(event.type);
  if (definition === undefined) throw new Fault('type-unknown', 'type is not in the catalogue.');
  if (!accepted(definition)) throw new Fault('type-not-accepted', `${event.type} is not accepted from outside.`);
  if (!isJson(event.data)) throw new Fault('ce-data-not-json', 'data is not a JSON object.');
  const { sighting, around, dropped } = readSighting(event.data['record']);
  const flags = Object.hasOwn(definition.schema.properties, 'flags') ? periodFlags(sighting.numberPeriods) : [];
  const fact = readFact(event, event.data, flags);
  const others = Object.keys(event.data).filter((name) => !['record', 'fact', 'item'].includes(name)).length;
  const left = dropped + fact.dropped + others;
  // An event that takes back what it said names nobody. Its sequence orders its own item alone.
  const { recordedAt, retracted } = fact.fact;
  const stamps = { ...maybe('recordedAt', recordedAt), ...maybe('revision', recordedAt) };
  const named = around && !retracted && { ...around, ...stamps };
  const record = { kind: 'record', place, sighting, facts: [fact.fact], ...(left > 0 && { dropped: left }) } as const;
  return named ? { ...record, around: named } : record;
}

function readFact(
  event: CloudEvent,
  data: Readonly<Record<string, unknown>>,
  flags: readonly Flag[],
): Readonly<{ fact: Fact; dropped: number }> {
  const { extensions, type } = event;
  const recordedAt = readRecordedAt(extensions['recordedtime']);
  const stated = {
    item: readItem(event, data['item']),
    ...maybe('recordedAt', recordedAt),
    ...maybe('revision', readSequence(extensions['sequence']) ?? recordedAt),
  };
  if (extensions['retracted'] === 'true') {
    const occurred = readOccurred(event, isJson(data['fact']) ? data['fact'] : {});
    return { fact: { type, data: {}, occurred, ...stated, retracted: true }, dropped: 0 };
  }
  const result = validateData(type, withDay(type, data['fact'], event.time));
  if (!result.ok) {
    const fields = result.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
    throw new Fault('data-invalid', `data.fact: ${fields}.`);
  }
  const occurred = readOccurred(event, result.data);
  return { fact: { type, data: flaggedBy(flags, result.data), occurred, ...stated }, dropped: result.dropped };
}

/** What is odd about the record is said with the fact, beside what the sender flags itself. */
function flaggedBy(flags: readonly Flag[], data: Fact['data']): Fact['data'] {
  if (flags.length === 0) return data;
  const own = Array.isArray(data['flags']) ? (data['flags'] as readonly string[]) : [];
  return { ...data, flags: [...new Set([...flags, ...own])] };
}

/** An emergency attendance without its day happened on the day of `time`. */
function withDay(type: string, fact: unknown, time: Instant | undefined): unknown {
  if (type !== 'health.emergency-attended' || !isJson(fact) || fact['date'] !== undefined || time === undefined)
    return fact;
  return { ...fact, date: londonDate(time) };
}

/** What the event is about in the sender's system; later events of the same item correct earlier ones. */
function readItem(event: CloudEvent, item: unknown): string {
  if (item === undefined || item === null) return `cloudevents/${event.source}/${event.id}`;
  if (typeof item === 'string' && item !== '' && item.length <= 500) return `cloudevents/${event.source}/item/${item}`;
  throw new Fault('value-invalid', 'data.item is not a text of at most 500 characters.');
}

function readRecordedAt(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const at = readInstant(text);
  if (at === undefined)
    throw new Fault('ce-attribute-invalid', 'recordedtime is not an RFC 3339 time with seconds and offset.');
  return at;
}

/** Revisions compare as text: whole numbers are padded so that 10 comes after 9. */
function readSequence(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text === '' || text.length > 100)
    throw new Fault('ce-attribute-invalid', 'sequence is empty or longer than 100 characters.');
  return /^\d{1,20}$/.test(text) ? text.padStart(20, '0') : text;
}
