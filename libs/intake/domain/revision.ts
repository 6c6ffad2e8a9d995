import type { ItemState } from '@tributary/event-store';

/**
 * Statements about one item are ordered by one text, so that whoever folds events by revision finds what holds:
 * a source's stamp is its own text; a statement without one gets `.<delivery>` or, after stamped ones,
 * `<stamp>~<delivery>`; one that came too late gets `-<text>`, which sorts below all of them.
 */
export type Ordered = Readonly<{
  stamp?: string | undefined;
  /** Sequence of its delivery, fixed length. */ delivery: string;
}>;

const MARK = '~';

export function isLate(statement: Ordered, state: ItemState): boolean {
  const { stamp, delivery } = statement;
  const newer = delivery > (state.delivery ?? '');
  if (stamp === undefined) return !newer && delivery !== state.delivery;
  // Taken back without a stamp (a purge, a return that no longer named it), stated again since.
  if (state.retracted && newer && isByArrival(state.revision)) return false;
  return state.revision !== undefined && stamp < state.revision;
}

/** What orders a statement that is not late. */
export function revisionAfter(statement: Ordered, state: ItemState | undefined): string {
  const { stamp, delivery } = statement;
  const before = state?.revision;
  if (stamp !== undefined && (before === undefined || stamp >= before)) return stamp;
  if (before === undefined || before.startsWith('.')) return `.${delivery}`;
  const end = before.lastIndexOf(MARK);
  return `${end < 0 ? before : before.slice(0, end)}${MARK}${delivery}`;
}

/** Whatever was only repeated, and not appended, after it: a late statement never counts as what holds. */
export const lateRevision = ({ stamp, delivery }: Ordered): string => `-${stamp ?? delivery}`;

export const isByArrival = (revision: string | undefined): boolean =>
  revision !== undefined && (revision.startsWith('.') || revision.includes(MARK));
