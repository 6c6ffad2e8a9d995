import { decideChild, type Placement, type PersonSaid, saidAfter, statedToday } from '@tributary/identity';
import { canonicalJson, type ChildId, derivedId, type RecordId, recordStream } from '@tributary/kernel';
import { Frequencies, Judge, type Person, PersonReader, STANDING_WEIGHTS } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Asked, DeliveryStamp, Identity, Resolved } from '../pipeline/ports';
import { type Box, type KnownRecord, KNOWN_CHILDREN } from './box';
import type { Match } from './receipt';

/** As in a borough. */
const POPULATION = 100_000;

type Known = Readonly<{ childId: ChildId; person: Person }>;

/**
 * Whose record is this, decided as the borough decides it, among children that do not exist and those whom the sandbox
 * met itself.
 */
export class BoxIdentity implements Pick<Identity, 'resolve'> {
  private readonly known: Known[];
  private readonly reader = new PersonReader();
  private readonly judge = new Judge(STANDING_WEIGHTS, Frequencies.kept(), POPULATION);

  constructor(
    private readonly box: Box,
    private readonly hashes: Pick<Vault, 'ref'>,
    private readonly sector: string,
  ) {
    const made = KNOWN_CHILDREN.map(({ childId, said }) => ({ childId, person: this.read(said, 'education') }));
    const met = [...box.records.values()].map(({ childId, said }) => ({ childId, person: this.read(said, sector) }));
    this.known = [...made, ...met];
  }

  async resolve(stamp: DeliveryStamp, asked: readonly Asked[]): Promise<readonly (Resolved | undefined)[]> {
    return asked.map((one) => this.one(stamp, one));
  }

  private one({ agency }: DeliveryStamp, { sighting, ifKnown, mergedInto, sameAs }: Asked): Resolved | undefined {
    const { system, localId, ...said } = sighting;
    const ref = this.hashes.ref('record', agency, system, localId);
    const before = this.box.records.get(ref);
    if (!before && ifKnown) return undefined;
    const record = before ? this.again(ref, before, said) : this.first(ref, said);
    const by = mergedInto !== undefined ? 'records-merged' : sameAs !== undefined ? 'records-linked' : undefined;
    return resolved(by === undefined ? record : { ...record, match: { is: 'unsure', by } });
  }

  private first(ref: string, said: PersonSaid): KnownRecord {
    const person = this.read(said);
    const placement = decideChild(person, this.candidates(person), this.judge);
    const childId = placement.kind === 'link' ? placement.childId : (derivedId('sandbox', ref) as ChildId);
    const streamId = recordStream(derivedId('sandbox-record', ref) as RecordId);
    return this.kept(ref, { streamId, childId, said, match: matchOf(placement) }, person);
  }

  /** A record that says something else is never given to another child by itself; at most a person is asked. */
  private again(ref: string, before: KnownRecord, now: PersonSaid): KnownRecord {
    const said = saidAfter(before.said, now);
    if (canonicalJson(said) === canonicalJson(before.said)) return before;
    const person = this.read(said);
    const others = this.candidates(person).filter(({ childId }) => childId !== before.childId);
    const placement = decideChild(person, others, this.judge);
    const match: Match = placement.kind === 'new' ? before.match : { is: 'unsure', by: 'better-evidence' };
    return this.kept(ref, { ...before, said, match }, person);
  }

  private kept(ref: string, record: KnownRecord, person: Person): KnownRecord {
    this.box.remember(ref, record);
    this.known.push({ childId: record.childId, person });
    return record;
  }

  private read(said: PersonSaid, sector = this.sector): Person {
    return this.reader.read(statedToday({ ...said, sector }));
  }

  /** Nobody is linked without an equal number or birth date. */
  private candidates(person: Person) {
    const near = this.known.filter(({ person: other }) => mayBeOne(person, other)).map(({ childId }) => childId);
    return [...new Set(near)].map((childId) => ({
      childId,
      persons: this.known.filter((one) => one.childId === childId).map((one) => one.person),
    }));
  }
}

const mayBeOne = (a: Person, b: Person): boolean =>
  [
    [a.nhs, b.nhs],
    [a.upn, b.upn],
    [a.birth?.digits, b.birth?.digits],
  ].some(([one, other]) => one !== undefined && one === other);

function matchOf(placement: Placement): Match {
  if (placement.kind === 'new') return { is: 'new' };
  if (placement.kind === 'propose') return { is: 'unsure', by: placement.reason };
  const child = KNOWN_CHILDREN.find(({ childId }) => childId === placement.childId);
  return { is: 'known', by: placement.method, ...(child ? { name: child.name } : {}) };
}

const resolved = ({ streamId, childId, match }: KnownRecord): Resolved => ({
  streamId,
  childId,
  openingStreams: [],
  opening: () => ({ events: [], links: [{ streamId, childId }] }),
  review: match.is === 'unsure',
});
