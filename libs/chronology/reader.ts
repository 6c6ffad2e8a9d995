import { ADULT_NAMED, type DataOf, RELATIONSHIP } from '@tributary/catalogue';
import {
  type AgencyId,
  type ChildId,
  childStream,
  type EventId,
  type FeedId,
  type FeedPosition,
  type Instant,
  type Recorded,
} from '@tributary/kernel';
import type { PlaceReader, StreamReader } from '@tributary/event-store';
import type { Pool } from 'pg';
import { answering, type Question } from './domain/as-known';
import type { Line } from './domain/chronology';
import type { Reference } from './domain/currency';
import { confirmationsAt, confirmationsIn } from './domain/deliveries';
import { hearingsOf, type Hearing } from './domain/involvement';
import { lastWords, statementOf, type Statement } from './domain/statement';
import type { Confirmation } from './domain/status';
import { stateStatementOf, STATUS_TYPES, type RefOf, type StateStatement } from './domain/step';
import { AROUND_TYPES, BEARING_TYPES, MARK_TYPES } from './domain/bearing';
import { Histories } from './histories';
import { readAgencies, readConfirmations, readHearings, readStatements, readStates } from './storage/read-rows';
import type { Slot } from '@tributary/runtime';

export type ReaderOptions = Readonly<{
  pool: Pool;
  store: Pick<StreamReader, 'loadMany'> & PlaceReader;
  /** Where a read model stands that is read now. */
  slotOf: (projection: string) => Promise<Slot>;
  refOf: RefOf;
}>;

/** What a status is folded from. */
export type Stated = Readonly<{ states: readonly StateStatement[]; confirmations: readonly Confirmation[] }>;

/** What access turns on: states, who has a record, and statements that say how somebody stands to the child. */
export type Bearing = Stated & Readonly<{ bearing: readonly Statement[]; agencies: ReadonlySet<AgencyId> }>;

/** All that was said of a child by the answer to one question. */
export type Told = Stated & Readonly<{ statements: readonly Statement[]; hearings: readonly Hearing[] }>;

/** Somebody whom a record names around a child, with what the statement says. */
export type Naming = Readonly<{ statement: Statement; data: DataOf<typeof RELATIONSHIP> }>;
/** Somebody whom a record names as a possible source of harm to the child. */
export type Alleged = Readonly<{ statement: Statement; data: DataOf<typeof ADULT_NAMED> }>;

/** Reads children: now from the read models, as known then from the child's own events. */
export class ChildReader {
  constructor(private readonly options: ReaderOptions) {}

  /** As the read models stand. */
  async now(child: ChildId, at: Instant, reference: Reference): Promise<Told> {
    const { pool, slotOf } = this.options;
    const [statements, hearings, stated] = await Promise.all([
      slotOf('chronology').then((slot) => readStatements(pool, slot, child)),
      slotOf('involvement').then((slot) => readHearings(pool, slot, child)),
      this.statesNow(child, at, reference),
    ]);
    return { statements, hearings, ...stated };
  }

  /** What a status is folded from, as the read models stand. */
  async statesNow(child: ChildId, at: Instant, { statusFeeds }: Reference): Promise<Stated> {
    const { pool, slotOf } = this.options;
    const feeds = statusFeeds.map((f) => f.feed);
    const [states, confirmations] = await Promise.all([
      slotOf('status').then((slot) => readStates(pool, slot, child)),
      slotOf('feed-deliveries').then((slot) => readConfirmations(pool, slot, feeds, at)),
    ]);
    return { states, confirmations };
  }

  /** Every statement about the child, as the read models stand. */
  async statements(child: ChildId): Promise<readonly Statement[]> {
    const { pool, slotOf } = this.options;
    return readStatements(pool, await slotOf('chronology'), child);
  }

  /** What its records say of a protected address. */
  async marks(child: ChildId): Promise<readonly Statement[]> {
    const { pool, slotOf } = this.options;
    return readStatements(pool, await slotOf('chronology'), child, MARK_TYPES);
  }

  /** Whom its records name around the child now: the last word on each, but what was taken back. */
  async namings(child: ChildId): Promise<readonly Naming[]> {
    return this.around(child, RELATIONSHIP);
  }

