import { withoutLocation } from '@tributary/access';
import {
  basesOf,
  type ChildAnswers,
  type ChildDoors,
  type InAssessment,
  notYetThere,
  type Reading,
  unknownChild,
  type Viewer,
  WAIT_MS,
} from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import type { Children } from '@tributary/identity';
import {
  type ChildId,
  type FeedPosition,
  formatPosition,
  type Instant,
  londonDate,
  type RecordId,
  recordStream,
} from '@tributary/kernel';
import { answerOf, type AssessmentAnswer, whoIn, type Who } from './answer';
import { besideElements } from './known-facts';
import { type AssessmentLog, carryOut, openOne } from './assessment-log';
import type { Command, Wish } from './domain/commands';
import { noAssessment, personWrong, roleRefused } from './domain/problems';
import { answeredTo } from './domain/reach';
import { mayDo, takesPart } from './domain/roles';
import { takesPartIn } from './domain/state';
import { type Found, lookUp, openIn } from './look-up';

/** Days from the family's agreement, or a review, to the next review, where the area sets no other number. */
export const REVIEW_DAYS = 42;
/** The area sets it where it sets the alert rule's: one policy for families whose plan is kept elsewhere, and here. */
const REVIEW_RULE = 'family-help-review-due';
/** Lines of a list, most: more open assessments than that nobody works. */
const LIST_LIMIT = 50;
const PROTECTION =
  'Agreement is to help that a family may take or leave. Protecting a child waits for no agreement: if you think this ' +
  'child may be at risk of significant harm, ring the front door of the child’s authority now.';

export type AssessmentsOptions = Readonly<{
  log: AssessmentLog;
  doors: Pick<ChildDoors, 'childOf' | 'accessOf' | 'disclose' | 'waitFor' | 'namesOf' | 'now'>;
  directory: Pick<Directory, 'current'>;
  children: Pick<Children, 'recordsOf' | 'refsOf' | 'childOf'>;
  /** What agencies have stated, as the reader may see it. */
  answers: Pick<ChildAnswers, 'known'>;
}>;

export type Asking = Readonly<{ viewer: Viewer; ref: string; purpose: string; after?: FeedPosition }>;
/** One assessment among others of the same child. */
export type Other = Readonly<{ id: string; openedAt: Instant; closedOn: string | null; lead: Who }>;
export type AssessmentPage = Readonly<{
  child: string;
  asOf: Instant;
  names: readonly string[];
  assessment: AssessmentAnswer | null;
  others: readonly Other[];
  protection: string;
}>;
export type OpenedAnswer = Readonly<{ id: string; opened: boolean; lead: Who; position: string }>;
export type ListLine = Readonly<{
  child: string;
  names: readonly string[];
  isLead: boolean;
  reviewBy: string | null;
  isOverdue: boolean;
}>;

type Seen = Readonly<{
  child: ChildId;
  records: readonly Owned[];
  found: readonly Found[];
  current: Found | undefined;
}>;
type Owned = Awaited<ReturnType<Children['recordsOf']>>[number];

/** Assessments as people look at them and work on them; each look, change and refusal is in the ledger. */
export class Assessments {
  constructor(private readonly options: AssessmentsOptions) {}

  /** Problems: child-unknown, position-not-reached. */
  async look(asking: Asking, id?: string): Promise<AssessmentPage> {
    const { doors, directory } = this.options;
    if (asking.after && !(await doors.waitFor(asking.after, WAIT_MS))) throw notYetThere();
    const seen = await this.see(asking, id);
    const { judge, hidden } = await this.enter('assessment', asking, seen);
    const looking = { viewer: asking.viewer, judge, view: await directory.current(), now: doors.now() };
    const answered = seen.found.map((found) => ({ found, ...answerOf(found, looking) }));
    const mine = answered.find(({ found }) => found === seen.current);
    await this.write('assessment', asking, seen, {
      shown: basesOf(mine?.shown ?? [], judge),
      withheld: mine?.withheld ?? [],
    });
    const page = {
      ...{ child: asking.ref, asOf: looking.now, names: await doors.namesOf(asking.viewer, seen.child, judge) },
      assessment: await besideElements(mine?.answer ?? null, asking, {
        known: this.options.answers,
        view: looking.view,
      }),
      others: answered.flatMap(({ found, answer }) =>
        answer?.lead && found !== seen.current ? [otherOf(found, answer.lead)] : [],
      ),
      protection: PROTECTION,
    };
    return withoutLocation(page, hidden);
  }

  /**
   * Opens one, or answers the one that is open with who leads it. Problems: assessment-role-refused, child-unknown.
   */
  async open(asking: Asking, reason: string): Promise<OpenedAnswer> {
    const { viewer } = asking;
    if (!mayDo('open', viewer.role)) throw roleRefused();
    const seen = await this.see(asking);
    await this.enter('assessment-change', asking, seen);
    const record = anchorOf(seen.records, viewer.agency);
    const command = { ...(await this.asked(viewer)), kind: 'open', record, reason } as const;
    const records = seen.records.map(({ recordId }) => recordId);
    const { id, state, changed, position } = await openOne(this.options.log, { child: seen.child, records, command });
    await this.write('assessment-change', asking, seen, { shown: [], withheld: [] });
    const view = await this.options.directory.current();
    return { id, opened: changed, lead: whoIn(view)(state.lead), position: formatPosition(position) };
  }

