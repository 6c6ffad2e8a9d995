import { ADULT_NAMED, RELATIONSHIP } from '@tributary/catalogue';
import { titleOf } from './title';
import type { AgencyId, ChildId, EventId, Recorded } from '@tributary/kernel';
import type { CurrencyOf, Currency } from './currency';
import { answering, type Question } from './as-known';
import {
  inOrder,
  itemKey,
  lastWords,
  RETRACTED,
  standingOf,
  statementOf,
  type Standing,
  type Statement,
} from './statement';

/** One line of a chronology. `data` is absent where it was not asked for or could not be opened. */
export type Entry = Readonly<{
  eventId: EventId;
  type: string;
  title: string;
  occurred: Statement['occurred'];
  /** Null: not known when recorded; the time of receipt stands in for it. */
  recordedAt: Statement['recordedAt'];
  receivedAt: Statement['receivedAt'];
  knownFrom: Statement['knownFrom'];
  agency: AgencyId;
  dataClass: Statement['dataClass'];
  currency: Currency;
  standing: Standing;
  data?: unknown;
}>;

/** A statement with its standing among those it was asked with. */
export type Line = Readonly<{ statement: Statement; standing: Standing }>;

/** Who stands around the child, or is said to be a danger to it, did not happen to it. */
const NO_LINES: ReadonlySet<string> = new Set([RETRACTED, RELATIONSHIP, ADULT_NAMED]);

/** In order of happening; what was superseded or withdrawn only where the history is wanted. */
export function linesOf(statements: readonly Statement[], history = false): Line[] {
  const last = lastWords(statements);
  const lines = statements.flatMap((statement): Line[] => {
    const word = last.get(itemKey(statement));
    if (!word || NO_LINES.has(statement.type)) return [];
    return [{ statement, standing: standingOf(statement, word) }];
  });
  return lines
    .filter((line) => history || line.standing === 'current')
    .sort((a, b) => inOrder(a.statement, b.statement));
}

export function entryOf({ statement: s, standing }: Line, currency: Currency, data?: unknown): Entry {
  const { eventId, type, occurred, recordedAt, receivedAt, knownFrom, agency, dataClass } = s;
  const entry = { eventId, type, title: titleOf(type), occurred, recordedAt, receivedAt, knownFrom, agency, dataClass };
  return { ...entry, currency, standing, ...(data === undefined ? {} : { data }) };
}

/** What is needed beside the events: whose child, how fresh each feed is, and whether the history is wanted. */
export type Setting = Readonly<{ child: ChildId; currencyOf: CurrencyOf; history?: boolean }>;

/**
 * A child's chronology as the question puts it. Pure: a correction known only later changes no earlier answer, and
 * an event that can no longer be opened leaves no trace.
 */
export function chronologyOf(recorded: readonly Recorded[], question: Question, setting: Setting): Entry[] {
  const asked = answering(recorded, setting.child, question);
  const data = new Map(asked.map((r) => [r.event.id, r.event.data]));
  return linesOf(
    asked.flatMap((r) => statementOf(r) ?? []),
    setting.history,
  ).map((line) => {
    const { feed, agency, eventId } = line.statement;
    return entryOf(line, setting.currencyOf(feed, agency), data.get(eventId));
  });
}
