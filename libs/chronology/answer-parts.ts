import { Problem, type Instant } from '@tributary/kernel';
import type { Question } from './domain/as-known';
import { type Entry, entryOf, type Line } from './domain/chronology';
import type { Reference } from './domain/currency';
import type { Status } from './domain/status';
import type { Judge, Matter } from './domain/view';
import type { Reading } from './ports';

/** A line of a chronology, with what has to be said beside it. */
export type Noted = Entry & Readonly<{ note?: string }>;

/** Without the record's own name: no id of a child's leaves that two agencies could share (design/access.md 12). */
export const outside = (status: Status): readonly object[] =>
  status.kinds.map((kind) => ({
    ...kind,
    accounts: kind.accounts.map(({ statedBy: _inside, feed: _feed, ...account }) => account),
  }));

const LEFT_OUT =
  'Records that have since been found to be another child’s are left out; a replay for an audit purpose shows them.';

export const noteOn = (question: Question | null): Readonly<{ note?: string }> =>
  question?.view === 'available' ? { note: LEFT_OUT } : {};

export function noted(line: Line, { currencyOf }: Reference, data: unknown): Noted {
  const { statement: s } = line;
  const entry = entryOf(line, currencyOf(s.feed, s.agency), data);
  return s.recordedAt === null ? { ...entry, note: 'not known when recorded' } : entry;
}

/** Each agency and class once, with the rule that let it be seen. */
export function basesOf(shown: readonly Matter[], judge: Judge): Reading['shown'] {
  const bases = new Map<string, Reading['shown'][number]>();
  for (const matter of shown) {
    const { rule, version } = judge(matter);
    const { agency, dataClass } = matter;
    bases.set(`${agency} ${dataClass} ${rule}`, { agency, dataClass, rule, version });
  }
  return [...bases.values()];
}

export const headOf = (ref: string, question: Question | null, at: Instant): object => ({
  child: ref,
  asOf: at,
  ...(question ? { view: question.view, ...(question.view === 'held' ? { for: question.for } : {}) } : {}),
});

/** The same for one that is not there and one that the reader may not know of. */
export const unknownChild = (): Problem =>
  new Problem(
    'child-unknown',
    404,
    'No child with that reference',
    'Or none that you may see in this role. Use your own agency’s reference, as a receipt, an alert or a match gives it.',
  );

export const notYetThere = (): Problem =>
  new Problem(
    'position-not-reached',
    503,
    'The read models have not come that far',
    'Your write is safe and not yet readable; ask again in a moment.',
  );
