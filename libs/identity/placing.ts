import { type ChildId, type RecordId, uuidv7 } from '@tributary/kernel';
import type { Blocking } from './blocking';
import { type Candidate, decideChild, type Placement, type Proposal } from './domain/decide-child';
import type { Person } from '@tributary/matching';
import { isIdentified, type Said } from './domain/person';
import type { ProposalRow, RecordRow } from './storage/rows';
import type { VersionedJudge } from './weights';

/** A record being placed: who it says, and what it may be found by. */
export type Sought = Readonly<{
  ref: string;
  agency: string;
  /** What it says of the person, with the sector of the agency that says it. */
  spoken: Said & Readonly<{ sector: string }>;
  person: Person;
  /** Keyed hashes of what was said since it last changed. */
  said: readonly string[];
  /** It says something else than the record that stands, or there is none. */
  changed: boolean;
  blocking: Blocking;
  seal(id: RecordId): Buffer;
}>;

type Known = Readonly<{ recordId: RecordId; childId: ChildId; person: Person; keys: readonly string[] }>;

/** Places the records of a batch one after the other, each seeing those before it. */
export class Placing {
  private readonly byKey = new Map<string, Set<ChildId>>();
  private readonly byChild = new Map<ChildId, Known[]>();
  readonly proposals: ProposalRow[] = [];

  constructor(
    known: readonly Known[],
    private readonly by: VersionedJudge,
  ) {
    for (const one of known) this.add(one);
  }

  /** A first sight: a child of its own where none fits. */
  place(sought: Sought): RecordRow {
    const recordId = uuidv7() as RecordId;
    const placement = decideChild(sought.person, this.candidates(sought.blocking), this.by.judge);
    const childId = placement.kind === 'link' ? placement.childId : (uuidv7() as ChildId);
    const row: RecordRow = {
      recordId,
      childId,
      ref: sought.ref,
      agency: sought.agency,
      founded: placement.kind !== 'link',
      provisional: placement.kind !== 'link' && isProvisional(sought.person, placement),
      review: proposedBy(placement).length > 0,
      method: placement.kind === 'link' ? placement.method : 'first-sight',
      evidence: placement.kind === 'link' ? placement.evidence : [],
      probability: placement.kind === 'link' ? placement.probability : null,
      weights: this.by.version,
      said: sought.said,
      sealed: sought.seal(recordId),
    };
    this.propose(recordId, placement);
    this.add({ recordId, childId, person: sought.person, keys: sought.blocking.keys });
    return row;
  }

  /** A record that says something else than before: proposed, for what stands is moved by a decision of its own. */
  again(sought: Sought, before: RecordRow): RecordRow {
    if (!sought.changed) return { ...before, said: sought.said };
    const others = this.candidates(sought.blocking).filter((candidate) => candidate.childId !== before.childId);
    const placement = decideChild(sought.person, others, this.by.judge);
    if (placement.kind === 'link') {
      const { childId, evidence, probability } = placement;
      this.proposed(before.recordId, { childId, evidence, probability }, 'better-evidence');
    }
    this.propose(before.recordId, placement);
    return {
      ...before,
      said: sought.said,
      sealed: sought.seal(before.recordId),
      review: before.review || placement.kind !== 'new',
      // What matches another child by now is not sure of the one it is of.
      provisional: before.provisional && (placement.kind === 'link' || isProvisional(sought.person, placement)),
    };
  }

  private propose(recordId: RecordId, placement: Placement): void {
    const reason = placement.kind === 'propose' ? placement.reason : 'several-fit';
    for (const one of proposedBy(placement)) this.proposed(recordId, one, reason);
  }

  private proposed(recordId: RecordId, proposal: Proposal, reason: string): void {
    this.proposals.push({ recordId, ...proposal, reason, weights: this.by.version });
  }

  private candidates(blocking: Blocking): Candidate[] {
    const children = new Set(blocking.keys.flatMap((key) => [...(this.byKey.get(key) ?? [])]));
    return [...children]
      .sort()
      .map((childId) => ({ childId, persons: (this.byChild.get(childId) ?? []).map((known) => known.person) }));
  }

  private add(known: Known): void {
    for (const key of known.keys) this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(known.childId));
    this.byChild.set(known.childId, [...(this.byChild.get(known.childId) ?? []), known]);
  }
}

function proposedBy(placement: Placement): readonly Proposal[] {
  if (placement.kind === 'propose') return placement.proposals;
  return placement.kind === 'link' ? placement.others : [];
}

/** Until a verified number, or a person, says who it is. */
const isProvisional = (person: Person, placement: Placement): boolean =>
  placement.kind === 'propose' || !isIdentified(person);
