import { type ChildId, type RecordId, uuidv7 } from '@tributary/kernel';
import type { Blocking } from './blocking';
import { byCurrentNumbers } from './domain/current-numbers';
import { type Candidate, decideChild, type Placement, type Proposal } from './domain/decide-child';
import { type Person, underCurrentNumbers } from '@tributary/matching';
import { areTwo } from './domain/parts';
import { isIdentified, type Spoken } from './domain/person';
import { allOf, type Apart, joins } from './sealed/apart';
import type { Joining, Sides } from './sealed/storage';
import type { ProposalRow, RecordRow } from './storage/rows';
import type { VersionedJudge } from './weights';

/** A record being placed: who it says, and what it may be found by. */
export type Sought = Readonly<{
  ref: string;
  agency: string;
  /** What it says of the person, with the sector of the agency that says it. */
  spoken: Spoken;
  person: Person;
  /** Keyed hashes of what was said since it last changed. */
  said: readonly string[];
  /** It says something else than the record that stands, or there is none. */
  changed: boolean;
  /** It no longer says that a number came after another one, as it did before. */
  takesBack: boolean;
  blocking: Blocking;
  seal(id: RecordId): Buffer;
}>;

type Known = Readonly<{ recordId: RecordId; childId: ChildId; person: Person; keys: readonly string[] }>;

/** Places the records of a batch one after the other, each seeing those before it. */
export class Placing {
  private readonly byKey = new Map<string, Set<ChildId>>();
  private readonly byChild = new Map<ChildId, Known[]>();
  private readonly sides = new Map<ChildId, Sides>();
  readonly proposals: ProposalRow[] = [];
  /** What somebody has sealed apart and a record would join: proposed to nobody. */
  readonly joinings: Joining[] = [];
  /** Records that came to one side of a pair. */
  readonly members: Readonly<{ record: RecordId; sides: Sides }>[] = [];

  constructor(
    known: readonly Known[],
    private readonly by: VersionedJudge,
    private readonly apart: Apart,
  ) {
    for (const one of known) this.add(one);
  }

  /** A first sight: a child of its own where none fits. */
  place(sought: Sought): RecordRow {
    const recordId = uuidv7() as RecordId;
    const own = this.apart.ofPerson(sought.person);
    const placement = this.decide({ ...sought, recordId, own }, this.candidates(sought.blocking));
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
    this.propose(recordId, placement, sought.person);
    this.join(recordId, childId, own);
    this.add({ recordId, childId, person: sought.person, keys: sought.blocking.keys }, own);
    return row;
  }

  /**
   * A record that says something else than before: proposed, for what stands is moved by a decision of its own. Undefined
   * where it would join what somebody has sealed apart: what it said before stands.
   */
  again(sought: Sought, before: RecordRow): RecordRow | undefined {
    if (!sought.changed) return { ...before, said: sought.said };
    const { recordId } = before;
    const said = this.apart.ofPerson(sought.person);
    const own = allOf([said, this.apart.ofRecord(recordId)]);
    const turned = joins(this.apart.ofRecord(recordId), said);
    if (turned !== undefined) {
      this.joinings.push({ pair: turned, record: recordId, agency: sought.agency, child: null, why: 'says-both' });
      return undefined;
    }
    const others = this.candidates(sought.blocking).filter((candidate) => candidate.childId !== before.childId);
    const placement = this.decide({ ...sought, recordId, own }, others);
    if (placement.kind === 'link') {
      const { childId, evidence, probability } = placement;
      const reason = this.supersedes(sought.person, childId) ? 'number-superseded' : 'better-evidence';
      this.proposed(before.recordId, { childId, evidence, probability }, reason);
    }
    this.propose(before.recordId, placement, sought.person);
    const apart = sought.takesBack ? this.noLongerOne(sought.person, before) : undefined;
    if (apart) this.proposed(recordId, apart, 'number-taken-back');
    this.join(recordId, before.childId, own);
    return {
      ...before,
      said: sought.said,
      sealed: sought.seal(before.recordId),
      review: before.review || placement.kind !== 'new' || apart !== undefined,
      // What matches another child by now is not sure of the one it is of.
      provisional: before.provisional && (placement.kind === 'link' || isProvisional(sought.person, placement)),
    };
  }

  /** As if those were not there whom somebody has sealed apart from it, or from each other. */
  private decide(sought: Deciding, found: readonly Candidate[]): Placement {
    const { own } = sought;
    const { person, candidates } = byCurrentNumbers(sought.person, found);
    const pairOf = ({ childId }: Pick<Candidate, 'childId'>): string | undefined => joins(own, this.sidesOf(childId));
    const shut = candidates.filter((one) => pairOf(one) !== undefined);
    const would = shut.length > 0 ? decideChild(person, shut, this.by.judge) : NOBODY;
    for (const one of toldIn(would)) this.joined(sought, pairOf(one), one.childId, would);
    const free = candidates.filter((one) => pairOf(one) === undefined);
    return this.untangled(sought, decideChild(person, free, this.by.judge));
  }

