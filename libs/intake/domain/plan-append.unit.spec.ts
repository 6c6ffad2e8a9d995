import { currentFacts } from '@tributary/catalogue';
import type { ItemState, LockedView } from '@tributary/event-store';
import type { ChildId, EventId, Instant, NewEvent, Recorded, RecordRef, StreamId } from '@tributary/kernel';
import fc from 'fast-check';
import { LateStatements, lateName, planAppend, type Planned } from './plan-append';
import type { RecordStatements, Statement } from './statement';

const STREAM = 'record-1' as StreamId;
const CHILD = 'child-of-record-1' as ChildId;

/** What a source says of its one item; null takes it back. */
type Said = Readonly<{ says: string | null; stamp?: string; delivery: number; item?: string; scope?: string }>;

let made = 0;
function statementOf({ says, stamp, item = 'plan/1' }: Said): Statement {
  made += 1;
  const event = {
    id: `event-${made}` as EventId,
    type: says === null ? 'record.fact-retracted' : 'social-care.need-plan-started',
    streamId: STREAM,
    childId: null,
    data: { says },
    source: { agency: 'a', feed: 'f', record: item },
  } as unknown as NewEvent;
  const base = { item: item as RecordRef, content: says ?? '', kind: 'kind', retracted: says === null, event };
  return stamp === undefined ? base : { ...base, stamp };
}

/** The store's part: heads, item states, the events in their order, the list of items that stand. */
class Source {
  readonly recorded: Recorded[] = [];
  readonly states = new Map<string, ItemState>();
  readonly standing = new Set<string>();
  private readonly late = new Set<string>();
  private children = new Map<StreamId, ChildId>();

  says(...all: readonly Said[]): Planned {
    const delivery = String(all[0]?.delivery ?? 0).padStart(12, '0');
    return this.take(recordOf(all.map(statementOf), all[0]?.scope), delivery);
  }

  take(record: RecordStatements, delivery: string): Planned {
    const planned = this.plan(record, delivery);
    for (const event of planned.plan.events) {
      const position = this.recorded.length + 1;
      this.recorded.push({
        at: { generation: 1, tx: position, position },
        event: { ...event, version: position, knownFrom: '' as Instant },
      });
    }
    for (const { item, ...state } of planned.plan.items) this.states.set(item, state);
    for (const { streamId, childId } of planned.plan.links) this.children.set(streamId, childId);
    for (const key of planned.late) this.late.add(lateName(key));
    for (const { item } of planned.stated) this.standing.add(item);
    for (const { item } of planned.retracted) this.standing.delete(item);
    return planned;
  }

  /** What a reader who folds the events finds. */
  holds(item = 'plan/1'): unknown {
    const facts = currentFacts(this.recorded).filter(
      ({ event }) => 'record' in event.source && event.source.record === item,
    );
    return facts.map(({ event }) => (event.data as { says: string }).says)[0] ?? null;
  }

  private plan(record: RecordStatements, delivery: string): Planned {
    try {
      return planAppend([record], this.view(), { delivery });
    } catch (error) {
      if (!(error instanceof LateStatements)) throw error;
      return planAppend([record], this.view(), { delivery, knownLate: this.late });
    }
  }

  private view(): LockedView {
    return {
      now: '' as Instant,
      head: (stream) => {
        const childId = this.children.get(stream);
        return childId && { version: 1, knownFrom: '' as Instant, childId };
      },
      item: ({ item }) => this.states.get(item),
    };
  }
}

const recordOf = (statements: readonly Statement[], scope?: string): RecordStatements => ({
  place: 'line 2',
  streamId: STREAM,
  childId: CHILD,
  statements,
  opening: () => ({
    events: [
      {
        id: 'opening',
        type: 'identity.record-linked',
        streamId: STREAM,
        source: { system: 'hub' },
      } as unknown as NewEvent,
    ],
    links: [{ streamId: STREAM, childId: CHILD }],
  }),
  review: false,
  ifKnown: false,
  ...(scope === undefined ? {} : { scope }),
});

const types = (planned: Planned): string[] => planned.plan.events.map((event) => event.type);

