import { coded, EMERGENCY_OUTCOME, type EventType } from '@tributary/catalogue';
import type { Fact } from '../format';
import { fact, flagged, maybe, retraction } from '../shared/facts';
import type { Message, Segment } from './message';
import type { Stamp } from './stamps';
import { eventStamp, statedOf } from './stated';

type Facts = readonly Fact[];
/** A visit as one message has it. */
type Visit = Readonly<{ message: Message; pv1: Segment; number: string; event: Stamp }>;

const ATTENDED = 'health.emergency-attended';
const ADMITTED = 'health.admitted';
const DISCHARGED = 'health.discharged';

/** PV1-2 (HL7 table 0004): of an outpatient, a pre-admission or a mere account nothing is stated. */
const EMERGENCY = 'E';
const NO_STAY: ReadonlySet<string> = new Set([EMERGENCY, 'O', 'P', 'C', 'N', 'R']);

/** PV1-36, HL7 table 0112. */
const ENDED: Readonly<Record<string, keyof (typeof EMERGENCY_OUTCOME)['codes']>> = {
  '01': 'DISCHARGED',
  '1': 'DISCHARGED',
  '02': 'TRANSFERRED',
  '2': 'TRANSFERRED',
  '07': 'LEFT-BEFORE-END',
  '7': 'LEFT-BEFORE-END',
  '09': 'ADMITTED',
  '9': 'ADMITTED',
  '20': 'DIED',
};

/** Triggers by which a visit begins, so that without PV1-44 it began when the event did. */
const BEGINS: ReadonlySet<string> = new Set(['A01', 'A04', 'A06']);

/**
 * What an admission message says of its visit. Each message carries the visit as it now stands: an arrival that was
 * missed comes with the next update, and the same once more is known already. A cancellation takes back what it cancels.
 */
export function visitFacts(message: Message, trigger: string): Facts {
  const event = eventStamp(message);
  const pv1 = message.first('PV1');
  if (event === undefined || trigger === 'A05') return [];
  const visit = { message, pv1, number: visitNumber(message, pv1) ?? `day/${event.day}`, event };
  switch (trigger) {
    case 'A07':
      return takeBack(visit, [ADMITTED]);
    case 'A11':
      return takeBack(visit, begunBy(visit));
    case 'A13':
      return [...takeBack(visit, isEmergency(visit) ? [] : [DISCHARGED]), ...standing(visit, trigger)];
    case 'A23':
      return [...takeBack(visit, begunBy(visit)), { ...retracted(visit, DISCHARGED), ifKnown: true }];
    default:
      return standing(visit, trigger);
  }
}

const kindOf = ({ pv1 }: Visit): string => pv1.value(2).toUpperCase();
const isEmergency = (visit: Visit): boolean => kindOf(visit) === EMERGENCY;
/** What a visit of its kind began with. */
const begunBy = (visit: Visit): readonly EventType[] =>
  isEmergency(visit) ? [ATTENDED] : NO_STAY.has(kindOf(visit)) ? [] : [ADMITTED];

/** PV1-19; where a system leaves it out, its alternate number or the account. */
const visitNumber = (message: Message, pv1: Segment): string | undefined =>
  pv1.value(19) || pv1.value(50) || message.first('PID').value(18) || undefined;

function standing(visit: Visit, trigger: string): Facts {
  const { message, pv1, event } = visit;
  const begun = message.stamp(pv1, 44) ?? (BEGINS.has(trigger) ? event : undefined);
  const ended = trigger === 'A13' ? undefined : (message.stamp(pv1, 45) ?? (trigger === 'A03' ? event : undefined));
  if (isEmergency(visit)) return begun ? [attended(visit, begun, ended)] : [];
  if (NO_STAY.has(kindOf(visit)) && trigger !== 'A06') return [];
  return [...(begun ? [stay(visit, ADMITTED, begun)] : []), ...(ended ? [stay(visit, DISCHARGED, ended)] : [])];
}

function attended(visit: Visit, begun: Stamp, ended: Stamp | undefined): Fact {
  const disposition = visit.pv1.value(36);
  const outcome = ended && disposition !== '' ? coded(EMERGENCY_OUTCOME, disposition, undefined, ENDED) : undefined;
  return fact(ATTENDED, stated(visit, ATTENDED, begun), {
    date: begun.day,
    ...maybe('arrivedAt', begun.at),
    ...maybe('attendance', numbered(visit)),
    ...maybe('outcome', outcome),
    ...flagged(outcome?.unmapped && 'code-unmapped'),
  });
}

const stay = (visit: Visit, type: typeof ADMITTED | typeof DISCHARGED, when: Stamp): Fact =>
  fact(type, stated(visit, type, when), {
    date: when.day,
    ...maybe('at', when.at),
    ...maybe('visit', numbered(visit)),
  });

const retracted = (visit: Visit, type: EventType): Fact => retraction(type, stated(visit, type, visit.event));
const takeBack = (visit: Visit, types: readonly EventType[]): Facts => types.map((type) => retracted(visit, type));

const stated = (visit: Visit, type: string, when: Stamp) =>
  statedOf(visit.message, `visit/${visit.number}/${type.slice(type.indexOf('.') + 1)}`, when);

/** The visit's number where the sender gives one. */
const numbered = ({ number }: Visit): string | undefined => (number.startsWith('day/') ? undefined : number);
