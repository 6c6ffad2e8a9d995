import { isEvent } from '@tributary/catalogue';
import type { StreamReader } from '@tributary/event-store';
import { inTransaction } from '@tributary/event-store';
import { type ChildId, childStream, type Envelope, type RecordId } from '@tributary/kernel';
import { PersonReader } from '@tributary/matching';
import type { IdentityDesk } from '../desk';
import { type Following as Found, followersOf } from '../domain/followers';
import { TAKEN_BACK } from '../domain/move-events';
import { calmed, unrejected } from '../review/rejected';
import { Apart, joins } from '../sealed/apart';
import { insertProposals, type ProposalRow } from '../storage/rows';
import { WeightsInForce } from '../weights';
import { isBeingDecided, type OpenRecord, openedOfChild, saidApart, unlessMoved } from './child-records';
import type { RematchOptions } from './rematch';

/** Why a record is asked about that came to a child while a record of another one was taken for it. */
export const CAME_BY_ANOTHER = 'came-by-another';
const REASON = 'It came while another child’s record was here, and is like that one, not like what remains';

type Options = Omit<RematchOptions, 'desk'> &
  Readonly<{ desk: Pick<IdentityDesk, 'follow'>; store: Pick<StreamReader, 'load'> }>;
/** Records that went from one child to another because their link had been wrong. */
export type TakenBack = Readonly<{ records: readonly RecordId[]; from: ChildId; to: ChildId }>;
type Later = OpenRecord & Readonly<{ byHand: boolean }>;

/**
 * A link was taken back. What came to the child since, because it was like the record that went, goes after it: by the hub
 * where nobody may have seen it as that child, no person had linked it there or said that the two are different; else a
 * steward is asked. What a link rests on names fields, not records, so each is judged anew beside both children.
 */
export class FollowingRecords {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: Options) {
    this.weights = new WeightsInForce(options.pool);
  }

  /** Answers the records that went after them. */
  async after(taken: TakenBack): Promise<readonly RecordId[]> {
    const { pool, vault } = this.options;
    const { from, to } = taken;
    const io = { vault, reader: new PersonReader() };
    const [here, there] = [await openedOfChild(pool, from, io), await openedOfChild(pool, to, io)];
    if (here.length === 0 || there.length === 0) return [];
    const { own, later } = await this.inTime(here, taken);
    const theirs = there.map(({ recordId }) => recordId);
    const free = await this.notSealed(later, theirs);
    const { version, judge } = await this.weights.current();
    const found = followersOf(
      {
        from: {
          childId: from,
          own: own.map(({ person }) => person),
          later: free.map((one) => ({ key: one, person: one.person })),
        },
        to: { childId: to, persons: there.map(({ person }) => person) },
      },
      judge,
    );
    const went: RecordId[] = [];
    for (const one of found) {
      const asked = { ...taken, theirs: [...theirs, ...went], weights: version };
      if (await this.mayFollow(one, asked)) {
        if (await this.follow(one, asked)) went.push(one.key.recordId);
      } else await this.ask(one, asked);
    }
    return went;
  }

  /** The child's own before, its oldest at least, and what a machine or a person linked to it since. */
  private async inTime(
    here: readonly OpenRecord[],
    { records, from }: TakenBack,
  ): Promise<Readonly<{ own: readonly OpenRecord[]; later: readonly Later[] }>> {
    const past = await this.options.store.load(childStream(from));
    const cameAt = new Map(here.map((one) => [one, lastCame(past, one.recordId)]));
    // Of one whose coming nobody wrote down nothing can have come after it.
    const since = Math.min(...records.map((record) => lastCame(past, record)).filter((at) => at >= 0));
    const inOrder = [...here].sort((one, other) => (cameAt.get(one) ?? 0) - (cameAt.get(other) ?? 0));
    const isLater = (one: OpenRecord, at: number): boolean => at > 0 && (cameAt.get(one) ?? 0) > since;
    return {
      own: inOrder.filter((one, at) => !isLater(one, at)),
      later: inOrder.filter(isLater).map((one) => ({ ...one, byHand: isByHand(past[cameAt.get(one) ?? -1]) })),
    };
  }

  /** Of whom somebody sealed apart from those that went, nothing may say that they are like them. */
  private async notSealed(later: readonly Later[], theirs: readonly RecordId[]): Promise<readonly Later[]> {
    const { pool, vault } = this.options;
    const apart = await Apart.around(pool, vault, {
      persons: [],
      records: [...theirs, ...later.map(({ recordId }) => recordId)],
    });
    const sides = apart.ofRecords(theirs);
    return later.filter(({ recordId }) => joins(apart.ofRecord(recordId), sides) === undefined);
  }

  private async mayFollow({ kind, key }: Found<Later>, { from, theirs }: Asking): Promise<boolean> {
    const { pool, seen } = this.options;
    const { recordId, byHand } = key;
    if (kind !== 'follows' || byHand || (await isBeingDecided(pool, [recordId]))) return false;
    return !(await saidApart(pool, [recordId, ...theirs])) && !(await seen(from, recordId));
  }

  private async follow({ key, ground }: Found<Later>, { from, to, weights }: Asking): Promise<boolean> {
    const { evidence, probability } = ground;
    const decision = { method: CAME_BY_ANOTHER, reason: REASON, evidence, probability, weights };
    return unlessMoved(this.options.desk.follow(key.recordId, from, to, decision));
  }

  /** Of what fits both a steward is asked unless one has refused it; of what a person linked, only where it fits the other. */
  private async ask(found: Found<Later>, { from, to, weights }: Asking): Promise<void> {
    const { pool, vault } = this.options;
    const { kind, key, ground } = found;
    if (kind === 'fits-neither' && key.byHand) return;
    const about = { reason: CAME_BY_ANOTHER, evidence: ground.evidence, probability: ground.probability, weights };
    const one: ProposalRow = { recordId: key.recordId, childId: kind === 'fits-neither' ? from : to, ...about };
    await inTransaction(pool, async (tx) => {
      const isAsked = kind === 'may-follow' && found.fitsBoth;
      await insertProposals(tx, isAsked ? await unrejected(tx, [one], vault) : [one]);
      await tx.query('UPDATE identity.records SET review = true WHERE record_id = $1', [key.recordId]);
      await calmed(tx, [key.recordId]);
    });
  }
}

type Asking = TakenBack &
  Readonly<{ /** Records of the child that they went to. */ theirs: readonly RecordId[]; weights: string }>;

/** Where in the child's past a record came to it last; a link that was taken back elsewhere had always been here. */
function lastCame(past: readonly Envelope[], record: RecordId): number {
  return past.findLastIndex(
    (event) =>
      (isEvent(event, 'identity.child-registered') && event.data.recordId === record) ||
      (isEvent(event, 'identity.record-linked') && event.data.recordId === record && event.data.method !== TAKEN_BACK),
  );
}

const isByHand = (came: Envelope | undefined): boolean =>
  came !== undefined && isEvent(came, 'identity.record-linked') && came.data.by !== undefined;
