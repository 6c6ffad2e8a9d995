import { withoutLocation } from '@tributary/access';
import type { Taken } from '@tributary/access';
import type { Directory } from '@tributary/directory';
import type { AgencyId, FeedPosition, Instant } from '@tributary/kernel';
import { basesOf, headOf, type Noted, noted, noteOn, notYetThere, outside, unknownChild } from './answer-parts';
import type { ChronologyQuery } from './api/query';
import { referenceOf } from './directory-reference';
import type { Question } from './domain/as-known';
import { type Line, linesOf } from './domain/chronology';
import { type Filter, pageOf, passes, sifted, type Matter, type Withheld } from './domain/view';
import type { Access, ChildDoors, Reading, Viewer } from './ports';
import type { ChildReader } from './reader';
import { coverageSeen, involvementSeen, type Seen, type SeeingOptions, statusSeen } from './seen';

/** How long a read waits for the position it was asked to follow. */
export const WAIT_MS = 2_000;

export type AnswerOptions = SeeingOptions &
  Readonly<{ reader: ChildReader; doors: ChildDoors; directory: Pick<Directory, 'at'> }>;

/** The question of one reader about one child. */
type Asking = Readonly<{
  viewer: Viewer;
  ref: string;
  question: Question | null;
  purpose: string;
  after?: FeedPosition;
}>;

/** A chronology to be taken out of the hub as a file. */
export type Taking = Asking &
  Readonly<{
    filter: Filter;
    history: boolean;
    /** Whose reference it is, where it is not the viewer's agency's own. */
    of?: AgencyId;
    /** The purpose by which access is decided, where the stated one is a word of the authority's own. */
    readFor?: string;
    file: Omit<Taken, 'lines'>;
  }>;

/** All of it that the viewer may see, in its order. */
export type TakenOut = Readonly<{
  asOf: Instant;
  entries: readonly Noted[];
  withheld: readonly Withheld[];
  note?: string;
}>;

/** What a viewer may see of a child, each answer with its line in the ledger. */
export class ChildAnswers {
  constructor(private readonly options: AnswerOptions) {}

  async chronology(viewer: Viewer, ref: string, query: ChronologyQuery): Promise<object> {
    const { question, filter, mark, limit } = query;
    const seen = await this.look('chronology', { viewer, ref, ...query });
    const lines = linesOf(seen.told.statements, query.history).filter((line) => passes(line, filter));
    const { shown, withheld } = sifted(lines, ({ statement }) => statement, seen.judge);
    const page = pageOf(shown, mark, limit);
    const { open, entries } = await this.opened(page.lines, seen);
    await this.record('chronology', { viewer, question, purpose: query.purpose }, seen, {
      shown: open.map((line) => line.statement),
      withheld,
    });
    return withoutLocation(
      {
        ...headOf(ref, question, seen.at),
        entries,
        withheld,
        next: page.next,
        ...noteOn(question),
      },
      seen.hidden,
    );
  }

  /** The whole chronology for a file, by the same decision as a page of it; that it leaves stands in the ledger first. */
  async takeOut(taking: Taking): Promise<TakenOut> {
    const { question, filter, history, file } = taking;
    const seen = await this.look('export', taking);
    const lines = linesOf(seen.told.statements, history).filter((line) => passes(line, filter));
    const { shown, withheld } = sifted(lines, ({ statement }) => statement, seen.judge);
    const { open, entries } = await this.opened(shown, seen);
    await this.record('export', taking, seen, {
      shown: open.map((line) => line.statement),
      withheld,
      taken: { ...file, lines: entries.length },
    });
    return withoutLocation({ asOf: seen.at, entries, withheld, ...noteOn(question) }, seen.hidden);
  }

  /**
   * What of these types is open to a reader, newest first, for a page that sets it beside something else. Where the child
   * is shut to them that is nothing: they did not ask.
   */
  async known(asking: Omit<Asking, 'question'>, types: ReadonlySet<string>): Promise<readonly Noted[]> {
    const asked = { ...asking, question: null };
    const seen = await this.see(asked);
    if (seen.refusal) return [];
    const lines = linesOf(seen.told.statements).filter((line) => passes(line, { types }));
    const { shown, withheld } = sifted(lines, ({ statement }) => statement, seen.judge);
    const { open, entries } = await this.opened(shown, seen);
    await this.record('chronology', asked, seen, { shown: open.map((line) => line.statement), withheld });
    return withoutLocation(entries.toReversed(), seen.hidden);
  }