  /** Problems: those of the decider, and child-unknown. The same wish again changes nothing. */
  async change(asking: Asking, wish: Exclude<Wish, { kind: 'open' }>): Promise<Readonly<{ position: string }>> {
    const { viewer } = asking;
    if (!mayDo(wish.kind, viewer.role)) throw roleRefused();
    const seen = await this.see(asking);
    await this.enter('assessment-change', asking, seen);
    if (!seen.current) throw noAssessment();
    await this.checkPeople(wish);
    const command: Exclude<Command, { kind: 'open' }> = { ...(await this.asked(viewer)), ...wish };
    const { position } = await carryOut(this.options.log, { id: seen.current.id, child: seen.child, command });
    await this.write('assessment-change', asking, seen, { shown: [], withheld: [] });
    return { position: formatPosition(position) };
  }

  /** Those a person leads, and those their agency was asked about; what is to be reviewed first. */
  async mine(viewer: Viewer, purpose: string): Promise<readonly ListLine[]> {
    if (!takesPart(viewer.role)) throw roleRefused();
    const { log, children, doors } = this.options;
    const rows = await log.book.of(viewer, LIST_LIMIT);
    const refs = await children.refsOf(
      viewer.agency,
      rows.map(({ record }) => recordStream(record)),
    );
    const lines = rows.map(async (row): Promise<ListLine | undefined> => {
      const ref = refs.get(recordStream(row.record));
      const child = ref && (await children.childOf(viewer.agency, ref));
      if (!child) return undefined;
      const found = (await lookUp(log.store, [row.record])).all.find(({ id }) => id === row.id);
      if (!found) return undefined;
      const asked = { viewer, child, purpose, assessment: standingOf(found, viewer) };
      const { judge, refusal } = await doors.accessOf(asked);
      if (refusal) return undefined;
      await doors.disclose({ ...asked, what: 'assessment-list', asKnownOn: null, shown: [], withheld: [] });
      const isOverdue = row.reviewBy !== null && row.reviewBy < londonDate(doors.now());
      return {
        child: ref,
        names: await doors.namesOf(viewer, child, judge),
        isLead: row.isLead,
        reviewBy: row.reviewBy,
        isOverdue,
      };
    });
    return (await Promise.all(lines)).filter((line) => line !== undefined);
  }

  private async see({ viewer, ref }: Asking, id?: string): Promise<Seen> {
    const { doors, children, log } = this.options;
    const child = await doors.childOf(viewer.agency, ref);
    if (!child) throw unknownChild();
    const records = await children.recordsOf(child);
    const looked = await lookUp(
      log.store,
      records.map(({ recordId }) => recordId),
    );
    const current = id === undefined ? openIn(looked) : looked.all.find((one) => one.id === id);
    return { child, records, found: looked.all, current };
  }

  /** Answers as for a child that is not there, to whom access refuses it. */
  private async enter(what: Reading['what'], { viewer, purpose }: Asking, { child, current }: Seen) {
    const { doors } = this.options;
    const assessment = current && standingOf(current, viewer);
    const access = await doors.accessOf({ viewer, child, purpose, ...(assessment ? { assessment } : {}) });
    const { refusal } = access;
    if (!refusal) return access;
    await doors.disclose({ viewer, child, purpose, what, asKnownOn: null, shown: [], withheld: [], refusal });
    throw unknownChild();
  }

  private async write(
    what: Reading['what'],
    { viewer, purpose }: Asking,
    { child }: Seen,
    said: Pick<Reading, 'shown' | 'withheld'>,
  ): Promise<void> {
    await this.options.doors.disclose({ viewer, child, purpose, what, asKnownOn: null, ...said });
  }

  private async asked(viewer: Viewer): Promise<Pick<Command, 'by' | 'at' | 'reviewDays'>> {
    const view = await this.options.directory.current();
    const authority = view.authorityOf(viewer.agency)?.code ?? '';
    const reviewDays = view.threshold(REVIEW_RULE, 'days', authority) ?? REVIEW_DAYS;
    const { practitioner, role, agency } = viewer;
    return { by: { practitioner, role, agency }, at: this.options.doors.now(), reviewDays };
  }

  /** Whoever is to lead or to own an action holds that role there. */
  private async checkPeople(wish: Wish): Promise<void> {
    const person = wish.kind === 'hand-over' ? wish.to : wish.kind === 'plan' ? wish.owner : undefined;
    if (!person) return;
    const view = await this.options.directory.current();
    if (!view.holds(person.practitioner, person.role, person.agency)) throw personWrong();
  }
}

function standingOf({ state }: Found, viewer: Viewer): InAssessment {
  if (!takesPart(viewer.role)) return { takesPart: false, answered: new Set() };
  return { takesPart: takesPartIn(state, viewer.agency), answered: answeredTo(state, viewer) };
}

/** The agency's own record of the child, so that it follows what the agency finds out; else the one known longest. */
function anchorOf(records: readonly Owned[], agency: string): RecordId {
  const record = records.find((one) => one.agency === agency) ?? records[0];
  if (!record) throw unknownChild();
  return record.recordId;
}

const otherOf = ({ id, state }: Found, lead: Who): Other => ({
  ...{ id, openedAt: state.opened.at, closedOn: state.closed?.on ?? null },
  lead,
});