describe('what a delivery adds to the store', () => {
  it('opens a record once, in the same append as its first fact', () => {
    const source = new Source();
    expect(types(source.says({ says: 'A', delivery: 1 }))).toEqual([
      'identity.record-linked',
      'social-care.need-plan-started',
    ]);
    expect(types(source.says({ says: 'B', delivery: 2 }))).toEqual(['social-care.need-plan-started']);
    expect(source.recorded.map(({ event }) => event.childId ?? null).slice(1)).toEqual([CHILD, CHILD]);
  });

  it('holds a statement against the latest accepted one: A, B, A ends at A', () => {
    const source = new Source();
    for (const [delivery, says] of ['A', 'B', 'A'].entries()) source.says({ says, delivery });
    expect(source.holds()).toBe('A');
    expect(source.recorded).toHaveLength(4);
  });

  it('ends at the last of one delivery too', () => {
    const source = new Source();
    source.says({ says: 'A', delivery: 1 }, { says: 'B', delivery: 1 }, { says: 'A', delivery: 1 });
    expect(source.holds()).toBe('A');
  });

  it('adds nothing for what is stated again', () => {
    const source = new Source();
    source.says({ says: 'A', delivery: 1 });
    const again = source.says({ says: 'A', delivery: 2 });
    expect(again.plan.events).toEqual([]);
    expect(again.outcomes[0]).toMatchObject({ duplicate: 1, eventIds: [] });
  });

  it('takes back once, and only what holds', () => {
    const source = new Source();
    expect(source.says({ says: null, delivery: 1 }).plan.events).toEqual([]);
    source.says({ says: 'A', delivery: 2 });
    expect(source.says({ says: null, delivery: 3 }).outcomes[0]).toMatchObject({ retracted: 1 });
    expect(source.says({ says: null, delivery: 4 }).plan.events).toEqual([]);
    expect(source.holds()).toBeNull();
    expect(source.standing.size).toBe(0);
  });

  it('lets what was taken back be stated again', () => {
    const source = new Source();
    for (const [delivery, says] of ['A', null, 'A'].entries()) source.says({ says, delivery });
    expect(source.holds()).toBe('A');
    expect([...source.standing]).toEqual(['plan/1']);
  });

  it('lets a record purged without a stamp come back under its old stamp', () => {
    const source = new Source();
    source.says({ says: 'A', stamp: '2026-01-02', delivery: 1 });
    source.says({ says: null, delivery: 2 });
    source.says({ says: 'A', stamp: '2026-01-02', delivery: 3 });
    expect(source.holds()).toBe('A');
  });

  it('keeps an earlier stamp that comes later, and does not let it hold', () => {
    const source = new Source();
    source.says({ says: 'B', stamp: '2026-01-05', delivery: 1 });
    const late = source.says({ says: 'A', stamp: '2026-01-02', delivery: 2 });
    expect(late.outcomes[0]).toMatchObject({ late: 1 });
    expect(late.outcomes[0]?.eventIds).toHaveLength(1);
    expect(source.holds()).toBe('B');
    expect(source.says({ says: 'A', stamp: '2026-01-02', delivery: 3 }).plan.events).toEqual([]);
  });

  it('does not let an older stamp hold after a newer one only repeated what was there', () => {
    const source = new Source();
    source.says({ says: 'A', stamp: '1', delivery: 1 });
    source.says({ says: 'A', stamp: '3', delivery: 2 });
    source.says({ says: 'B', stamp: '2', delivery: 3 });
    expect(source.holds()).toBe('A');
  });

  it('does not let a record redriven from an old delivery replace what came since', () => {
    const source = new Source();
    source.says({ says: 'new', delivery: 20 });
    source.says({ says: 'old, parked until now', delivery: 3 });
    expect(source.holds()).toBe('new');
  });

  it('does not bring a record into being by taking back what was never known', () => {
    const source = new Source();
    const planned = source.take({ ...recordOf([statementOf({ says: null, delivery: 1 })]), ifKnown: true }, '1');
    expect(planned.plan).toEqual({ events: [], items: [], links: [] });
  });

  it('takes back what has not come yet, where the source stamps it', () => {
    const source = new Source();
    const early = source.says({ says: null, stamp: '2', delivery: 1 });
    expect(types(early)).toEqual(['identity.record-linked', 'record.fact-retracted']);
    expect(source.says({ says: 'A', stamp: '1', delivery: 2 }).outcomes[0]).toMatchObject({ late: 1 });
    expect(source.holds()).toBeNull();
    source.says({ says: 'A', stamp: '3', delivery: 3 });
    expect(source.holds()).toBe('A');
  });

  it('notes nothing for an item that merely stands no longer and never stood', () => {
    const source = new Source();
    const gone = { ...statementOf({ says: null, stamp: '2', delivery: 1 }), ifKnown: true as const };
    expect(source.take(recordOf([gone]), '1').plan).toEqual({ events: [], items: [], links: [] });
  });

  it('notes in which collection an item was named last', () => {
    const source = new Source();
    source.says({ says: 'A', delivery: 1, scope: '2026' });
    const again = source.says({ says: 'A', delivery: 2, scope: '2026' });
    expect(again.plan.events).toEqual([]);
    expect(again.stated).toEqual([{ streamId: STREAM, item: 'plan/1', kind: 'kind', scope: '2026' }]);
  });
});

