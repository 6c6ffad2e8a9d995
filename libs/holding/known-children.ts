import { grantedAt, Histories, isStatement, type RefOf, stateStatementOf } from '@tributary/chronology';
import { isEvent, recordsOf } from '@tributary/catalogue';
import { currencyOf, type DirectoryView } from '@tributary/directory';
import type { StreamReader } from '@tributary/event-store';
import {
  type ChildId,
  childStream,
  type EventId,
  type Instant,
  type Recorded,
  type RecordId,
  recordStream,
  type StreamId,
} from '@tributary/kernel';
import { cohortTimes } from './cohort-times';
import type { Grounds } from './domain/grounds';

export type KnownIo = Readonly<{
  store: Pick<StreamReader, 'loadMany'>;
  refOf: RefOf;
  /** Events that alerts about a child rest on, or ever did; shadow, history and notices included. */
  namedAbout: (child: ChildId) => Promise<ReadonlySet<EventId>>;
  /** `agency class` that somebody has asked for about these children and waits for. */
  askedAbout: (children: readonly ChildId[]) => Promise<ReadonlySet<string>>;
  /** Whether an assessment about these records is open. */
  isAssessed: (records: readonly RecordId[]) => Promise<boolean>;
}>;

/** What a child's records hold, each record for itself, and all that ever let others see of it. */
export type KnownChild = Readonly<{ child: ChildId; records: readonly (readonly Recorded[])[]; grounds: Grounds }>;

/** The deliveries that confirm a status decide nothing here. */
const WITHOUT_DELIVERIES = { statusFeeds: [] };

/** Reads children whole, some at a time. */
export class KnownChildren {
  constructor(private readonly io: KnownIo) {}

  async of(children: readonly ChildId[], { view, now }: { view: DirectoryView; now: Instant }): Promise<KnownChild[]> {
    const histories = await Histories.read(this.io.store, children, WITHOUT_DELIVERIES);
    const known: KnownChild[] = [];
    for (const child of children) known.push(await this.one(child, histories.of(child), view, now));
    return known;
  }

  private async one(
    child: ChildId,
    history: readonly Recorded[],
    view: DirectoryView,
    now: Instant,
  ): Promise<KnownChild> {
    const ids = recordsOf(history.flatMap(({ event }) => (event.streamId === childStream(child) ? [event] : [])));
    const streams = new Set<StreamId>(ids.map(recordStream));
    const own = history.filter(({ event }) => streams.has(event.streamId));
    const others = [...childrenOf(own)].filter((one) => one !== child);
    const elsewhere = others.length > 0 ? await Histories.read(this.io.store, others, WITHOUT_DELIVERIES) : undefined;
    const all = [...history, ...others.flatMap((one) => elsewhere?.of(one) ?? [])];
    const statements = own.filter(isStatement);
    return {
      child,
      records: [...Map.groupBy(statements, ({ event }) => event.streamId).values()],
      grounds: await this.groundsOf([child, ...others], { all, records: ids, view, now }),
    };
  }

  private async groundsOf(children: readonly ChildId[], { all, records, view, now }: Facts): Promise<Grounds> {
    const { refOf, namedAbout, askedAbout, isAssessed } = this.io;
    const [named, asked, assessed] = await Promise.all([
      Promise.all(children.map(namedAbout)),
      askedAbout(children),
      isAssessed(records),
    ]);
    const granted = children.map((child) => {
      const decisions = all.flatMap(({ event }) => (event.streamId === childStream(child) ? [event] : []));
      return grantedAt(decisions, now);
    });
    return {
      cohorts: cohortTimes(
        all.flatMap((one) => stateStatementOf(one, refOf) ?? []),
        (feed) => currencyIn(view, feed),
        now,
      ),
      named: new Set(named.flatMap((ids) => [...ids])),
      given: new Set(
        granted.flatMap(({ shares, released }) => [...shares.flatMap(({ events }) => events), ...released.keys()]),
      ),
      opened: granted.flatMap(({ openings }) => openings.map(({ until }) => until)),
      asked,
      assessed,
    };
  }
}

type Facts = Readonly<{
  all: readonly Recorded[];
  records: readonly RecordId[];
  view: DirectoryView;
  now: Instant;
}>;

/** Every child that these records were ever linked to: what opened them there opened them. */
function childrenOf(records: readonly Recorded[]): ReadonlySet<ChildId> {
  return new Set(
    records.flatMap(({ event }) => {
      if (!isEvent(event, 'identity.record-linked')) return [];
      const { childId, previous } = event.data;
      return [childId, previous].filter((id) => id !== null) as ChildId[];
    }),
  );
}

/**
 * A return opens nothing. Whether a feed was live at the time is not asked, nor whether it is still there: what it said
 * may have opened the child.
 */
function currencyIn(view: DirectoryView, id: string): ReturnType<typeof currencyOf> {
  const feed = view.feed(id);
  return feed ? currencyOf(feed) : 'live';
}
