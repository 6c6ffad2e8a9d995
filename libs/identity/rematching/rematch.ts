import type { ChildId, RecordId } from '@tributary/kernel';
import { PersonReader } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { blockingOf } from '../blocking';
import type { IdentityDesk } from '../desk';
import { byCurrentNumbers } from '../domain/current-numbers';
import { decideChild } from '../domain/decide-child';
import { openSaid, statedToday } from '../open-said';
import { allOf, Apart, joins } from '../sealed/apart';
import { recordsOfCandidates } from '../storage/rows';
import { WeightsInForce } from '../weights';
import { unlessMoved } from './child-records';
import { aloneAndProvisional, proposedTo, saidDifferent } from './standing';

export type RematchOptions = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
  desk: Pick<IdentityDesk, 'link' | 'merge'>;
  /** Whether anybody may have seen the record as that child: told of it, shown it, assessed by it. */
  seen(child: ChildId, record: RecordId): Promise<boolean>;
}>;

/**
 * Looks again at a record that alone is a child nobody was sure of. What matches another child clearly by now is linked by
 * the hub; where a person may have seen what would move, it stays proposed.
 */
export class Rematch {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: RematchOptions) {
    this.weights = new WeightsInForce(options.pool);
  }

  /** The record, and those that had been proposed to its child: what it says now may be what they waited for. */
  async afterNews(record: RecordId): Promise<void> {
    const { pool } = this.options;
    const waiting = await proposedTo(pool, record);
    await this.again(record);
    for (const one of waiting) await this.again(one);
  }

  /** Answers whether it was linked. */
  async again(record: RecordId): Promise<boolean> {
    const { pool, vault, desk, seen } = this.options;
    const row = await aloneAndProvisional(pool, record);
    if (!row) return false;
    const { version: weights, judge } = await this.weights.current();
    const reader = new PersonReader();
    const read = (one: typeof row) => reader.read(statedToday(openSaid(vault, one)));
    const person = read(row);
    const others = await recordsOfCandidates(pool, blockingOf(person, row.ref, vault).keys);
    const different = await saidDifferent(pool, record);
    const children = [...Map.groupBy(others, ({ childId }) => childId)].filter(
      ([childId, records]) => childId !== row.childId && !records.some(({ recordId }) => different.has(recordId)),
    );
    const apart = await Apart.around(pool, vault, {
      persons: [person],
      records: [record, ...others.map(({ recordId }) => recordId)],
    });
    const own = allOf([apart.ofPerson(person), apart.ofRecord(record)]);
    const free = children.filter(
      ([, records]) => !joins(own, apart.ofRecords(records.map(({ recordId }) => recordId))),
    );
    const candidates = free.map(([childId, records]) => ({ childId, persons: records.map(read) }));
    const current = byCurrentNumbers(person, candidates);
    const placement = decideChild(current.person, current.candidates, judge);
    // Of two that fit, a person chooses.
    if (placement.kind !== 'link' || placement.others.length > 0) return false;
    if (await seen(row.childId, record)) return false;
    const { childId, method, evidence, probability } = placement;
    return unlessMoved(desk.link(record, childId, { method, evidence, probability, weights }));
  }
}
