import type { AppendPlan, ItemKey, ItemState, LockedView } from '@tributary/event-store';
import {
  canonicalJson,
  type ChildId,
  type EventId,
  type NewEvent,
  type RecordRef,
  type StreamId,
} from '@tributary/kernel';
import { isByArrival, isLate, lateRevision, revisionAfter } from './revision';
import type { RecordOutcome, RecordStatements, Statement } from './statement';

/** An item as intake keeps it, to find it again when a record is purged or a return no longer names it. */
export type TrackedItem = ItemKey & Readonly<{ kind: string; scope: string | null }>;
export type LateKey = Readonly<{ streamId: StreamId; item: RecordRef; revision: string; content: string }>;

export type PlanContext = Readonly<{
  /** Sequence number of the delivery, as text of fixed length. */
  delivery: string;
  /** Names of late statements accepted before; undefined where nobody looked yet. */
  knownLate?: ReadonlySet<string>;
  /** What the source has overtaken by now is left as it was said: an old delivery is only read anew. */
  overtaken?: 'left';
}>;

export type Planned = Readonly<{
  plan: Required<Pick<AppendPlan, 'events' | 'items' | 'links'>>;
  outcomes: readonly RecordOutcome[];
  stated: readonly TrackedItem[];
  retracted: readonly ItemKey[];
  late: readonly LateKey[];
}>;

/** Thrown where a statement turns out late and nobody looked yet whether it was accepted before; nothing was written. */
export class LateStatements extends Error {
  constructor(readonly keys: readonly LateKey[]) {
    super('late statements to look up');
  }
}

export const lateName = (key: LateKey): string => `${key.streamId} ${key.item} ${key.revision} ${key.content}`;
const itemName = (key: ItemKey): string => `${key.streamId} ${key.item}`;

class Planning {
  readonly events: NewEvent[] = [];
  readonly links: { streamId: StreamId; childId: ChildId }[] = [];
  readonly late: LateKey[] = [];
  readonly unknownLate: LateKey[] = [];
  private readonly states = new Map<string, ItemKey & ItemState>();
  private readonly opened = new Set<StreamId>();
  private readonly tracked = new Map<string, TrackedItem>();
  private readonly gone = new Map<string, ItemKey>();

  constructor(
    readonly view: LockedView,
    readonly context: PlanContext,
  ) {}

  state(key: ItemKey): ItemState | undefined {
    return this.states.get(itemName(key)) ?? this.view.item(key);
  }

  set(key: ItemKey, state: ItemState): void {
    this.states.set(itemName(key), { ...key, ...state });
  }

  track(key: ItemKey, kind: string, scope: string | undefined): void {
    this.gone.delete(itemName(key));
    this.tracked.set(itemName(key), { ...key, kind, scope: scope ?? null });
  }

  untrack(key: ItemKey): void {
    this.tracked.delete(itemName(key));
    this.gone.set(itemName(key), key);
  }

  /** The child a record's events belong to; opens the stream before its first event. */
  childOf(record: RecordStatements): ChildId | null {
    const head = this.view.head(record.streamId);
    if (head) return head.childId;
    if (record.opening && !this.opened.has(record.streamId)) {
      this.opened.add(record.streamId);
      const { events, links } = record.opening(this.view);
      this.events.push(...events);
      this.links.push(...links);
    }
    return record.childId;
  }

  opens(stream: StreamId): boolean {
    return this.opened.has(stream);
  }

  /** Whoever sends again what no longer holds says nothing new. */
  outlive(key: ItemKey, { revision, content }: ItemState): void {
    if (revision === undefined || content === '' || isByArrival(revision)) return;
    this.late.push({ ...key, revision: lateRevision({ stamp: revision, delivery: '' }), content });
  }

  isKnownLate(key: LateKey): boolean {
    if (this.late.some((one) => lateName(one) === lateName(key))) return true;
    if (this.context.knownLate) return this.context.knownLate.has(lateName(key));
    this.unknownLate.push(key);
    return false;
  }

  done(outcomes: readonly RecordOutcome[]): Planned {
    if (this.unknownLate.length > 0) throw new LateStatements(this.unknownLate);
    const plan = { events: this.events, items: [...this.states.values()], links: this.links };
    return { plan, outcomes, stated: [...this.tracked.values()], retracted: [...this.gone.values()], late: this.late };
  }
}

/**
 * What a group of records adds to the store: pure, decided under the locks of their streams. A statement is held
 * against the latest accepted state of its item, never against all it ever was: A → B → A ends at A. Throws
 * LateStatements where it needs to know more.
 */
export function planAppend(records: readonly RecordStatements[], view: LockedView, context: PlanContext): Planned {
  const planning = new Planning(view, context);
  const outcomes = records.map((record) => planRecord(record, planning));
  return planning.done(outcomes);
}

type Verdict = 'accepted' | 'retracted' | 'late' | 'duplicate';

