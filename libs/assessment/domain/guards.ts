import type { DataOf } from '@tributary/catalogue';
import { type DataClass, londonDate } from '@tributary/kernel';
import type { Command, CommandKind } from './commands';
import * as problems from './problems';
import { type AssessmentEventType, type Opened, sameHat, type Stated } from './state';

export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;

export function onlyLead({ by }: Command, { lead }: Opened): void {
  if (!sameHat(by, lead)) throw problems.notTheLead();
}

export function notAhead({ at }: Command, field: string, day: string): void {
  if (day > londonDate(at)) throw problems.dayWrong(field, 'Choose today or a day that has passed.');
}

export const actor = ({ by }: Command) => ({ by: by.practitioner, role: by.role, agency: by.agency });

/** Of the family's help, unless a contribution says otherwise. */
export const fact = <T extends AssessmentEventType>(
  { at }: Command,
  type: T,
  data: DataOf<T>,
  dataClass: DataClass = 'family-help',
): Stated<T> => ({ type, data, at, dataClass });

export const same = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ');
