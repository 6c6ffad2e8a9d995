import type { ItemReader } from '@tributary/event-store';
import { type Fact, type Parsed, withParents } from '@tributary/feeds';
import type { StreamId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { TrackedItem } from '../domain/plan-append';
import type { RecordOutcome, RecordStatements, Statement } from '../domain/statement';
import type { DeliveryStamp, Identity, Resolved } from './ports';
import { type GroupEntry, practiceStream } from './group-parts';
import { nothingHeld, type Placed } from './nothing-held';
import { Statements } from './statements';

type OfRecord = Extract<Parsed, { kind: 'record' }>;
type Where = Readonly<{ streamId: StreamId; place: string; index: number; backfill?: true }>;

export type StatingPorts = Readonly<{
  hashes: Pick<Vault, 'ref'>;
  identity: Pick<Identity, 'resolve'>;
  store: ItemReader;
  /** Items of records that stand. */
  itemsOf: (streams: readonly StreamId[]) => Promise<readonly TrackedItem[]>;
}>;

/** What entries of a delivery come to; `places`: which entry each of `records` was. */
export type Stated = Readonly<{
  records: readonly RecordStatements[];
  places: readonly number[];
  /** Streams that are written to where a record's own has no event yet. */
  openings: readonly Readonly<{ streamId: StreamId; streams: readonly StreamId[] }>[];
  /** Entries that could only take back what was never stated, by their place: they need no plan. */
  idle: ReadonlyMap<number, RecordOutcome>;
}>;

/** What became of each entry that was about a record, by its place; `outcomes` are those of `records`. */
export const settledOf = (
  { places, idle }: Pick<Stated, 'places' | 'idle'>,
  outcomes: readonly RecordOutcome[],
): ReadonlyMap<number, RecordOutcome> =>
  new Map([...idle, ...outcomes.map((outcome, i) => [places[i] ?? 0, outcome] as const)]);

/** Turns entries of one delivery into statements about records: whose they are, what they say, what a purge takes back. */
export class Stating {
  private readonly statements: Statements;

  constructor(
    private readonly ports: StatingPorts,
    private readonly stamp: DeliveryStamp,
    /** Which reading anew of the delivery it is. */
    again?: string,
  ) {
    this.statements = new Statements(ports.hashes, stamp, again);
  }

  scopeHash(scope: string): string {
    return this.ports.hashes.ref('scope', this.stamp.feed, scope);
  }

  async of(entries: readonly GroupEntry[]): Promise<Stated> {
    const { placed, practices } = await this.placed(entries);
    const itemOf = (fact: Fact) => this.statements.itemOf(fact);
    const idle = await nothingHeld(placed, { store: this.ports.store, itemOf });
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
      openings: speaking.flatMap(openingOf),
      idle,
    };
  }

  /** Items that the source states no longer, a record each. */
  takenBack(items: readonly TrackedItem[], place: string): readonly RecordStatements[] {
    const byStream = Map.groupBy(items, (item) => item.streamId);
    return [...byStream].map(([streamId, of]): RecordStatements => {
      const statements = this.retractions(of, { streamId, place, index: 0 }, 'no-longer-stated');
      return { place, streamId, childId: null, statements, review: false, ifKnown: true };
    });
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
    const asked = records.map(({ sighting, around, ifKnown, purge, facts, backfill, mergedInto, sameAs }) => ({
      sighting: withParents(sighting, around),
      ifKnown: ifKnown === true || (purge === true && facts.every((f) => f.retracted)),
      ...(backfill && { backfill }),
      ...(mergedInto !== undefined && { mergedInto }),
      ...(sameAs !== undefined && { sameAs }),
    }));
    return this.ports.identity.resolve(this.stamp, asked);
  }

  private async purgedItems(placed: readonly Placed[]) {
    const purged = placed.flatMap(({ entry, whose }) => (entry.purge || entry.around?.whole ? [whose.streamId] : []));
    const items = purged.length > 0 ? await this.ports.itemsOf(purged) : [];
    return Map.groupBy(items, (item) => item.streamId);
  }

  private record(entry: OfRecord, whose: Resolved, standing: readonly TrackedItem[]): RecordStatements {
    const { streamId, childId, opening, proposed, review } = whose;
    const where = { streamId, place: entry.place, index: 0, ...(entry.backfill && { backfill: entry.backfill }) };
    const facts = entry.facts.map((fact, index) => this.statements.of(fact, { ...where, index }));
    const naming = this.naming(entry, { ...where, index: facts.length });
    const stated = [...facts, ...naming];
    const named = new Set<string>(stated.map((s) => s.item));
    const rest = standing.filter((item) => !named.has(item.item));
    const gone = entry.purge ? this.retractions(rest, where, 'purged') : this.noLongerNamed(entry, rest, where);
    return {
      place: entry.place,
      streamId,
      childId,
      statements: [...stated, ...gone],
      opening,
      ...(proposed ? { proposed: this.proposal(streamId, proposed) } : {}),
      review,
      ifKnown: entry.ifKnown === true && entry.around === undefined,
      ...(entry.scope === undefined ? {} : { scope: this.scopeHash(entry.scope) }),
    };
  }

  /** Whom the record names around the child, `where` being the first of them. */
  private naming({ around, sighting }: OfRecord, where: Where): readonly Statement[] {
    if (!around) return [];
    return around.people.map((person, i) =>
      this.statements.naming(person, sighting, around, { ...where, index: where.index + i }),
    );
  }

  /** Of those that stand, whom a record that names all of them leaves out now. */
  private noLongerNamed({ around }: OfRecord, rest: readonly TrackedItem[], where: Where): readonly Statement[] {
    if (!around?.whole) return [];
    const { revision: stamp } = around;
    const left = rest.filter((item) => this.statements.isNaming(item));
    const taken = this.retractions(left, where, 'no-longer-stated');
    return stamp === undefined ? taken : taken.map((one) => ({ ...one, stamp }));
  }

  private proposal(streamId: StreamId, { candidates, events }: NonNullable<Resolved['proposed']>) {
    const { hashes } = this.ports;
    return { item: hashes.ref('proposed', streamId), content: hashes.ref('candidates', ...candidates), events };
  }

  private practice(entry: Extract<Parsed, { kind: 'practice' }>): RecordStatements {
    const streamId = practiceStream(this.stamp.feed);
    const statement = this.statements.of(entry.fact, { streamId, place: entry.place, index: 0 });
    return { place: entry.place, streamId, childId: null, statements: [statement], review: false, ifKnown: false };
  }

  private retractions(items: readonly TrackedItem[], where: Where, reason: 'no-longer-stated' | 'purged'): Statement[] {
    return items.flatMap((item) => this.statements.takenBack(item, where, reason) ?? []);
  }
}

/** What only takes back speaks of items that stand, so its record's stream has events. */
const openingOf = ({ entry, whose }: Placed): Stated['openings'] =>
  entry.ifKnown && !entry.around ? [] : [{ streamId: whose.streamId, streams: whose.openingStreams }];
