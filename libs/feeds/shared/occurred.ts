import { type Occurred, parsePlainDate, type PlainDate } from '@tributary/kernel';
import { maybe, period } from './facts';

/** When it happened, by the days that stand in an event's data: one event, whichever way it came. */
export function occurredIn(data: Readonly<Record<string, unknown>>): Occurred | undefined {
  const [date, start, end] = [dayIn(data['date']), dayIn(data['startDate']), dayIn(data['endDate'])];
  if (date !== undefined) return { on: date, ...maybe('session', sessionOf(data['session'])) };
  const completed = dayIn(data['completedDate']) ?? dayIn(data['raisedOn']);
  if (completed !== undefined) return { on: completed };
  if (start !== undefined) return period(start, end);
  return end === undefined ? undefined : { on: end };
}

const dayIn = (value: unknown): PlainDate | undefined =>
  typeof value === 'string' ? parsePlainDate(value) : undefined;

const sessionOf = (text: unknown): 'AM' | 'PM' | undefined => (text === 'AM' || text === 'PM' ? text : undefined);
