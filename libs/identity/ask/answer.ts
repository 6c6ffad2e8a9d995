import type { AgencyId, ChildId } from '@tributary/kernel';
import type { Candidate, Evidence, Judge, Outcome, Person } from '@tributary/matching';
import { type ChildJudged, judgeChild } from '../domain/decide-child';
import { type Asker, type Compared, type Opening, openingOf, type Standing } from './opening';

/** What one agency's record says of a child that may be meant. */
export type KnownRecord = Readonly<{ childId: ChildId; agency: AgencyId; person: Person }>;

/** What may be told of one child. */
export type Told =
  | Readonly<{ level: 'nothing'; childId: ChildId; rule: string }>
  | (Readonly<{ level: 'known'; childId: ChildId; by: 'your-agency' | 'elsewhere' }> & Ground)
  | (Readonly<{ level: 'candidate'; childId: ChildId; found: Found }> & Ground);
type Ground = Readonly<{ supplier: AgencyId; rule: string; version: string }>;
export type Found = Omit<Candidate, 'id'>;
type Status = Outcome;

/** Whether a child is worth the question what may be told of it: by all that any agency says, places left out or not. */
export const isLike = (sought: Person, records: readonly KnownRecord[], judge: Judge): boolean =>
  judgeChild(sought, personsOf(records, 'all'), judge) !== undefined ||
  judgeChild(sought, personsOf(records, 'who'), judge) !== undefined;

type Case = Readonly<{ asker: Asker; standing: Standing; sought: Person; judge: Judge }>;

/** What the asker is told of one child, from all records of it. Undefined where nothing that is open is like it. */
export function toldOf(records: readonly KnownRecord[], given: Case): Told | undefined {
  const opened = records.map((record) => ({ record, opening: openingOf(given.asker, record.agency, given.standing) }));
  return candidateOf(opened, given) ?? knownOf(opened, given) ?? shutOf(opened);
}

type Opened = Readonly<{ record: KnownRecord; opening: Opening }>;

function candidateOf(opened: readonly Opened[], { sought, judge }: Case): Told | undefined {
  const open = opened.flatMap(({ record, opening }) =>
    opening.level === 'candidate' ? [{ ...record, opening, person: reduced(record.person, opening.compared) }] : [],
  );
  const best = judgeChild(sought, personsOf(open, 'all'), judge);
  const by = best && open.find(({ person }) => person === best.known);
  if (!best || !by) return undefined;
  const { rule, version } = by.opening;
  const found = foundIn(best, judge.evidence(sought, best.known));
  return { level: 'candidate', childId: by.childId, found, supplier: by.agency, rule, version };
}

function foundIn({ outcome, reason, weight, probability }: ChildJudged, evidence: readonly Evidence[]): Found {
  return { outcome, ...(reason ? { reason } : {}), weight, probability, evidence };
}

/** Beyond doubt alone: a near miss would say that the next trial is warmer. */
function knownOf(opened: readonly Opened[], { sought, judge }: Case): Told | undefined {
  for (const by of ['your-agency', 'elsewhere'] as const) {
    const open = opened.filter(({ opening }) => opening.level === 'known' && opening.by === by);
    const [first] = open;
    const records = open.map(({ record }) => record);
    if (first?.opening.level !== 'known') continue;
    if (judgeChild(sought, personsOf(records, 'who'), judge)?.outcome !== 'Match') continue;
    const { rule, version } = first.opening;
    return { level: 'known', by, childId: first.record.childId, supplier: first.record.agency, rule, version };
  }
  return undefined;
}

function shutOf(opened: readonly Opened[]): Told | undefined {
  const shut = opened.find(({ opening }) => opening.level === 'nothing');
  if (shut?.opening.level !== 'nothing') return undefined;
  return { level: 'nothing', childId: shut.record.childId, rule: shut.opening.rule };
}

const personsOf = (records: readonly Pick<KnownRecord, 'person'>[], compared: Compared): readonly Person[] =>
  records.map(({ person }) => reduced(person, compared));

const NO_PLACES = {
  ...{ postcodes: [], house: undefined, streets: [], locality: undefined, region: undefined, school: undefined },
  // Such a number speaks at its own school alone, and so tells that it is that one.
  temporaryUpns: [],
} as const;

function reduced(person: Person, compared: Compared): Person {
  if (compared === 'all') return person;
  return compared === 'who' ? { ...person, ...NO_PLACES, parents: [] } : { ...person, ...NO_PLACES };
}

/** In the words of DfE's matcher, strongest first. */
const RANKS: readonly Status[] = ['Match', 'PotentialMatch', 'LowConfidenceMatch'];
type Summed<F> = Readonly<{ status: Status; reason?: NonNullable<Found['reason']>; ranked: readonly F[] }>;

/** What all that is told comes to. Two that match equally are for a person to tell apart. */
export function summed<F extends Found>(told: readonly F[], known: boolean): Summed<F> {
  const ranked = told.toSorted(
    (one, other) => RANKS.indexOf(one.outcome) - RANKS.indexOf(other.outcome) || other.weight - one.weight,
  );
  const [best] = ranked;
  const matches = ranked.filter(({ outcome }) => outcome === 'Match').length + (known ? 1 : 0);
  if (matches > 1) return { status: 'ManyMatch', reason: 'several-fit', ranked };
  if (matches === 1) return { status: 'Match', ranked };
  if (!best) return { status: 'NoMatch', ranked };
  return { status: best.outcome, ...(best.reason ? { reason: best.reason } : {}), ranked };
}

/** Why there is no answer to a question, where it names nobody, or nobody who may be asked about. */
export function faultOf(sought: Person, year: number): 'nothing-to-compare' | 'not-a-child' | undefined {
  const { given, family, nhs, upn } = sought;
  if ([given, family, nhs, upn].every((one) => one === undefined)) return 'nothing-to-compare';
  return isGrownUp(sought, year) ? 'not-a-child' : undefined;
}

/** Years: support for young people leaving care, or with a plan, ends at 25. */
const GROWN_UP = 26;

/** By the year alone, so that nobody is left out whose day was mistyped: at least that old at the end of last year. */
export const isGrownUp = ({ birth }: Person, year: number): boolean =>
  birth !== undefined && year - 1 - Number(birth.year) >= GROWN_UP;
