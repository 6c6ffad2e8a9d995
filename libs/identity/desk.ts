import { isEvent } from '@tributary/catalogue';
import type { Appended, Appender, StreamReader } from '@tributary/event-store';
import { type ChildId, childStream, derivedId, Problem, type RecordId, recordStream } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { type Decision, TAKEN_BACK } from './domain/move-events';
import { type Also, carryOutMove, noSuchChild } from './moving';

export type { ByHand, ByMachine } from './domain/move-events';

type Options = Readonly<{
  pool: Pool;
  store: Appender & Pick<StreamReader, 'load'>;
  vault: Pick<Vault, 'ref' | 'sealIdentity' | 'openIdentity'>;
}>;
type Moved = Appended & Readonly<{ childId: ChildId }>;

/**
 * Decides which child records are of. What a link brought is undone by taking it back: the record is of the child again
 * that it was of before, as if the link had never been. Repeating a decision changes nothing.
 */
export class IdentityDesk {
  constructor(private readonly options: Options) {}

  /** The record is of that child, who must be there already. Problems: record-unknown, child-unknown, record-moved. */
  async link(record: RecordId, to: ChildId, decision: Decision, also?: Also): Promise<Appended> {
    const from = await this.childOf(record);
    return carryOutMove(this.options, { kind: 'link', records: [record], from, to, decision }, also);
  }

  /**
   * The record is not of that child: it is of the one it was linked from again, else of one of its own; that is answered.
   * Problems: record-unknown, record-moved.
   */
  async unlink(record: RecordId, from: ChildId, decision: Decision, also?: Also): Promise<Moved> {
    await this.childOf(record);
    const home = await this.homeOf(record, from);
    const to = home ?? unlinkedFrom(from, record);
    const fromTheFirst = home ? [] : [record];
    const move = { kind: 'take-back' as const, records: [record], from, to, decision, fromTheFirst };
    const moved = await carryOutMove(this.options, move, also);
    return { ...moved, childId: to };
  }

  /**
   * The record was of that child by one that was taken out of it: it goes after that one, as if it had been where that is
   * from the first. Problems: record-moved, child-unknown.
   */
  async follow(record: RecordId, from: ChildId, to: ChildId, decision: Decision): Promise<Appended> {
    const fromTheFirst = (await this.homeOf(record, from)) ? [] : [record];
    return carryOutMove(this.options, { kind: 'follow', records: [record], from, to, decision, fromTheFirst });
  }

  /**
   * Both are one child: all records of the one are of the other, by one decision. Problems: child-unknown, same-child,
   * record-moved, records-too-many.
   */
  async merge(former: ChildId, into: ChildId, decision: Decision, also?: Also): Promise<Appended> {
    if (former === into) throw sameChild();
    const records = await this.recordsOf(former);
    if (records.length === 0 && !(await this.hasEverBeen(former))) throw noSuchChild();
    const { store } = this.options;
    // Merged before: only where the feed stands now is to be said.
    if (records.length === 0) return store.append({ streams: [childStream(former)] }, () => ({ events: [] }));
    return carryOutMove(this.options, { kind: 'merge', records, from: former, to: into, decision }, also);
  }

  /**
   * Those records are of another child than the rest: of the one that all of them were linked from, else of a new one;
   * that is answered. Problems: record-unknown, record-moved, split-whole, records-too-many.
   */
  async split(from: ChildId, records: readonly RecordId[], decision: Decision): Promise<Moved> {
    const named = [...new Set(records)].sort();
    const rest = (await this.recordsOf(from)).filter((record) => !named.includes(record));
    if (named.length === 0 || rest.length === 0) throw splitWhole();
    for (const record of named) await this.childOf(record);
    const all = await Promise.all(named.map(async (record) => this.homeOf(record, from)));
    const homes = new Set(all);
    const [home] = homes.size === 1 ? homes : [];
    const to = home ?? unlinkedFrom(from, ...named);
    const fromTheFirst = named.filter((_, i) => all[i] === undefined);
    const moved = await carryOutMove(this.options, { kind: 'split', records: named, from, to, decision, fromTheFirst });
    return { ...moved, childId: to };
  }

  /** The child that an unlink would give the record to. */
  async goesTo(record: RecordId, from: ChildId): Promise<ChildId> {
    return (await this.homeOf(record, from)) ?? unlinkedFrom(from, record);
  }

  /** The child that a link to this one took the record from; undefined where it was of this one from the first. */
  private async homeOf(record: RecordId, child: ChildId): Promise<ChildId | undefined> {
    const links = (await this.options.store.load(recordStream(record))).filter((event) =>
      isEvent(event, 'identity.record-linked'),
    );
    const last = links.findLast(({ data }) => data.childId === child && data.method !== TAKEN_BACK);
    return (last?.data.previous ?? undefined) as ChildId | undefined;
  }

  private async hasEverBeen(child: ChildId): Promise<boolean> {
    return (await this.options.store.load(childStream(child))).length > 0;
  }

  private async recordsOf(child: ChildId): Promise<readonly RecordId[]> {
    const { rows } = await this.options.pool.query<{ id: RecordId }>(
      'SELECT record_id AS id FROM identity.records WHERE child_id = $1 ORDER BY record_id',
      [child],
    );
    return rows.map(({ id }) => id);
  }

  /** Problems: record-unknown. */
  async childOf(recordId: RecordId): Promise<ChildId> {
    const { rows } = await this.options.pool.query<{ child_id: ChildId }>(
      'SELECT child_id FROM identity.records WHERE record_id = $1',
      [recordId],
    );
    if (rows[0]) return rows[0].child_id;
    throw new Problem('record-unknown', 404, 'No such record', 'Name a record as its receipt or the review list does');
  }
}

/** The child of their own that records are given which were of no other before. */
const unlinkedFrom = (from: ChildId, ...records: readonly RecordId[]): ChildId =>
  derivedId('unlinked', ...records, from) as ChildId;

const sameChild = (): Problem =>
  new Problem('same-child', 422, 'They are one child already', 'Name two different children');

export const splitWhole = (): Problem =>
  new Problem(
    'split-whole',
    422,
    'That would leave the child without a record',
    'Name some of the child’s records, those that are of somebody else, and not all of them',
  );
