import { PROTECTION_GROUNDS, type ProtectionGround } from '@tributary/access';
import { MOST_HOURS } from '@tributary/chronology';
import { GROUNDS } from '../page/words';
import { type Fault, faultOfWords, type Form, wordsIn } from './own-words';

/** A form as it was typed, and what is wrong with it. */
export type Typed = Readonly<{ typed: Readonly<Record<string, string>>; faults: readonly Fault[] }>;

const WHY = 'Say why you must see this child’s record now';

/** What somebody says who opens a child in an emergency. */
export function readBreaking(form: Form): Typed & Readonly<{ reason: string; basis: string; hours: number }> {
  const [reason, basis, chosen] = [wordsIn(form, 'reason'), wordsIn(form, 'basis'), wordsIn(form, 'hours')];
  const hours = Number(chosen);
  const isHours = Number.isInteger(hours) && hours >= 1 && hours <= MOST_HOURS;
  const faults = [
    faultOfWords(reason, 'reason', WHY),
    faultOfWords(basis, 'basis', 'Say what entitles you to'),
    isHours ? undefined : { field: 'hours', text: 'Choose for how long' },
  ];
  const typed = { reason, basis, hours: chosen };
  return { reason, basis, hours, typed, faults: faults.filter((one) => one !== undefined) };
}

/** What somebody says who must protect a child. */
export function readStating(form: Form): Typed & Readonly<{ ground: ProtectionGround | undefined; reason: string }> {
  const [reason, chosen] = [wordsIn(form, 'reason'), wordsIn(form, 'ground')];
  const ground = PROTECTION_GROUNDS.find((one) => one === chosen);
  const faults = [
    ground ? undefined : { field: 'ground', text: 'Choose what you rest on' },
    faultOfWords(reason, 'reason', 'Say what it is about'),
  ];
  return { ground, reason, typed: { reason, ground: chosen }, faults: faults.filter((one) => one !== undefined) };
}

export const HOURS = Array.from({ length: MOST_HOURS }, (_, i) => ({
  value: String(i + 1),
  text: i === 0 ? '1 hour' : `${i + 1} hours`,
}));
export const GROUND_CHOICES = PROTECTION_GROUNDS.map((value) => ({ value, text: GROUNDS[value] ?? value }));
