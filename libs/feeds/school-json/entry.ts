import { ATTENDANCE, attendanceGroup, coded, SUSPENSION_CATEGORY, SUSPENSION_REASON } from '@tributary/catalogue';
import type { Parsed, Place, Sighting } from '../format';
import { neededDate } from '../shared/dates';
import { checked, fact, flagged, maybe, period, retraction } from '../shared/facts';
import { Fault } from '../shared/fault';
import { isJson, type Json, textOf } from '../shared/json-values';
import { parked } from '../shared/parked';
import { readSession } from '../shared/pupil';
import { dayOf, numberOf, stampOf, studentOf, within } from './fields';
import type { Read } from './read';
import { readStudent } from './student';

export function readEntry(value: unknown, place: Place): Parsed {
  try {
    const { facts, dropped, ...read } = readerOf(value)(value as Json);
    const taken = facts.map(checked);
    const left = dropped + taken.reduce((sum, one) => sum + one.dropped, 0);
    return { kind: 'record', place, ...read, facts: taken.map((one) => one.fact), ...(left > 0 && { dropped: left }) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return parked(place, error.code, `${place}: ${error.message}`, JSON.stringify({ data: [value] }));
  }
}

function readerOf(value: unknown): (entry: Json) => Read {
  if (!isJson(value)) throw new Fault('value-invalid', 'The entry is no object.');
  if ('deleted_at' in value) return readDeletion;
  if ('surname' in value || 'forename' in value) return readStudent;
  if ('session' in value) return readAttendance;
  if ('start_date' in value) return readExclusion;
  throw new Fault('school-entry-unknown', 'It is no student, attendance, exclusion or deletion.');
}

const unreadBeside = (entry: Json, read: readonly string[]): number =>
  Object.entries(entry).filter(([name, value]) => !read.includes(name) && value !== null && value !== '').length;
const STAMPS = ['id', 'student', 'student_id', 'updated_at', 'created_at'];

function aboutStudent(entry: Json): Sighting {
  const student = studentOf(entry);
  if (student === undefined) throw new Fault('value-missing', 'student is empty.');
  return { system: 'mis', localId: student };
}

function readAttendance(entry: Json): Read {
  const sighting = aboutStudent(entry);
  const date = dayOf(entry, 'date') ?? neededDate(textOf(entry, 'date'), 'date');
  const session = readSession(textOf(entry, 'session') ?? '', 'session');
  const own = textOf(within(entry, 'attendance_code'), 'code') ?? textOf(entry, 'attendance_code');
  if (own === undefined) throw new Fault('value-missing', 'attendance_code is empty.');
  const mark = coded(ATTENDANCE, own);
  const item = `mis/${sighting.localId}/attendance/${date}/${session}`;
  const stated = { item, occurred: { on: date, session }, ...stampOf(entry, 'updated_at') };
  const dropped = unreadBeside(entry, [...STAMPS, 'date', 'session', 'attendance_code', 'minutes_late']);
  // A present mark is no event of a child; but it takes back a mark that was wrong before.
  if (mark.code !== undefined && attendanceGroup(mark.code) === 'present') {
    return { sighting, dropped, facts: [retraction('education.attendance-recorded', stated)], ifKnown: true };
  }
  const data = {
    date,
    session,
    mark,
    ...maybe('minutesLate', numberOf(entry, 'minutes_late')),
    ...flagged(mark.unmapped && 'code-unmapped'),
  };
  return { sighting, dropped, facts: [fact('education.attendance-recorded', stated, data)] };
}

const EXCLUSION = ['type', 'reason', 'start_date', 'end_date', 'sessions'];

function readExclusion(entry: Json): Read {
  const sighting = aboutStudent(entry);
  const number = textOf(entry, 'id');
  if (number === undefined) throw new Fault('value-missing', 'id is empty.');
  const startDate = dayOf(entry, 'start_date') ?? neededDate(textOf(entry, 'start_date'), 'start_date');
  const endDate = dayOf(entry, 'end_date');
  const category = coded(SUSPENSION_CATEGORY, textOf(entry, 'type') ?? 'none', undefined, {
    FIXED: 'SUSP',
    PERMANENT: 'PERM',
  });
  const why = textOf(entry, 'reason');
  const reasons = why === undefined ? [] : [coded(SUSPENSION_REASON, why)];
  const excluded = category.code === 'PERM';
  const item = `mis/${sighting.localId}/suspension/${number}`;
  const stated = {
    item,
    occurred: excluded ? { on: startDate } : period(startDate, endDate),
    ...stampOf(entry, 'updated_at'),
  };
  const flags = flagged(
    [category, ...reasons].some(({ unmapped }) => unmapped) && 'code-unmapped',
    reasons.length === 0 && 'reason-missing',
    endDate !== undefined && endDate < startDate && 'end-before-start',
  );
  const data = { startDate, category, reasons, ...flags };
  const dropped = unreadBeside(entry, [...STAMPS, ...EXCLUSION]);
  if (excluded) return { sighting, dropped, facts: [fact('education.pupil-excluded', stated, data)] };
  const suspended = { ...data, ...maybe('endDate', endDate), ...maybe('sessions', numberOf(entry, 'sessions')) };
  return { sighting, dropped, facts: [fact('education.pupil-suspended', stated, suspended)] };
}

/** A student's deletion takes back all of the record; an entry's takes back what it stated. */
function readDeletion(entry: Json): Read {
  const [type, id] = [(textOf(entry, 'type') ?? '').toLowerCase(), textOf(entry, 'id')];
  if (id === undefined) throw new Fault('value-missing', 'id is empty.');
  const dropped = 0;
  if (type === 'student' || type === 'students') {
    return { sighting: { system: 'mis', localId: id }, facts: [], purge: true, ifKnown: true, dropped };
  }
  const sighting = aboutStudent(entry);
  const path = `mis/${sighting.localId}`;
  const stamp = stampOf(entry, 'deleted_at');
  if (type.startsWith('exclusion')) {
    const stated = {
      item: `${path}/suspension/${id}`,
      occurred: { on: dayOf(entry, 'deleted_at') ?? neededDate(undefined, 'deleted_at') },
      ...stamp,
    };
    return { sighting, facts: [retraction('education.pupil-suspended', stated)], ifKnown: true, dropped };
  }
  if (!type.startsWith('attendance'))
    throw new Fault('school-entry-unknown', 'It deletes what the feed does not read.');
  const date = dayOf(entry, 'date') ?? neededDate(textOf(entry, 'date'), 'date');
  const session = readSession(textOf(entry, 'session') ?? '', 'session');
  const stated = { item: `${path}/attendance/${date}/${session}`, occurred: { on: date, session }, ...stamp };
  return { sighting, facts: [retraction('education.attendance-recorded', stated)], ifKnown: true, dropped };
}
