import {
  type ChildId,
  childStream,
  derivedId,
  type Instant,
  type NewEvent,
  type PractitionerId,
  type RecordId,
  recordStream,
  type RoleCode,
} from '@tributary/kernel';
import type { Evidence } from './decide-child';
import { type Ground, identityEvent } from './link-events';

/** What a decision rested on; a person's may have had a proposal before them. */
export type Weighing = Readonly<{ evidence?: Evidence; probability?: number; weights?: string }>;

/** Who moves records by hand, and why, in their own words. */
export type ByHand = Weighing & Readonly<{ by: PractitionerId; role: RoleCode; reason: string }>;

/** The hub moves records itself, by such a method; why, where the method alone does not say it. */
export type ByMachine = Weighing & Readonly<{ method: string; reason?: string }>;

export type Decision = ByHand | ByMachine;

/** A link by hand, a link that is taken back, one that rested on it and goes after it, or all there is of a child. */
export type MoveKind = 'link' | 'take-back' | 'follow' | 'split' | 'merge';

/** Records that one decision moves from one child to another. */
export type Move = Readonly<{
  kind: MoveKind;
  records: readonly RecordId[];
  from: ChildId;
  to: ChildId;
  decision: Decision;
  /** Of a link that is taken back: the records that were of the child from the first, by the link of their intake. */
  fromTheFirst?: readonly RecordId[];
}>;

/** How a link is marked that takes another one back: it is no ground to come back to where it came from. */
export const TAKEN_BACK = 'taken-back';

const isByHand = (decision: Decision): decision is ByHand => 'by' in decision;

export function methodOf({ kind, decision }: Pick<Move, 'kind' | 'decision'>): string {
  if (kind === 'take-back' || kind === 'follow' || kind === 'split') return TAKEN_BACK;
  return isByHand(decision) ? 'by-hand' : decision.method;
}

function whoAndWhy(decision: Decision) {
  if (isByHand(decision)) return { by: decision.by, role: decision.role, reason: decision.reason };
  return decision.reason === undefined ? {} : { reason: decision.reason };
}

const weighed = ({ probability, weights }: Weighing) => ({
  ...(probability === undefined ? {} : { probability }),
  ...(weights === undefined ? {} : { weights }),
});

const isOfChildren = ({ kind }: Move): boolean => kind === 'merge' || kind === 'split';

/** `version`: of each record's stream before; with it a move that is made again later is another one. */
type Seen = Readonly<{ now: Instant; version(record: RecordId): number }>;

/**
 * All that a move says: for each record that it was unlinked and linked, on its own stream and on both children's; of
 * several records also what was decided of the children. Pure.
 */
export function moveEvents(move: Move, { now, version }: Seen): readonly NewEvent[] {
  const { records, from, to, decision } = move;
  const versions = records.map((record) => `${record}/${version(record)}`);
  const cause = derivedId('move', from, to, ...versions);
  const source = isByHand(decision) ? { source: { actor: decision.by, role: decision.role } } : {};
  const ground: Ground = { at: now, correlationId: cause, causationId: cause, ...source };
  const ofChildren = isOfChildren(move) ? decided(move, cause, ground) : [];
  return [...records.flatMap((record) => ofRecord(record, move, cause, ground)), ...ofChildren];
}

function ofRecord(recordId: RecordId, move: Move, cause: string, ground: Ground): readonly NewEvent[] {
  const { from, to, decision } = move;
  const { evidence = [] } = decision;
  const together = isOfChildren(move) ? { decision: cause } : {};
  const unlinked = { recordId, childId: from, ...whoAndWhy(decision), ...together };
  const grounds = { method: methodOf(move), evidence: [...evidence], ...weighed(decision), ...whoAndWhy(decision) };
  const linked = { recordId, childId: to, previous: from, ...grounds, ...together };
  const own = recordStream(recordId);
  const at = (name: string, childId: ChildId, streamId = childStream(childId)) => ({
    id: derivedId(name, recordId, cause),
    streamId,
    childId,
  });
  return [
    identityEvent('identity.record-unlinked', unlinked, at('unlinked-record', from, own), ground),
    identityEvent('identity.record-unlinked', unlinked, at('unlinked-child', from), ground),
    identityEvent('identity.record-linked', linked, at('linked-record', to, own), ground),
    identityEvent('identity.record-linked', linked, at('linked-child', to), ground),
  ];
}

function decided(move: Move, cause: string, ground: Ground): readonly NewEvent[] {
  const { kind, records, from, to, decision } = move;
  const { evidence = [] } = decision;
  const about = {
    ...{ records: [...records], method: methodOf(move), evidence: [...evidence] },
    ...weighed(decision),
    ...whoAndWhy(decision),
  };
  return [from, to].map((childId) => {
    const place = { id: derivedId(kind, childId, cause), streamId: childStream(childId), childId };
    return kind === 'merge'
      ? identityEvent('identity.children-merged', { former: from, into: to, ...about }, place, ground)
      : identityEvent('identity.child-split', { from, to, ...about }, place, ground);
  });
}
