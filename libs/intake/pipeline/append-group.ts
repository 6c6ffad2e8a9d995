import type { Appended, ItemKey } from '@tributary/event-store';
import type { Fact, Parsed } from '@tributary/feeds';
import { londonDate, type StreamId, type Tx, uuidv7 } from '@tributary/kernel';
import {
  LateStatements,
  lateName,
  planAppend,
  type Planned,
  type PlanContext,
  type TrackedItem,
} from '../domain/plan-append';
import { type Lags, lagsOf, NO_LAGS } from '../domain/lag';
import { countsOf, type Counts, type ReceiptRecord, acceptedRecord } from '../domain/receipt';
import type { RecordStatements, Statement } from '../domain/statement';
import { UnmappedCodes, unmappedIn } from '../mapping/unmapped';
import { itemsOf, knownLate, type SealedParked, writeItems, writeParked } from '../storage/group-rows';
import { type Delivery, poolTx, sequenceText } from '../storage/tables';
import type { FeedInfo, IntakeOptions, Resolved } from './ports';
import { type GroupEntry, inOrder, itemKeys, openAfter, practiceStream } from './group-parts';
import type { KnownStreams } from './known-streams';
import { nothingHeld, type Placed } from './nothing-held';
import { Statements } from './statements';

type OfRecord = Extract<Parsed, { kind: 'record' }>;
type OfParked = Extract<Parsed, { kind: 'parked' }>;

/** What a group of parsed entries came to; the events are committed with the rows that `also` wrote. */
export type GroupResult = Readonly<{ counts: Counts; records: readonly ReceiptRecord[]; lags: Lags }>;
/** Rows that stand or fall with the group's events. */
export type Also = (tx: Tx, result: GroupResult) => Promise<void>;

/** Takes groups of one delivery's entries to the store: who, what is new, append, all in one transaction each. */
export class GroupAppender {
  private readonly statements: Statements;
  private readonly unmapped: UnmappedCodes;
  private readonly sequence: string;

  constructor(
    private readonly options: IntakeOptions,
    private readonly delivery: Delivery,
    private readonly feed: FeedInfo,
    private readonly known: KnownStreams,
  ) {
    this.statements = new Statements(options.vault, this.stamp);
    this.unmapped = new UnmappedCodes(options);
    this.sequence = sequenceText(delivery.seq);
  }

  get stamp() {
    const { id, receivedAt, agency, backfill } = this.delivery;
    const { id: feed, agreement, controller = agency } = this.feed;
    return { deliveryId: id, receivedAt, agency, backfill, feed, controller, agreement };
  }

  scopeHash(scope: string): string {
    return this.options.vault.ref('scope', this.feed.id, scope);
  }

  async append(entries: readonly GroupEntry[], also: Also): Promise<Appended> {
    const parked = await this.sealParked(entries.filter((e): e is OfParked => e.kind === 'parked'));
    const { records, places, locks, idle } = await this.recordsOf(entries);
    const dropped = entries.reduce((sum, entry) => sum + droppedOf(entry), 0);
    const appended = await this.write(records, locks, async (tx, planned) => {
      await writeParked(tx, { deliveryId: this.delivery.id, feed: this.feed.id }, parked);
      const { outcomes } = planned;
      const settled = new Map([...idle, ...outcomes.map((outcome, i) => [places[i] ?? 0, outcome] as const)]);
      const answered = new Map([...settled].map(([place, outcome]) => [place, acceptedRecord(outcome)]));
      await also(tx, {
        counts: countsOf([...settled.values()], parked.length, dropped),
        records: inOrder(entries, answered),
        lags: lagsOf(planned.plan.events),
      });
    });
    const facts = entries.flatMap((e) => (e.kind === 'record' ? e.facts : []));
    await this.unmapped.note(this.feed.id, this.delivery.receivedAt, unmappedIn(facts));
    return appended;
  }

  /** Takes back items that the source states no longer. */
  async takeBack(items: readonly TrackedItem[], place: string, also: Also): Promise<Appended> {
    const byStream = Map.groupBy(items, (item) => item.streamId);
    const records = [...byStream].map(([streamId, of]): RecordStatements => {
      const statements = this.takenBack(of, { streamId, place, index: 0 }, 'no-longer-stated');
      return { place, streamId, childId: null, statements, review: false, ifKnown: true };
    });
    return this.write(records, [], async (tx, planned) => {
      const outcomes = planned.outcomes.filter((o) => o.eventIds.length > 0);
      await also(tx, { counts: countsOf(outcomes, 0, 0), records: outcomes.map(acceptedRecord), lags: NO_LAGS });
    });
  }

  private async write(
    records: readonly RecordStatements[],
    locks: readonly StreamId[],
    also: (tx: Tx, planned: Planned) => Promise<void>,
  ): Promise<Appended> {
    const streams = [...new Set([...records.map((r) => r.streamId), ...locks])];
    const items = itemKeys(records);
    const context: PlanContext = { delivery: this.sequence };
    try {
      return await this.appendOnce({ streams, items }, records, context, also);
    } catch (error) {
      if (!(error instanceof LateStatements)) throw error;
      const known = await knownLate(poolTx(this.options.pool), error.keys);
      const informed = { ...context, knownLate: new Set(known.map(lateName)) };
      return this.appendOnce({ streams, items }, records, informed, also);
    }
  }

