import { isEvent } from '@tributary/catalogue';
import type { StreamReader } from '@tributary/event-store';
import { inTransaction } from '@tributary/event-store';
import { type ChildId, type RecordId, recordStream } from '@tributary/kernel';
import { type Judge, PersonReader } from '@tributary/matching';
import type { IdentityDesk } from '../desk';
import { areTwo, partsOf } from '../domain/parts';
import { calmed } from '../review/rejected';
import { insertProposals, type ProposalRow, recordsByIds } from '../storage/rows';
import { WeightsInForce } from '../weights';
import { isBeingDecided, type OpenRecord, openedOfChild, unlessMoved } from './child-records';
import type { RematchOptions } from './rematch';

/** Why a record is asked about that is of a child by a number whose supersession was taken back. */
export const TAKEN_BACK_NUMBER = 'number-taken-back';
const REASON = 'The record that said that one number superseded the other says so no longer';

type Options = Omit<RematchOptions, 'desk'> &
  Readonly<{ desk: Pick<IdentityDesk, 'split' | 'unlink'>; store: Pick<StreamReader, 'load'> }>;

/**
 * A source took back that one number superseded another: the two stand again as two, and what they alone had put together
 * comes apart. By the hub where nobody may have seen it as that child and no person had linked it; else a steward is asked.
 */
export class TakingBack {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: Options) {
    this.weights = new WeightsInForce(options.pool);
  }

  /** `record`: of the child that is looked at. Answers the records that were taken out of it. */
  async of(record: RecordId): Promise<readonly RecordId[]> {
    const { pool, vault } = this.options;
    const [row] = await recordsByIds(pool, [record]);
    if (!row) return [];
    const { childId } = row;
    const records = await openedOfChild(pool, childId, { vault, reader: new PersonReader() });
    const { version, judge } = await this.weights.current();
    const members = records.map(({ recordId: key, person }) => ({ key, person }));
    const [, ...parts] = partsOf(members, judge);
    const out: RecordId[] = [];
    for (const part of parts) {
      const ground = { childId, part, evidence: evidenceOf(part, records, judge), weights: version };
      if (await this.takeOut(ground)) out.push(...part);
      else await this.ask(ground);
    }
    if (!parts.flat().includes(record)) await this.settle(record, childId);
    return out;
  }

  private async takeOut({ childId, part, evidence, weights }: Ground): Promise<boolean> {
    const { desk } = this.options;
    if (!(await this.mayMove(childId, part))) return false;
    const decision = { method: TAKEN_BACK_NUMBER, reason: REASON, weights, ...evidence };
    const [one] = part;
    if (one === undefined) return false;
    return unlessMoved(part.length === 1 ? desk.unlink(one, childId, decision) : desk.split(childId, part, decision));
  }

  private async mayMove(child: ChildId, part: readonly RecordId[]): Promise<boolean> {
    const { pool, seen, store } = this.options;
    if (await isBeingDecided(pool, part)) return false;
    for (const record of part) {
      if ((await seen(child, record)) || (await this.wasLinkedByHand(store, record))) return false;
    }
    return true;
  }

  private async wasLinkedByHand(store: Options['store'], record: RecordId): Promise<boolean> {
    const links = (await store.load(recordStream(record))).filter((event) => isEvent(event, 'identity.record-linked'));
    return links.at(-1)?.data.by !== undefined;
  }

  /** Each record of the part is proposed to the child that it is of: whether it still is. */
  private async ask({ childId, part, evidence, weights }: Ground): Promise<void> {
    const about = { childId, reason: TAKEN_BACK_NUMBER, ...evidence, weights };
    const proposals = part.map((recordId): ProposalRow => ({ recordId, ...about }));
    await inTransaction(this.options.pool, async (tx) => {
      await insertProposals(tx, proposals);
      await tx.query('UPDATE identity.records SET review = true WHERE record_id = ANY($1::uuid[])', [part]);
    });
  }

  /** The record that brought it up stays where it is: nobody needs to be asked of it. */
  private async settle(recordId: RecordId, childId: ChildId): Promise<void> {
    const { pool } = this.options;
    await pool.query('DELETE FROM identity.proposals WHERE record_id = $1 AND child_id = $2 AND reason = $3', [
      ...[recordId, childId, TAKEN_BACK_NUMBER],
    ]);
    await calmed(pool, [recordId]);
  }
}

type Ground = Readonly<{
  childId: ChildId;
  part: readonly RecordId[];
  evidence: Pick<ProposalRow, 'evidence'> & Readonly<{ probability: number }>;
  weights: string;
}>;

/** How the part differs from the rest of the child. */
function evidenceOf(part: readonly RecordId[], records: readonly OpenRecord[], judge: Judge): Ground['evidence'] {
  const [inside, rest] = [true, false].map((within) =>
    records.filter(({ recordId }) => part.includes(recordId) === within).map(({ person }) => person),
  );
  for (const one of inside ?? []) {
    const other = rest?.find((person) => areTwo(one, person, judge));
    if (other) return { evidence: judge.evidence(one, other), probability: judge.judge(one, other).probability };
  }
  return { evidence: [], probability: 0 };
}
