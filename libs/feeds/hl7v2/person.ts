import { coded, DEATH_NOTICE } from '@tributary/catalogue';
import type { Fact } from '../format';
import { fact, maybe, retraction } from '../shared/facts';
import type { Message } from './message';
import type { Patient } from './patient';
import { eventStamp, statedOf } from './stated';
import { readStamp } from './stamps';

/** A hospital's notice is an informal one (NHS Personal Demographics Service). */
const INFORMAL: Readonly<Record<string, '1'>> = { Y: '1' };

/**
 * What a message says of the person beside any visit: a death (PID-30), and that the record is protected (PD1-12),
 * which seals where the child can be found. An explicit N takes back what was said before.
 */
export function personFacts(message: Message, { born }: Patient): readonly Fact[] {
  const event = eventStamp(message);
  if (event === undefined) return [];
  const [pid, pd1] = [message.first('PID'), message.first('PD1')];
  const died = message.stamp(pid, 29);
  const death = statedOf(message, 'death', died ?? event);
  // The day changes nothing of what is sealed; one that stands still makes no new event with each message.
  const since = readStamp(pd1.value(13))?.day ?? born ?? event.day;
  const protection = statedOf(message, 'protection', { day: since });
  return [
    ...yesNo(pid.value(30), {
      yes: () =>
        fact('health.death-notified', death, {
          status: coded(DEATH_NOTICE, 'Y', undefined, INFORMAL),
          ...maybe('date', died?.day),
        }),
      no: () => retraction('health.death-notified', death),
    }),
    ...yesNo(pd1.value(12), {
      yes: () => fact('agency.address-protected', protection, { date: since, whose: 'child' }),
      no: () => retraction('agency.address-protected', protection),
    }),
  ];
}

type Answers = Readonly<{ yes: () => Fact; no: () => Fact }>;

function yesNo(said: string, { yes, no }: Answers): readonly Fact[] {
  if (said.toUpperCase() === 'Y') return [yes()];
  return said.toUpperCase() === 'N' ? [{ ...no(), ifKnown: true }] : [];
}