  private async appendOnce(
    scope: { streams: readonly StreamId[]; items: readonly ItemKey[] },
    records: readonly RecordStatements[],
    context: PlanContext,
    also: (tx: Tx, planned: Planned) => Promise<void>,
  ): Promise<Appended> {
    const streams = scope.streams.length > 0 ? scope.streams : [practiceStream(this.feed.id)];
    let open: readonly StreamId[] = [];
    const appended = await this.options.store
      .append({ ...scope, streams }, (view) => {
        const planned = planAppend(records, view, context);
        open = openAfter(records, planned, view);
        const rows = async (tx: Tx): Promise<void> => {
          await writeItems(tx, this.delivery.seq, planned);
          await also(tx, planned);
        };
        return { ...planned.plan, also: rows };
      })
      .catch((error: unknown) => {
        this.known.clear();
        throw error;
      });
    this.known.add(open);
    return appended;
  }

  private async recordsOf(entries: readonly GroupEntry[]) {
    const { placed, practices } = await this.placed(entries);
    const itemOf = (fact: Fact) => this.statements.itemOf(fact);
    const idle = await nothingHeld(placed, { store: this.options.store, itemOf });
    const speaking = placed.filter(({ place }) => !idle.has(place));
    const tracked = await this.purgedItems(speaking);
    const stated = [
      ...practices.map(({ place, entry }) => ({ place, record: this.practice(entry) })),
      ...speaking.map(({ place, entry, whose }) => ({
        place,
        record: this.record(entry, whose, tracked.get(whose.streamId) ?? []),
      })),
    ].sort((a, b) => a.place - b.place);
    return {
      records: stated.map(({ record }) => record),
      places: stated.map(({ place }) => place),
      locks: speaking.flatMap(({ whose }) => (this.known.has(whose.streamId) ? [] : whose.openingStreams)),
      idle,
    };
  }

  /** Each with its place in the group. One that only takes back, of a record never heard of, is left out. */
  private async placed(entries: readonly GroupEntry[]) {
    const numbered = entries.map((entry, place) => ({ entry, place }));
    const practices = numbered.flatMap(({ entry, place }) => (entry.kind === 'practice' ? [{ entry, place }] : []));
    const records = numbered.flatMap(({ entry, place }) => (entry.kind === 'record' ? [{ entry, place }] : []));
    const resolved = await this.resolve(records.map(({ entry }) => entry));
    const placed = records.flatMap((one, i): Placed[] => {
      const whose = resolved[i];
      return whose ? [{ ...one, whose }] : [];
    });
    return { placed, practices };
  }

  private async resolve(records: readonly OfRecord[]): Promise<readonly (Resolved | undefined)[]> {
    if (records.length === 0) return [];
    const asked = records.map(({ sighting, ifKnown, purge, facts, backfill, mergedInto }) => ({
      sighting,
      ifKnown: ifKnown === true || (purge === true && facts.every((f) => f.retracted)),
      ...(backfill && { backfill }),
      ...(mergedInto !== undefined && { mergedInto }),
    }));
    return this.options.identity.resolve(this.stamp, asked);
  }

  private async purgedItems(placed: readonly Placed[]) {
    const purged = placed.flatMap(({ entry, whose }) => (entry.purge ? [whose.streamId] : []));
    const items = purged.length > 0 ? await itemsOf(poolTx(this.options.pool), purged) : [];
    return Map.groupBy(items, (item) => item.streamId);
  }

  private record(entry: OfRecord, whose: Resolved, standing: readonly TrackedItem[]): RecordStatements {
    const { streamId, childId, opening, proposed, review } = whose;
    const where = { streamId, place: entry.place, index: 0, ...(entry.backfill && { backfill: entry.backfill }) };
    const stated = entry.facts.map((fact, index) => this.statements.of(fact, { ...where, index }));
    const named = new Set<string>(stated.map((s) => s.item));
    const rest = standing.filter((item) => !named.has(item.item));
    return {
      place: entry.place,
      streamId,
      childId,
      statements: entry.purge ? [...stated, ...this.takenBack(rest, where, 'purged')] : stated,
      opening,
      ...(proposed ? { proposed: this.proposal(streamId, proposed) } : {}),
      review,
      ifKnown: entry.ifKnown === true,
      ...(entry.scope === undefined ? {} : { scope: this.scopeHash(entry.scope) }),
    };
  }

  private proposal(streamId: StreamId, { candidates, events }: NonNullable<Resolved['proposed']>) {
    const { vault } = this.options;
    return { item: vault.ref('proposed', streamId), content: vault.ref('candidates', ...candidates), events };
  }

  private practice(entry: Extract<Parsed, { kind: 'practice' }>): RecordStatements {
    const streamId = practiceStream(this.feed.id);
    const statement = this.statements.of(entry.fact, { streamId, place: entry.place, index: 0 });
    return { place: entry.place, streamId, childId: null, statements: [statement], review: false, ifKnown: false };
  }

  private takenBack(
    items: readonly TrackedItem[],
    where: { streamId: StreamId; place: string; index: number },
    reason: 'no-longer-stated' | 'purged',
  ): Statement[] {
    return items.flatMap((item) => this.statements.takenBack(item, where, reason) ?? []);
  }

  private async sealParked(entries: readonly OfParked[]): Promise<readonly SealedParked[]> {
    const day = londonDate(this.delivery.receivedAt);
    return Promise.all(
      entries.map(async ({ place, code, message, raw }) => ({
        id: uuidv7(),
        place,
        code,
        message,
        sealed: await this.options.vault.sealPayload(this.feed.id, day, Buffer.from(raw)),
      })),
    );
  }
}

/** Fields that were left out of an entry; one that is left out as a whole counts once. */
const droppedOf = (entry: GroupEntry): number =>
  entry.kind === 'left-out' ? 1 : entry.kind === 'record' ? (entry.dropped ?? 0) : 0;
