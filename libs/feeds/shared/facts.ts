import { type DataOf, type EventType, type Flag, validateData } from '@tributary/catalogue';
import type { Instant, Occurred, PlainDate } from '@tributary/kernel';
import type { Fact } from '../parsed';
import { Fault } from './fault';

/** Where a fact stands in the source, and what orders it. */
export type Stated = Readonly<{ item: string; occurred: Occurred; recordedAt?: Instant; revision?: string }>;

/** A fact of a catalogue type; its data is checked at the end of the parse, once. */
export const fact = <T extends EventType>(type: T, stated: Stated, data: DataOf<T>): Fact => ({
  type,
  data,
  ...stated,
});

/** The source no longer states the item; data says nothing more. */
export const retraction = (type: EventType, stated: Stated): Fact => ({ type, data: {}, ...stated, retracted: true });

/** Throws a Fault that names the fields where the data does not fit its type. */
export function checked(given: Fact): Readonly<{ fact: Fact; dropped: number }> {
  if (given.retracted) return { fact: given, dropped: 0 };
  const result = validateData(given.type, given.data);
  if (result.ok) return { fact: { ...given, data: result.data }, dropped: result.dropped };
  const fields = result.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new Fault('data-invalid', `${given.type}: ${fields}.`);
}

/** Leaves the property out where there is no value (exact optional properties). */
export const maybe = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });

export const flagged = (...flags: readonly (Flag | false | undefined)[]): { flags?: Flag[] } => {
  const raised = flags.filter((flag): flag is Flag => flag !== false && flag !== undefined);
  return raised.length === 0 ? {} : { flags: [...new Set(raised)] };
};

/** A period that ends before it starts is kept as its start; the flag says so. */
export const period = (from: PlainDate, to: PlainDate | undefined): Occurred =>
  to === undefined || to < from ? { from } : { from, to };