const words = fc.constantFrom('A', 'B', 'C', null);

describe('laws of taking in', () => {
  it('without stamps, what was said last holds, however often', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1 }), (said) => {
        const source = new Source();
        for (const [delivery, says] of said.entries()) source.says({ says, delivery });
        return source.holds() === said.at(-1);
      }),
    );
  });

  it('repeating any delivery adds no event', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(words, fc.option(fc.nat({ max: 5 }), { nil: undefined }))), (said) => {
        const source = new Source();
        for (const [delivery, [says, stamp]] of said.entries()) {
          const one = { says, delivery, ...(stamp === undefined ? {} : { stamp: String(stamp) }) };
          source.says(one);
          const before = source.recorded.length;
          source.says(one);
          if (source.recorded.length !== before) return false;
        }
        return true;
      }),
    );
  });

  it('with stamps, any order of arrival ends at the highest stamp', () => {
    const stamped = fc.uniqueArray(fc.tuple(words, fc.nat({ max: 30 })), {
      minLength: 1,
      selector: ([, stamp]) => stamp,
    });
    fc.assert(
      fc.property(stamped, (said) => {
        const source = new Source();
        for (const [delivery, [says, stamp]] of said.entries()) {
          source.says({ says, stamp: String(stamp).padStart(2, '0'), delivery });
        }
        const newest = said.reduce((a, b) => (b[1] > a[1] ? b : a));
        return source.holds() === newest[0];
      }),
    );
  });

  it('with stamps, sending everything again in any order adds no event', () => {
    const stamped = fc.uniqueArray(fc.tuple(words, fc.nat({ max: 30 })), {
      minLength: 1,
      selector: ([, stamp]) => stamp,
    });
    fc.assert(
      fc.property(stamped, fc.nat({ max: 30 }), (said, turned) => {
        const source = new Source();
        const send = (delivery: number, [says, stamp]: (typeof said)[number]) =>
          source.says({ says, stamp: String(stamp).padStart(2, '0'), delivery });
        for (const [delivery, one] of said.entries()) send(delivery, one);
        // What only repeated what stood has no event of its own, and may get one late.
        if (source.recorded.length - 1 < said.length) return true;
        const before = source.recorded.length;
        const again = said.toSorted((a, b) => ((a[1] * 7 + turned) % 31) - ((b[1] * 7 + turned) % 31));
        for (const [at, one] of again.entries()) send(100 + at, one);
        return source.recorded.length === before;
      }),
    );
  });

  it('the list of standing items is what a fold of the events finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, fc.constantFrom('x', 'y'), fc.option(fc.nat({ max: 5 }), { nil: undefined }))),
        (said) => {
          const source = new Source();
          for (const [delivery, [says, item, stamp]] of said.entries()) {
            source.says({ says, item, delivery, ...(stamp === undefined ? {} : { stamp: String(stamp) }) });
          }
          return ['x', 'y'].every((item) => source.standing.has(item) === (source.holds(item) !== null));
        },
      ),
    );
  });
});