  /** Whom its records name now as a possible source of harm. */
  async alleged(child: ChildId): Promise<readonly Alleged[]> {
    return this.around(child, ADULT_NAMED);
  }

  private async around<T extends typeof RELATIONSHIP | typeof ADULT_NAMED>(child: ChildId, named: T) {
    const { pool, slotOf } = this.options;
    const said = await readStatements(pool, await slotOf('chronology'), child, AROUND_TYPES);
    const current = [...lastWords(said).values()].filter(({ type }) => type === named);
    const open = await this.open(current.map((statement) => ({ statement, standing: 'current' })));
    return current.flatMap((statement) => {
      const data = open.get(statement.eventId);
      return data === undefined ? [] : [{ statement, data: data as DataOf<T> }];
    });
  }

  /** What access to the child turns on, as the read models stand. */
  async bearing(child: ChildId, at: Instant, reference: Reference): Promise<Bearing> {
    const { pool, slotOf } = this.options;
    const slot = await slotOf('chronology');
    const [stated, bearing, agencies] = await Promise.all([
      this.statesNow(child, at, reference),
      readStatements(pool, slot, child, BEARING_TYPES),
      readAgencies(pool, slot, child),
    ]);
    return { ...stated, bearing, agencies };
  }

  /** When each of these feeds last delivered, up to that time; one that never did is missing. */
  async lastDeliveries(feeds: readonly FeedId[], at: Instant): Promise<readonly Confirmation[]> {
    const { pool, slotOf } = this.options;
    return readConfirmations(pool, await slotOf('feed-deliveries'), feeds, at);
  }

  /** As known then: folded from the events, none above `upTo`. */
  async then(child: ChildId, question: Question, reference: Reference): Promise<Told> {
    return toldBy(await this.history(child, reference), child, question, this.options.refOf);
  }

  /** The child's own stream, every record ever linked to it, and the deliveries that confirm its status. */
  async history(child: ChildId, reference: Reference, upTo?: FeedPosition): Promise<readonly Recorded[]> {
    return (await this.histories([child], reference, upTo)).of(child);
  }

  /** The same of several children, read together. */
  async histories(children: readonly ChildId[], reference: Reference, upTo?: FeedPosition): Promise<Histories> {
    return Histories.read(this.options.store, children, reference, upTo);
  }

  /** What statements say, with their agency; of those erased meanwhile nothing. */
  async dataOf(said: readonly Statement[]): Promise<readonly Readonly<{ agency: AgencyId; data: unknown }>[]> {
    const open = await this.open(said.map((statement) => ({ statement, standing: 'current' })));
    return said.flatMap(({ eventId, agency }) => (open.has(eventId) ? [{ agency, data: open.get(eventId) }] : []));
  }

  /** What the lines say, opened from their events; one that was erased meanwhile is missing. */
  async open(lines: readonly Line[]): Promise<ReadonlyMap<EventId, unknown>> {
    const opened = await this.options.store.loadAt(lines.map(({ statement }) => statement.at));
    return new Map(opened.map(({ event }) => [event.id, event.data]));
  }
}

/** The part of the same that a status is folded from: rules ask for it at many times, and it is gone through once. Pure. */
export function statedBy(recorded: readonly Recorded[], child: ChildId, refOf: RefOf): (question: Question) => Stated {
  const own = childStream(child);
  const bearing = recorded.filter(({ event }) => event.streamId === own || STATUS_EVENTS.has(event.type));
  const confirmations = confirmationsIn(recorded);
  return (question) => ({
    states: answering(bearing, child, question).flatMap((r) => stateStatementOf(r, refOf) ?? []),
    confirmations: confirmations(question.at),
  });
}
const STATUS_EVENTS: ReadonlySet<string> = new Set(STATUS_TYPES);

/** The answer to a question, from all that there is of a child. Pure. */
export function toldBy(recorded: readonly Recorded[], child: ChildId, question: Question, refOf: RefOf): Told {
  const asked = answering(recorded, child, question);
  return {
    statements: asked.flatMap((r) => statementOf(r) ?? []),
    states: asked.flatMap((r) => stateStatementOf(r, refOf) ?? []),
    hearings: hearingsOf(asked),
    confirmations: confirmationsAt(recorded, question.at),
  };
}
