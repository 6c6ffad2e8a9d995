import { CONTRACT_CHECKS, type ContractCheck, type FeedFormat } from '@tributary/feeds';
import { canonicalJson, type Instant, Problem } from '@tributary/kernel';
import type { FeedInfo } from '../pipeline/ports';
import type { SandboxReceipt } from './receipt';

/** What each check says where it is passed. */
export const CHECK_TITLES: Readonly<Record<ContractCheck, string>> = {
  accepted: 'A delivery is taken in whole',
  repeated: 'The same delivery again adds nothing',
  corrected: 'A correction replaces what was said before',
  late: 'What comes too late does not replace what is newer',
  'taken-back': 'What is withdrawn is taken back',
  parked: 'A broken record is parked with its place, and the rest is taken in',
  unmapped: 'A code that nobody knows is kept and listed',
  dropped: 'What must not be held is left out and counted',
  refused: 'A file of another encoding is refused whole',
  'too-large': 'A delivery over the limit is refused',
};

/** Of any form. All else a form has to show is what its sample files show. */
const ALWAYS: readonly ContractCheck[] = ['accepted', 'repeated', 'corrected', 'refused', 'too-large'];

/** What a feed of that form has to show. */
export const neededOf = ({ samples }: Pick<FeedFormat, 'samples'>): readonly ContractCheck[] => {
  const shown = new Set([...ALWAYS, ...(samples?.() ?? []).map(({ shows }) => shows)]);
  return CONTRACT_CHECKS.filter((check) => shown.has(check));
};

/** What the hub saw of a test delivery. Nobody but the hub says so. Pure. */
export function shownBy({ counts, records, unmapped, repeated }: SandboxReceipt): readonly ContractCheck[] {
  if (repeated) return ['repeated'];
  const effects = new Set(records.flatMap(({ events = [] }) => events.map(({ effect }) => effect)));
  const parked = records.filter(({ outcome }) => outcome === 'parked');
  const shown: Readonly<Partial<Record<ContractCheck, boolean>>> = {
    accepted: counts.accepted > 0 && counts.parked === 0,
    corrected: effects.has('corrected'),
    late: effects.has('late'),
    'taken-back': effects.has('taken-back'),
    parked: parked.length > 0 && parked.every(({ place, code }) => place && code) && parked.length < records.length,
    unmapped: unmapped.length > 0,
    dropped: counts.dropped > 0,
  };
  return CONTRACT_CHECKS.filter((check) => shown[check]);
}

/** What a refusal of a whole delivery shows. */
export function shownByRefusal(error: unknown): readonly ContractCheck[] {
  if (!(error instanceof Problem)) return [];
  if (error.code === 'delivery-too-large') return ['too-large'];
  return UNREADABLE.includes(error.status) && !NOT_THE_FILE.includes(error.code) ? ['refused'] : [];
}
const UNREADABLE: readonly number[] = [400, 422];
const NOT_THE_FILE: readonly string[] = ['idempotency-key-reused', 'idempotency-key-wrong', 'mapping-missing'];

/** What a pass is worth nothing without: where any of it changes, the tests are to be run again. */
export type Basis = Readonly<{
  format: string;
  /** The hub's major version. */
  hub: string;
  mapping: number | null;
  declared: Readonly<Record<string, string | null>>;
}>;

/** Since when it is live is no part of it: going live is what the tests are for. */
export function basisOf(feed: FeedInfo, given: Readonly<{ hub: string; mapping: number | undefined }>): Basis {
  const { format, agency, agreement, controller, cohort, currency, impactAssessment, rhythm, by, supplier } = feed;
  const declared = { agency, agreement, controller, cohort, currency, impactAssessment, rhythm, by, supplier };
  return {
    format,
    hub: given.hub.split('.')[0] ?? '',
    mapping: given.mapping ?? null,
    declared: Object.fromEntries(Object.entries(declared).map(([name, value]) => [name, value ?? null])),
  };
}

export type Evidence = Readonly<{
  check: ContractCheck;
  at: Instant;
  client: string;
  /** The test delivery; none where it was refused. */
  delivery?: string;
  /** Shown by one of the hub's own sample files. */
  sample: boolean;
  basis: Basis;
  /** Of the hub that saw it. */
  hub: string;
  catalogue: string;
}>;

export type ContractReport = Readonly<{
  /** `stale`: passed, and something changed since. */
  state: 'passed' | 'stale' | 'open';
  passedAt?: Instant;
  mapping?: number;
  hub?: string;
  catalogue?: string;
  /** The feed's own system has sent nothing that was taken in whole. */
  samplesAlone?: true;
  /** What changed since it passed. */
  changed?: readonly string[];
  checks: readonly Readonly<{ id: ContractCheck; title: string; seen?: Omit<Evidence, 'check' | 'basis'> }>[];
}>;

/** How a feed stands to its contract. Pure. */
export function reportOf(evidence: readonly Evidence[], now: Basis, needed: readonly ContractCheck[]): ContractReport {
  const byBasis = Map.groupBy(evidence, ({ basis }) => canonicalJson(basis));
  const current = byBasis.get(canonicalJson(now)) ?? [];
  const checks = needed.map((id) => {
    const found = current.find(({ check }) => check === id);
    return { id, title: CHECK_TITLES[id], ...(found ? { seen: seenOf(found) } : {}) };
  });
  const passed = passOf(current, needed);
  if (passed) return { state: 'passed', ...passed, checks };
  const before = [...byBasis.values()].map((of) => ({ pass: passOf(of, needed), basis: of[0]?.basis }));
  const last = before
    .filter(({ pass }) => pass)
    .sort((a, b) => compare(a.pass?.passedAt, b.pass?.passedAt))
    .at(-1);
  if (!last?.pass || !last.basis) return { state: 'open', checks };
  return { state: 'stale', ...last.pass, changed: changedBetween(last.basis, now), checks };
}

const seenOf = ({ check: _its, basis: _of, ...seen }: Evidence): Omit<Evidence, 'check' | 'basis'> => seen;
const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

function passOf(evidence: readonly Evidence[], needed: readonly ContractCheck[]) {
  const counting = needed.flatMap((id) => evidence.find(({ check }) => check === id) ?? []);
  const newest = counting.toSorted((a, b) => compare(a.at, b.at)).at(-1);
  if (!newest || counting.length < needed.length) return undefined;
  const { at: passedAt, basis, hub, catalogue } = newest;
  const samples = counting.some(({ check, sample }) => check === 'accepted' && sample);
  return {
    ...{ passedAt, hub, catalogue },
    ...(basis.mapping === null ? {} : { mapping: basis.mapping }),
    ...(samples ? { samplesAlone: true as const } : {}),
  };
}

/** In words of the directory, for whoever has to run the tests again. */
function changedBetween(before: Basis, now: Basis): readonly string[] {
  const declared = Object.keys(now.declared).filter((name) => now.declared[name] !== before.declared[name]);
  return [
    ...(before.mapping === now.mapping ? [] : ['mapping']),
    ...(before.format === now.format ? [] : ['format']),
    ...(before.hub === now.hub ? [] : ['hub']),
    ...declared,
  ];
}
