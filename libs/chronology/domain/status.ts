import {
  later,
  londonDate,
  millisOf,
  type AgencyId,
  type EventId,
  type FeedId,
  type Instant,
  type PlainDate,
  type Recorded,
  type RecordRef,
  type StreamId,
} from '@tributary/kernel';
import { decidesStates, type Currency, type CurrencyOf } from './currency';
import { inWords } from './london';
import { itemKey, lastWords } from './statement';
import { STATE_KINDS, stateStatementOf, type RefOf, type StateKind, type StateStatement, type Step } from './step';

/** When a feed last delivered, and so confirmed what it had said before and did not say again. */
export type Confirmation = Readonly<{ agency: AgencyId; feed: FeedId; at: Instant }>;

export type Freshness = Readonly<{
  currencyOf: CurrencyOf;
  /** Newest delivery, up to the time asked about, of each feed that states these things for the child's authority. */
  confirmations: readonly Confirmation[];
  /** How old a confirmation may be, in milliseconds; by default two days. */
  limitMs: number;
}>;

export const FRESH_FOR_MS = 2 * 86_400_000;

/** One agency's account of a state. Accounts are not merged: two that differ stand side by side. */
export type Account = Readonly<{
  agency: AgencyId;
  feed: FeedId;
  currency: Currency;
  since: PlainDate;
  /** Its last day, where that is known and has not passed. */
  until: PlainDate | null;
  worker: RecordRef | null;
  /** When the statement was delivered. */
  statedAt: Instant;
  /** When its feed last spoke at all. */
  confirmedAt: Instant;
  /** Age of that confirmation, in milliseconds. */
  ageMs: number;
  fresh: boolean;
  /** Where to open what was said. */
  statedBy: Readonly<{ streamId: StreamId; eventId: EventId }>;
}>;

/** `known`: said, and confirmed lately. `none-known`: nothing said, by a feed that is current. Else `not-current`. */
export type KindStatus = Readonly<{
  kind: StateKind;
  state: 'known' | 'none-known' | 'not-current';
  accounts: readonly Account[];
  confirmedAt: Instant | null;
  words: string;
}>;

export type Status = Readonly<{ asOf: Instant; kinds: readonly KindStatus[] }>;

const LABELS: Readonly<Record<StateKind, { thing: string; subject: string }>> = {
  'allocated-worker': { thing: 'allocated social worker', subject: 'Allocated social worker' },
  'need-plan': { thing: 'child in need plan', subject: 'Plan status' },
  'protection-plan': { thing: 'child protection plan', subject: 'Plan status' },
  'looked-after': { thing: 'looked-after episode', subject: 'Looked-after status' },
  'open-referral': { thing: 'open referral', subject: 'Referral status' },
  'family-help': { thing: 'family help', subject: 'Family help status' },
  missing: { thing: 'missing episode', subject: 'Missing status' },
};

/**
 * The current states from the events that answer a question (`answering`). A feed that is a return, or weekly,
 * neither begins nor ends one.
 */
export function statusOf(answered: readonly Recorded[], asOf: Instant, freshness: Freshness, refOf: RefOf): Status {
  return statusFrom(
    answered.flatMap((r) => stateStatementOf(r, refOf) ?? []),
    asOf,
    freshness,
  );
}

/** The same from statements, superseded ones included or not. */
export function statusFrom(said: readonly StateStatement[], asOf: Instant, freshness: Freshness): Status {
  const last = [...lastWords(said).values()].filter((s) => decidesStates(freshness.currencyOf(s.feed, s.agency)));
  const confirmed = confirmations(last, asOf, freshness);
  return { asOf, kinds: STATE_KINDS.map((kind) => kindStatus(kind, last, asOf, { ...freshness, confirmed })) };
}

type Confirmed = ReadonlyMap<string, Instant>;
const feedKey = (s: Pick<Confirmation, 'agency' | 'feed'>): string => `${s.agency} ${s.feed}`;

/** When each feed last spoke: by a delivery, or by a statement about this very child. */
function confirmations(said: readonly StateStatement[], asOf: Instant, freshness: Freshness): Confirmed {
  const newest = new Map<string, Instant>();
  const hear = (key: string, at: Instant): unknown => newest.set(key, later(at, newest.get(key) ?? at));
  for (const c of freshness.confirmations) {
    if (c.at <= asOf && decidesStates(freshness.currencyOf(c.feed, c.agency))) hear(feedKey(c), c.at);
  }
  for (const s of said) if (s.receivedAt <= asOf && !isAside(s)) hear(feedKey(s), s.receivedAt);
  return newest;
}

/** Other agencies than social care may say these; that they spoke says nothing of plans. */
const ASIDE: readonly StateKind[] = ['family-help', 'missing'];
const isAside = ({ step }: StateStatement): boolean => step !== null && ASIDE.includes(step.kind);

