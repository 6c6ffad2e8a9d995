import type { Instant } from '@tributary/kernel';
import { londonDate } from '@tributary/kernel';
import type { Fact, Parsed } from '../format';
import type { RecordParsed } from '../shared/pupil';
import { notTaken } from '../shared/around';
import { checked, maybe } from '../shared/facts';
import { ageOn, appointmentFacts } from './appointment';
import type { Message, Segment } from './message';
import { aroundIn, mergedNhsNumbers, numbered, type Patient, readPatient, recordNumbers } from './patient';
import { personFacts } from './person';
import { recordedAt } from './stated';
import { visitFacts } from './visit';

/** Education, health and care plans, and help for care leavers, end at the latest at this age. */
const GROWN_UP = 25;

const UPDATES: ReadonlySet<string> = new Set(['A08', 'A31']);
const VISITS = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A11', 'A12', 'A13', 'A23'];
const ADMISSIONS: ReadonlySet<string> = new Set([...UPDATES, ...VISITS, 'A28']);
const MERGES: ReadonlySet<string> = new Set(['A30', 'A34', 'A35', 'A36', 'A40', 'A47']);
const DELETION = 'A29';
const APPOINTMENTS: ReadonlySet<string> = new Set(['S12', 'S13', 'S14', 'S15', 'S26']);

/** It repeats how things stand, and states nothing that happened now. */
export const isUpdate = (message: Message): boolean => message.type === 'ADT' && UPDATES.has(message.trigger);

/**
 * One message as records. What it is not for (results, orders, other triggers) and whoever is no child is left out.
 * Throws a Fault where the patient cannot be told, or the data does not fit.
 */
export function readMessage(message: Message, place: string, receivedAt: Instant): readonly Parsed[] {
  const { type, trigger } = message;
  const merges = type === 'ADT' && MERGES.has(trigger);
  const known = type === 'ADT' ? ADMISSIONS.has(trigger) || trigger === DELETION || merges : isAppointment(message);
  if (!known) return [leftOut(place, 'hl7-message-not-read')];
  const patients = message.all('PID');
  const read = (patients.length > 0 ? patients : [message.first('PID')]).map((pid) => readPatient(message, pid));
  const day = londonDate(receivedAt);
  if (read.every(({ born }) => born !== undefined && ageOn(born, day) >= GROWN_UP))
    return [leftOut(place, 'hl7-person-grown-up')];
  if (merges) return mergeRecords(message, read, place);
  const [patient] = read;
  if (patient === undefined) return [];
  if (trigger === DELETION) return [{ kind: 'record', place, sighting: patient.sighting, facts: [], purge: true }];
  const recorded = recordedAt(message);
  const named = aroundIn(message, { ...maybe('recordedAt', recorded), ...maybe('revision', recorded) });
  const record = recordOf(patient, factsOf(message, patient), place);
  const dropped = (record.dropped ?? 0) + notTaken(message.all('NK1'), named);
  return [{ ...record, ...maybe('around', named), ...(dropped > 0 && { dropped }) }];
}

const isAppointment = ({ type, trigger }: Message): boolean => type === 'SIU' && APPOINTMENTS.has(trigger);

const leftOut = (place: string, code: 'hl7-message-not-read' | 'hl7-person-grown-up'): Parsed => ({
  kind: 'left-out',
  place,
  code,
});

const factsOf = (message: Message, patient: Patient): readonly Fact[] =>
  isAppointment(message)
    ? appointmentFacts(message, message.trigger, patient.born)
    : [...visitFacts(message, message.trigger), ...personFacts(message, patient)];

function recordOf(patient: Patient, facts: readonly Fact[], place: string): RecordParsed {
  const results = facts.map((one) => checked(flaggedBy(patient, one)));
  const dropped = results.reduce((sum, one) => sum + one.dropped, 0);
  const record = { kind: 'record', place, sighting: patient.sighting, facts: results.map((one) => one.fact) } as const;
  return dropped > 0 ? { ...record, dropped } : record;
}

/** What is odd about the patient is said with each fact. */
function flaggedBy({ flags }: Patient, one: Fact): Fact {
  if (flags.length === 0 || one.retracted) return one;
  const own = Array.isArray(one.data['flags']) ? (one.data['flags'] as readonly string[]) : [];
  return { ...one, data: { ...one.data, flags: [...flags, ...own] } };
}

/**
 * The surviving record of each pair, and each number that it goes under no more (MRG-1); an NHS number there is one that
 * the patient's own superseded. Facts stay where they were stated.
 */
function mergeRecords(message: Message, patients: readonly Patient[], place: string): readonly Parsed[] {
  return message.all('MRG').flatMap((mrg: Segment, at) => {
    const patient = patients[at] ?? patients[0];
    if (patient === undefined) return [];
    const merged = mergedNhsNumbers(mrg, patient.sighting);
    const sighting = { ...patient.sighting, ...(merged.length > 0 && { formerNhsNumbers: merged }) };
    const former = recordNumbers(message, mrg, 1).filter((number) => number !== sighting.localId);
    return [
      recordOf({ ...patient, sighting }, [], place),
      ...former.map((number): Parsed => ({
        kind: 'record',
        place: `${place}, MRG`,
        sighting: numbered(number),
        facts: [],
        mergedInto: sighting.localId,
        ifKnown: true,
      })),
    ];
  });
}