function planRecord(record: RecordStatements, planning: Planning): RecordOutcome {
  const counts = { accepted: 0, retracted: 0, late: 0, duplicate: 0 };
  const eventIds: EventId[] = [];
  for (const statement of record.statements) {
    const verdict = planStatement(statement, record, planning);
    counts[verdict] += 1;
    if (verdict !== 'duplicate') eventIds.push(statement.event.id);
  }
  propose(record, planning);
  const { place, streamId, review } = record;
  const { duplicate, retracted, late } = counts;
  return { place, streamId, eventIds, duplicate, retracted, late, review };
}

/** Said with the opening where that was now; else beside what the record says, unless it was said before. */
function propose({ streamId, proposed }: RecordStatements, planning: Planning): void {
  if (!proposed) return;
  const key = { streamId, item: proposed.item };
  const head = planning.view.head(streamId);
  if (planning.state(key)?.content === proposed.content || !(head ?? planning.opens(streamId))) return;
  if (head) planning.events.push(...proposed.events(planning.view));
  planning.set(key, { content: proposed.content, retracted: false });
}

function planStatement(statement: Statement, record: RecordStatements, planning: Planning): Verdict {
  const key = { streamId: record.streamId, item: statement.item };
  const state = planning.state(key);
  if (statement.retracted) return retract(statement, record, planning);
  if (record.ifKnown && !state) return 'duplicate';
  const ordered = { stamp: statement.stamp, delivery: planning.context.delivery };
  const same = state?.retracted === false && state.content === statement.content;
  if (state && isLate(ordered, state)) {
    return same || planning.context.overtaken === 'left' ? 'duplicate' : acceptLate(statement, record, planning);
  }
  const next = stateOf(statement, record, { ...ordered, revision: revisionAfter(ordered, state) });
  if (same) {
    repeat(key, { statement, before: state, next }, planning);
    return 'duplicate';
  }
  planning.events.push({ ...withRevision(statement.event, next.revision), childId: planning.childOf(record) });
  if (state && !state.retracted) planning.outlive(key, state);
  planning.set(key, next);
  planning.track(key, statement.kind, record.scope);
  return 'accepted';
}

/**
 * A source takes back what it stated, once; what it takes back again, or restated since, stays. What it never stated
 * is noted where the source stamps it: the statement it takes back may be under way and must not hold then.
 */
function retract(statement: Statement, record: RecordStatements, planning: Planning): Verdict {
  const key = { streamId: record.streamId, item: statement.item };
  const state = planning.state(key);
  const ordered = { stamp: statement.stamp, delivery: planning.context.delivery };
  if (state ? isLate(ordered, state) || isGone(state, statement.stamp) : !isAhead(statement, record))
    return 'duplicate';
  const revision = revisionAfter(ordered, state);
  planning.events.push({ ...withRevision(statement.event, revision), childId: planning.childOf(record) });
  if (state && !state.retracted) planning.outlive(key, state);
  planning.set(key, { content: '', ...state, revision, delivery: ordered.delivery, retracted: true });
  planning.untrack(key);
  return 'retracted';
}

/** Taken back before, and by no older stamp. */
const isGone = (state: ItemState, stamp: string | undefined): boolean =>
  state.retracted && (stamp === undefined || stamp <= (state.revision ?? ''));

/** It may have overtaken what it takes back. */
const isAhead = (statement: Statement, record: RecordStatements): boolean =>
  statement.stamp !== undefined && !statement.ifKnown && !record.ifKnown;

type Repeated = Readonly<{ statement: Statement; before: ItemState; next: ItemState }>;

/** The same again: no event; but where it is stamped anew, or named in a newer delivery or return, that is noted. */
function repeat(key: ItemKey, { statement, before, next }: Repeated, planning: Planning): void {
  // Without a stamp only the delivery moves on: its event keeps the revision it has.
  const revision = statement.stamp === undefined ? before.revision : next.revision;
  const noted = { ...next, ...(revision === undefined ? {} : { revision }) };
  if (canonicalJson(noted) === canonicalJson(before)) return;
  if (statement.stamp !== undefined && revision === before.revision && next.scope === undefined) return;
  planning.set(key, noted);
  if (next.scope !== undefined) planning.track(key, statement.kind, next.scope);
}

function acceptLate(statement: Statement, record: RecordStatements, planning: Planning): Verdict {
  const { item, stamp, content } = statement;
  const revision = lateRevision({ stamp, delivery: planning.context.delivery });
  const key: LateKey = { streamId: record.streamId, item, revision, content };
  if (planning.isKnownLate(key)) return 'duplicate';
  planning.late.push(key);
  planning.events.push({ ...withRevision(statement.event, revision), childId: planning.childOf(record) });
  return 'late';
}

const stateOf = (
  statement: Statement,
  record: RecordStatements,
  given: Readonly<{ revision: string; delivery: string }>,
): ItemState & { revision: string } => ({
  content: statement.content,
  revision: given.revision,
  ...(record.scope === undefined ? {} : { scope: record.scope }),
  delivery: given.delivery,
  retracted: false,
});

function withRevision(event: NewEvent, revision: string): NewEvent {
  if (!('record' in event.source)) return event;
  return { ...event, source: { ...event.source, revision } };
}
