import type { EventType, Flag } from '@tributary/catalogue';
import { type Instant, londonDate, type PlainDate } from '@tributary/kernel';
import type { Fact } from '../../parsed';
import { checked, flagged } from '../facts';
import { Fault } from '../fault';

/** Something a resource says. */
export type Happening = Readonly<{
  type: EventType;
  item: string;
  /** Throws where the day is missing: asked only where something is stated. */
  on: () => PlainDate;
  data?: (on: PlainDate) => Readonly<Record<string, unknown>>;
  flags?: readonly Flag[];
  /** It does not stand, or no longer, and may never have stood. */
  absent?: true;
  /** The source says expressly that it was an error. */
  removed?: true;
}>;

type Order = Readonly<{ revision?: string; recordedAt?: Instant }>;
export type Telling = Readonly<{
  order: Order;
  /** Odd about the message or the person, and so about all it states. */
  flags: readonly Flag[];
  /** The sender takes all of it back. */
  takenBack: boolean;
  receivedAt: Instant;
}>;

/** The facts of what happened, checked against the catalogue. Throws a Fault where one cannot be stated. */
export function factsOf(
  happenings: readonly Happening[],
  telling: Telling,
): Readonly<{ facts: readonly Fact[]; dropped: number }> {
  const all = happenings.map((one) => factOf(one, telling));
  return {
    facts: all.map(({ fact }) => fact),
    dropped: all.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

function factOf(happening: Happening, telling: Telling): ReturnType<typeof checked> {
  const { type, item, absent, removed } = happening;
  const { order, takenBack } = telling;
  if (absent || removed || takenBack) {
    const occurred = { on: dayOr(happening, telling) };
    const fact: Fact = { type, data: {}, item, occurred, ...order, retracted: true };
    return { fact: absent ? { ...fact, ifKnown: true } : fact, dropped: 0 };
  }
  const on = happening.on();
  const data = happening.data?.(on) ?? { date: on };
  const flags = flagged(...telling.flags, ...(happening.flags ?? []));
  return checked({ type, data: { ...data, ...flags }, item, occurred: { on }, ...order });
}

/** What is taken back need not say again when it was. */
function dayOr({ on }: Happening, { order, receivedAt }: Telling): PlainDate {
  try {
    return on();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return londonDate(order.recordedAt ?? receivedAt);
  }
}
