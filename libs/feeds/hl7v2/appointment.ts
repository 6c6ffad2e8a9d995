import { coded, HEALTH_SERVICE } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact } from '../format';
import { Fault } from '../shared/fault';
import { fact, maybe, retraction } from '../shared/facts';
import type { Message } from './message';
import type { Stamp } from './stamps';
import { statedOf } from './stated';

const MISSED = 'health.appointment-missed';

/** SCH-25, filler status (HL7 table 0278), and what English systems write in its place. */
const NOT_ATTENDED = /^(NO[ -]?SHOW|DNA|WNB|DID NOT ATTEND|WAS NOT BROUGHT)$/i;
/** From this age on a person answers for coming themselves. */
const OWN_ANSWER = 16;

/** PV1-10 as a treatment function (NHS data dictionary); of others nothing is said, for a clinic's name says why. */
const SERVICES: Readonly<Record<string, keyof (typeof HEALTH_SERVICE)['codes']>> = {
  '420': 'PAEDIATRICS',
  '290': 'PAEDIATRICS',
  '142': 'DENTAL',
  '650': 'THERAPY',
  '651': 'THERAPY',
  '652': 'THERAPY',
};

/**
 * What a scheduling message says of its appointment: that a child was not brought (S26, or a status that says so), or
 * with an update that carries another status, that this holds no longer. A booked appointment is no event of a child.
 */
export function appointmentFacts(message: Message, trigger: string, born: PlainDate | undefined): readonly Fact[] {
  const sch = message.first('SCH');
  const status = [sch.value(25), sch.value(25, 2)].find((text) => text !== '') ?? '';
  const missed = trigger === 'S26' || [sch.value(25), sch.value(25, 2)].some((text) => NOT_ATTENDED.test(text));
  if (!missed && (trigger !== 'S14' || status === '')) return [];
  const number = sch.value(2) || sch.value(1);
  if (number === '') throw new Fault('value-missing', 'SCH-1 and SCH-2 are empty.');
  const when = startOf(message);
  if (when === undefined) throw new Fault('value-missing', 'No segment says when the appointment begins.');
  const stated = statedOf(message, `appointment/${number}/missed`, when);
  if (!missed) return [{ ...retraction(MISSED, stated), ifKnown: true }];
  const own = status === '' ? trigger : status;
  return [
    fact(MISSED, stated, {
      date: when.day,
      appointment: number,
      outcome: { own, code: isGrownUp(born, when.day) ? 'DID-NOT-ATTEND' : 'NOT-BROUGHT' },
      ...maybe('service', serviceOf(message)),
    }),
  ];
}

/** SCH-11.4, in older messages the timing of TQ1, else the first resource's start. */
function startOf(message: Message): Stamp | undefined {
  const at = (segment: string, field: number, component = 1): Stamp | undefined =>
    message.stamp(message.first(segment), field, component);
  return at('SCH', 11, 4) ?? at('TQ1', 7) ?? at('AIS', 4) ?? at('AIG', 8) ?? at('AIL', 6) ?? at('AIP', 6);
}

const isGrownUp = (born: PlainDate | undefined, day: PlainDate): boolean =>
  born !== undefined && ageOn(born, day) >= OWN_ANSWER;

/** In whole years. */
export function ageOn(born: PlainDate, day: PlainDate): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}

function serviceOf(message: Message) {
  const own = message.first('PV1').value(10);
  return Object.hasOwn(SERVICES, own) ? coded(HEALTH_SERVICE, own, undefined, SERVICES) : undefined;
}