  async status(asking: Asking): Promise<object> {
    const seen = await this.look('status', asking);
    const { answer, shown, withheld } = statusSeen(seen, this.options);
    await this.record('status', asking, seen, { shown, withheld });
    return withoutLocation(
      { ...headOf(asking.ref, asking.question, seen.at), kinds: outside(answer), withheld },
      seen.hidden,
    );
  }

  async involvement(asking: Asking): Promise<object> {
    const seen = await this.look('involvement', asking);
    const { answer, shown, withheld } = involvementSeen(seen, this.options);
    await this.record('involvement', asking, seen, { shown, withheld });
    return withoutLocation({ ...headOf(asking.ref, asking.question, seen.at), ...answer, withheld }, seen.hidden);
  }

  /** From whom something should come, and whether it does; silence is never safety. */
  async coverage(asking: Asking): Promise<object> {
    const seen = await this.look('coverage', asking);
    const { answer, shown, withheld } = await coverageSeen(seen, this.options);
    await this.record('coverage', asking, seen, { shown, withheld });
    return withoutLocation(
      { ...headOf(asking.ref, asking.question, seen.at), sources: answer.sources, withheld },
      seen.hidden,
    );
  }

  /** At a glance, now: names, status, who is involved and leads, coverage, and the reader's own open alerts. */
  async child(asking: Omit<Asking, 'question'>): Promise<object> {
    const seen = await this.look('child', { ...asking, question: null });
    const { viewer } = asking;
    const { doors } = this.options;
    const status = statusSeen(seen, this.options);
    const involved = involvementSeen(seen, this.options);
    const [names, coverage, alerts] = await Promise.all([
      doors.namesOf(viewer, seen.child, seen.judge),
      coverageSeen(seen, this.options),
      doors.openAlerts(viewer, seen.child),
    ]);
    await this.record('child', { ...asking, question: null }, seen, {
      shown: [...status.shown, ...involved.shown],
      withheld: status.withheld,
    });
    return withoutLocation(
      {
        child: asking.ref,
        asOf: seen.at,
        ...(seen.hidden ? { locationSealed: true } : {}),
        names,
        status: outside(status.answer),
        involvement: involved.answer,
        coverage: coverage.answer.sources,
        alerts,
        withheld: status.withheld,
      },
      seen.hidden,
    );
  }

  /** What the lines say. An event erased since its row was written is no gap: it was never there. */
  private async opened(
    lines: readonly Line[],
    { reference }: Seen,
  ): Promise<Readonly<{ open: readonly Line[]; entries: readonly Noted[] }>> {
    const said = await this.options.reader.open(lines);
    const open = lines.filter(({ statement }) => said.has(statement.eventId));
    return { open, entries: open.map((line) => noted(line, reference, said.get(line.statement.eventId))) };
  }

  private async look(what: Reading['what'], asking: Asking & Partial<Taking>): Promise<Seen> {
    const { viewer, question, purpose } = asking;
    const { refusal, ...seen } = await this.see(asking);
    if (!refusal) return seen;
    const asked = { viewer, child: seen.child, purpose, asKnownOn: question?.at ?? null, shown: [], withheld: [] };
    await this.options.doors.disclose({ ...asked, what, refusal });
    throw unknownChild();
  }

  private async see(asking: Asking & Partial<Taking>): Promise<Seen & Pick<Access, 'refusal'>> {
    const { viewer, ref, question, purpose, after, of, readFor } = asking;
    const { doors, reader, directory } = this.options;
    const child = await doors.childOf(of ?? viewer.agency, ref);
    if (!child) throw unknownChild();
    if (after && !(await doors.waitFor(after, WAIT_MS))) throw notYetThere();
    const at = question?.at ?? doors.now();
    const view = await directory.at(at);
    const reference = referenceOf(view);
    const told = await (question ? reader.then(child, question, reference) : reader.now(child, at, reference));
    const then = question?.view === 'available' ? { then: { at, told } } : {};
    const { judge, hidden, refusal } = await doors.accessOf({ viewer, child, purpose: readFor ?? purpose, ...then });
    return { child, at, told, judge, hidden, view, reference, reader: viewer.agency, refusal };
  }

  private async record(
    what: Reading['what'],
    { viewer, question, purpose }: Pick<Asking, 'viewer' | 'question' | 'purpose'>,
    { child, judge }: Seen,
    { shown, ...more }: Pick<Reading, 'withheld' | 'taken'> & Readonly<{ shown: readonly Matter[] }>,
  ): Promise<void> {
    const asKnownOn = question?.at ?? null;
    await this.options.doors.disclose({
      ...{ viewer, child, what, purpose, asKnownOn, ...more },
      shown: basesOf(shown, judge),
    });
  }
}
