import { type Occurred, parsePlainDate, type PlainDate } from '@tributary/kernel';
import { Fault } from '../shared/fault';
import { maybe, period } from '../shared/facts';
import { occurredIn } from '../shared/occurred';
import type { CloudEvent } from './envelope';

type Data = Readonly<Record<string, unknown>>;

/**
 * When it happened: what the extensions say (`occurredon` with `occurredsession`, or `occurredfrom` with
 * `occurredto`), else the days in the data, else `time`.
 */
export function readOccurred(event: CloudEvent, data: Data): Occurred {
  const said = fromExtensions(event) ?? occurredIn(data);
  if (said !== undefined) return said;
  if (event.time === undefined) throw new Fault('ce-occurred-missing', 'Nothing says when it happened.');
  return { at: event.time };
}

function fromExtensions({ extensions }: CloudEvent): Occurred | undefined {
  const [on, from, to] = [
    day(extensions, 'occurredon'),
    day(extensions, 'occurredfrom'),
    day(extensions, 'occurredto'),
  ];
  if (on !== undefined) return { on, ...maybe('session', sessionOf(extensions['occurredsession'])) };
  return from === undefined ? undefined : period(from, to);
}

function day(extensions: Readonly<Record<string, string>>, name: string): PlainDate | undefined {
  const text = extensions[name];
  if (text === undefined) return undefined;
  const date = parsePlainDate(text);
  if (date === undefined) throw new Fault('ce-attribute-invalid', `${name} is not a day as 2026-01-31.`);
  return date;
}

function sessionOf(text: unknown): 'AM' | 'PM' | undefined {
  if (text === undefined) return undefined;
  if (text === 'AM' || text === 'PM') return text;
  throw new Fault('ce-attribute-invalid', 'The session is neither AM nor PM.');
}