type Hearing = Freshness & Readonly<{ confirmed: Confirmed }>;

function kindStatus(kind: StateKind, last: readonly StateStatement[], asOf: Instant, hearing: Hearing): KindStatus {
  const accounts = inForce(kind, last, londonDate(asOf)).map((open) => accountOf(open, asOf, hearing));
  const confirmedAt = newestOf(
    accounts.length > 0 ? accounts.map((a) => a.confirmedAt) : [...hearing.confirmed.values()],
  );
  const fresh = confirmedAt !== null && millisOf(asOf) - millisOf(confirmedAt) <= hearing.limitMs;
  const state = !fresh ? 'not-current' : accounts.length > 0 ? 'known' : 'none-known';
  return { kind, state, accounts, confirmedAt, words: wordsFor(kind, state, asOf) };
}

const newestOf = (times: readonly Instant[]): Instant | null =>
  times.reduce<Instant | null>((a, b) => (a === null ? b : later(a, b)), null);

function wordsFor(kind: StateKind, state: KindStatus['state'], asOf: Instant): string {
  const { thing, subject } = LABELS[kind];
  if (state === 'not-current') return `${subject} not current: ring the front door.`;
  const at = inWords(asOf);
  return state === 'known' ? `As stated to Tributary by ${at}.` : `No ${thing} known to Tributary as at ${at}.`;
}

type Open = Readonly<{ statement: StateStatement; step: Step; since: PlainDate; until: PlainDate | null }>;
type Said = Readonly<{ statement: StateStatement; step: Step }>;

/** One account an agency: of several that run at once, the one begun last; a placement runs on from the first. */
function inForce(kind: StateKind, last: readonly StateStatement[], today: PlainDate): Open[] {
  const steps = last.flatMap((statement): Said[] => (statement.step ? [{ statement, step: statement.step }] : []));
  const byAgency = Map.groupBy(steps, ({ statement }) => statement.agency);
  return [...byAgency.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, said]) => openOf(kind, said, today) ?? []);
}

function openOf(kind: StateKind, said: readonly Said[], today: PlainDate): Open | undefined {
  const open = said
    .filter(({ step }) => step.kind === kind && step.does === 'begins' && step.day <= today)
    .map((begun) => ({ ...begun, until: lastDayOf(begun, said) }))
    .filter(({ until }) => until === null || until >= today)
    .sort((a, b) => (begunLater(a, b) ? 1 : -1));
  const newest = open.at(-1);
  const first = open[0];
  if (!newest || !first) return undefined;
  return { ...newest, since: kind === 'looked-after' ? first.step.day : newest.step.day };
}

function begunLater(a: Said, b: Said): boolean {
  if (a.step.day !== b.step.day) return a.step.day > b.step.day;
  if (a.statement.knownFrom !== b.statement.knownFrom) return a.statement.knownFrom > b.statement.knownFrom;
  return itemKey(a.statement) > itemKey(b.statement);
}

/** The earliest last day that anything said gives it. */
function lastDayOf(begun: Said, said: readonly Said[]): PlainDate | null {
  const days = said.filter((other) => ends(other, begun)).map((other) => other.step.day);
  if (begun.step.lastDay) days.push(begun.step.lastDay);
  return days.length > 0 ? days.reduce((a, b) => (a < b ? a : b)) : null;
}

const ENDS_WITH_CASE: readonly StateKind[] = ['allocated-worker', 'need-plan'];

/** Whether `end` is the end of `begun`. */
function ends(end: Said, begun: Said): boolean {
  const [e, b] = [end.step, begun.step];
  if (e.does !== 'ends' || end.statement.streamId !== begun.statement.streamId) return false;
  // The case's closure ends the allocation and the plan that belonged to it.
  if (e.kind === 'open-referral' && ENDS_WITH_CASE.includes(b.kind))
    return e.episode !== null && e.episode === b.episode;
  if (e.kind !== b.kind) return false;
  const named = e.subject !== null && b.subject !== null;
  if (named && e.subject === b.subject) return true;
  // The end of a period of care names the last placement only; those before it end with it.
  if (e.kind === 'looked-after') return named ? b.day < e.day : b.day <= e.day;
  return !named && b.day <= e.day;
}

function accountOf({ statement, step, since, until }: Open, asOf: Instant, hearing: Hearing): Account {
  const { agency, feed, receivedAt, streamId, eventId } = statement;
  const confirmedAt = hearing.confirmed.get(feedKey(statement)) ?? receivedAt;
  const ageMs = millisOf(asOf) - millisOf(confirmedAt);
  return {
    ...{ agency, feed, currency: hearing.currencyOf(feed, agency), since, until, worker: step.worker },
    ...{ statedAt: receivedAt, confirmedAt, ageMs, fresh: ageMs <= hearing.limitMs },
    statedBy: { streamId, eventId },
  };
}
