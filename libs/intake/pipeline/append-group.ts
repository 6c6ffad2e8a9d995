import type { Appended, ItemKey } from '@tributary/event-store';
import type { Parsed } from '@tributary/feeds';
import { issueCards, writeCards } from '@tributary/people';
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
import type { RecordStatements } from '../domain/statement';
import { UnmappedCodes, unmappedIn } from '../mapping/unmapped';
import { itemsOf, knownLate, type SealedParked, writeItems, writeParked } from '../storage/group-rows';
import { type Delivery, poolTx, sequenceText } from '../storage/tables';
import type { FeedInfo, IntakeOptions } from './ports';
import {
  droppedIn,
  factsIn,
  type GroupEntry,
  inOrder,
  itemKeys,
  namesIn,
  openAfter,
  practiceStream,
} from './group-parts';
import type { KnownStreams } from './known-streams';
import { settledOf, Stating } from './stating';

type OfParked = Extract<Parsed, { kind: 'parked' }>;

/** What a group of parsed entries came to; the events are committed with the rows that `also` wrote. */
export type GroupResult = Readonly<{ counts: Counts; records: readonly ReceiptRecord[]; lags: Lags }>;
/** Rows that stand or fall with the group's events. */
export type Also = (tx: Tx, result: GroupResult) => Promise<void>;

/** Of which delivery it is; `again`: of which reading anew, when its place was taken long ago. */
type Taken = Readonly<{ delivery: Delivery; feed: FeedInfo; again?: string }>;

/** Takes groups of one delivery's entries to the store: who, what is new, append, all in one transaction each. */
export class GroupAppender {
  private readonly stating: Stating;
  private readonly unmapped: UnmappedCodes;
  private readonly sequence: string;
  private readonly delivery: Delivery;
  private readonly feed: FeedInfo;

  constructor(
    private readonly options: IntakeOptions,
    private readonly of: Taken,
    private readonly known: KnownStreams,
  ) {
    this.delivery = of.delivery;
    this.feed = of.feed;
    const itemsIn = (streams: readonly StreamId[]) => itemsOf(poolTx(options.pool), streams);
    const { vault: hashes, identity, store } = options;
    this.stating = new Stating({ hashes, identity, store, itemsOf: itemsIn }, this.stamp, of.again);
    this.unmapped = new UnmappedCodes(options);
    this.sequence = sequenceText(of.delivery.seq);
  }

  get stamp() {
    const { id, receivedAt, agency, backfill } = this.delivery;
    const { id: feed, agreement, controller = agency } = this.feed;
    return { deliveryId: id, receivedAt, agency, backfill, feed, controller, agreement };
  }

  scopeHash(scope: string): string {
    return this.stating.scopeHash(scope);
  }

  async append(entries: readonly GroupEntry[], also: Also): Promise<Appended> {
    const parked = await this.sealParked(entries.filter((e): e is OfParked => e.kind === 'parked'));
    const stated = await this.stating.of(entries);
    const { records, openings } = stated;
    const locks = openings.flatMap(({ streamId, streams }) => (this.known.has(streamId) ? [] : streams));
    const appended = await this.write(records, locks, async (tx, planned) => {
      await writeParked(tx, { deliveryId: this.delivery.id, feed: this.feed.id }, parked);
      const settled = settledOf(stated, planned.outcomes);
      await also(tx, {
        counts: countsOf([...settled.values()], parked.length, droppedIn(entries)),
        records: inOrder(entries, settled),
        lags: lagsOf(planned.plan.events),
      });
    });
    // Of a reading anew they were counted when it was delivered.
    const counted = this.of.again === undefined ? entries : [];
    await this.unmapped.note(this.feed.id, this.delivery.receivedAt, unmappedIn(factsIn(counted)));
    return appended;
  }

  /** Takes back items that the source states no longer. */
  async takeBack(items: readonly TrackedItem[], place: string, also: Also): Promise<Appended> {
    const records = this.stating.takenBack(items, place);
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
    const context: PlanContext = {
      delivery: this.sequence,
      ...(this.of.again === undefined ? {} : { overtaken: 'left' as const }),
    };
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
        const { events, cards } = issueCards(planned.plan.events, namesIn(records), this.options.vault);
        const rows = async (tx: Tx): Promise<void> => {
          await writeItems(tx, this.delivery.seq, planned);
          await writeCards(tx, cards);
          await also(tx, planned);
        };
        return { ...planned.plan, events, also: rows };
      })
      .catch((error: unknown) => {
        this.known.clear();
        throw error;
      });
    this.known.add(open);
    return appended;
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
