import { MOST_HOURS } from '@tributary/chronology';
import { type Fault, faultOfWords, type Form, wordsIn } from './own-words';

/** A form as it was typed, and what it asks for where nothing is wrong with it. */
export type Read = Readonly<{
  typed: Readonly<{ reason: string; basis: string; hours: string }>;
  faults: readonly Fault[];
  hours: number;
}>;

/** What somebody says who opens a child in an emergency. */
export function readBreaking(form: Form): Read {
  const typed = { reason: wordsIn(form, 'reason'), basis: wordsIn(form, 'basis'), hours: wordsIn(form, 'hours') };
  const hours = Number(typed.hours);
  const isHours = Number.isInteger(hours) && hours >= 1 && hours <= MOST_HOURS;
  const faults = [
    faultOfWords(typed.reason, 'reason', 'Say why you must see this child’s record now'),
    faultOfWords(typed.basis, 'basis', 'Say what entitles you to'),
    isHours ? undefined : { field: 'hours', text: 'Choose for how long' },
  ];
  return { typed, hours, faults: faults.filter((one) => one !== undefined) };
}

export const HOURS = Array.from({ length: MOST_HOURS }, (_, i) => ({
  value: String(i + 1),
  text: i === 0 ? '1 hour' : `${i + 1} hours`,
}));