  /** What fits both of a pair is of neither; what is linked to the one is not proposed to the other. */
  private untangled(sought: Deciding, placement: Placement): Placement {
    const named = toldIn(placement);
    const pairWith = (one: Proposal): string | undefined =>
      named.flatMap((other) => joins(this.sidesOf(one.childId), this.sidesOf(other.childId)) ?? [])[0];
    const across = named.filter((one) => pairWith(one) !== undefined);
    for (const one of across) this.joined(sought, pairWith(one), one.childId, placement);
    if (across.length === 0) return placement;
    return placement.kind === 'link' ? without(placement, across) : NOBODY;
  }

  private joined({ recordId, agency }: Deciding, pair: string | undefined, child: ChildId, by: Placement): void {
    const why = by.kind === 'link' ? by.method : by.kind === 'propose' ? by.reason : by.kind;
    if (pair !== undefined) this.joinings.push({ pair, record: recordId, agency, child, why });
  }

  private join(record: RecordId, child: ChildId, own: Sides): void {
    const sides = allOf([this.sidesOf(child), own]);
    if (sides.size > 0) this.members.push({ record, sides });
  }

  private sidesOf(child: ChildId): Sides {
    return this.sides.get(child) ?? allOf([]);
  }

  private propose(recordId: RecordId, placement: Placement, person: Person): void {
    const reason = placement.kind === 'propose' ? placement.reason : 'several-fit';
    for (const one of proposedBy(placement)) {
      const known = reason === 'several-fit' && this.supersedes(person, one.childId);
      this.proposed(recordId, one, known ? 'number-superseded' : reason);
    }
  }

  /** Whether a record of the child is still known by a number that this one says was superseded. */
  private supersedes({ formerNhs, formerUpns }: Person, child: ChildId): boolean {
    const persons = (this.byChild.get(child) ?? []).map(({ person }) => person);
    return persons.some(({ nhs = '', upn = '' }) => formerNhs.includes(nhs) || formerUpns.includes(upn));
  }

  /** A record of its own child whose number is another one's, now that nobody says that the one came after the other. */
  private noLongerOne(person: Person, { recordId, childId }: RecordRow): Proposal | undefined {
    const { judge } = this.by;
    const others = (this.byChild.get(childId) ?? []).filter((known) => known.recordId !== recordId);
    const [now = person, ...current] = underCurrentNumbers([person, ...others.map((known) => known.person)]);
    const other = current.find((one) => areTwo(now, one, judge));
    if (!other) return undefined;
    return { childId, evidence: judge.evidence(now, other), probability: judge.judge(now, other).probability };
  }

  private proposed(recordId: RecordId, proposal: Proposal, reason: string): void {
    this.proposals.push({ recordId, ...proposal, reason, weights: this.by.version });
  }

  private candidates(blocking: Blocking): Candidate[] {
    const children = new Set(blocking.sought.flatMap((key) => [...(this.byKey.get(key) ?? [])]));
    return [...children]
      .sort()
      .map((childId) => ({ childId, persons: (this.byChild.get(childId) ?? []).map((known) => known.person) }));
  }

  private add(known: Known, own = this.apart.ofRecord(known.recordId)): void {
    if (own.size > 0) this.sides.set(known.childId, allOf([this.sidesOf(known.childId), own]));
    for (const key of known.keys) this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(known.childId));
    this.byChild.set(known.childId, [...(this.byChild.get(known.childId) ?? []), known]);
  }
}

type Deciding = Sought & Readonly<{ recordId: RecordId; /** Where it stands itself. */ own: Sides }>;
const NOBODY: Placement = { kind: 'new' };

/** Everybody whom a placement would name. */
function toldIn(placement: Placement): readonly Proposal[] {
  return placement.kind === 'link' ? [placement, ...placement.others] : proposedBy(placement);
}

const without = (link: Extract<Placement, { kind: 'link' }>, left: readonly Proposal[]): Placement => ({
  ...link,
  others: link.others.filter(({ childId }) => !left.some((one) => one.childId === childId)),
});

function proposedBy(placement: Placement): readonly Proposal[] {
  if (placement.kind === 'propose') return placement.proposals;
  return placement.kind === 'link' ? placement.others : [];
}

/** Until a verified number, or a person, says who it is. */
const isProvisional = (person: Person, placement: Placement): boolean =>
  placement.kind === 'propose' || !isIdentified(person);
