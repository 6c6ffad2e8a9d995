import type { DirectoryView } from '@tributary/directory';
import { type ChildId, childStream, type Instant, type Recorded } from '@tributary/kernel';
import type { Known } from './access';
import { referenceOf } from './directory-reference';
import { bearingsOf } from './domain/bearing';
import { statusFrom } from './domain/status';
import type { RefOf } from './domain/step';
import { excludedBy } from './excluded';
import { toldBy } from './reader';

export type Knowing = Readonly<{
  child: ChildId;
  at: Instant;
  /** The directory of that time. */
  view: DirectoryView;
  refOf: RefOf;
  /** How old a status may be, in milliseconds. */
  limitMs: number;
}>;

/** A child as it was known at a time, from the child's own events: what `judgeAsKnown` decides on. Pure. */
export function knownOf(history: readonly Recorded[], { child, at, view, refOf, limitMs }: Knowing): Known {
  const told = toldBy(history, child, { view: 'available', at, stillLinked: true }, refOf);
  const { currencyOf } = referenceOf(view);
  const status = statusFrom(told.states, at, { currencyOf, confirmations: told.confirmations, limitMs });
  const own = childStream(child);
  const decisions = history.map(({ event }) => event).filter(({ streamId }) => streamId === own);
  const data = new Map(history.map(({ event }) => [event.id, event.data]));
  const agencies = new Set(told.statements.map(({ agency }) => agency));
  const { concerns, family } = bearingsOf(told.statements, agencies);
  const said = [...concerns, ...family].map(({ agency, eventId }) => ({ agency, data: data.get(eventId) }));
  return { told, status, view, at, decisions, named: excludedBy(said, view) };
}
