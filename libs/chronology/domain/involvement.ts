import {
  type AgencyId,
  type DataClass,
  type FeedId,
  type Instant,
  later,
  type PlainDate,
  type Recorded,
  type StreamId,
} from '@tributary/kernel';
import type { Currency, CurrencyOf } from './currency';
import { statementOf } from './statement';
import type { Account, Status } from './status';
import type { StateKind } from './step';
import { sectorOf } from './title';

/** What one feed of an agency has said of a record, added up. */
export type Hearing = Readonly<{
  streamId: StreamId;
  agency: AgencyId;
  feed: FeedId;
  sector: string;
  dataClass: DataClass;
  firstKnown: Instant;
  lastKnown: Instant;
}>;

/** An agency with a record of the child. */
export type InvolvedAgency = Readonly<{
  agency: AgencyId;
  sectors: readonly string[];
  currencies: readonly Currency[];
  /** When Tributary first and last heard from it about the child. */
  knownSince: Instant;
  lastHeard: Instant;
}>;

/** A service that an agency gives the child now, by a feed that may say so. */
export type InvolvedService = Readonly<{
  kind: StateKind;
  agency: AgencyId;
  since: PlainDate;
  until: PlainDate | null;
  worker: Account['worker'];
  confirmedAt: Instant;
  fresh: boolean;
}>;

export type Involvement = Readonly<{
  agencies: readonly InvolvedAgency[];
  services: readonly InvolvedService[];
  /** The school last heard from, where one has a record. */
  school: Readonly<{ agency: AgencyId; knownSince: Instant; lastHeard: Instant }> | null;
}>;

/** One row a (record, feed, sector, class); order of hearing does not matter. */
export function hearingsOf(answered: readonly Recorded[]): Hearing[] {
  const heard = new Map<string, Hearing>();
  for (const recorded of answered) {
    const hearing = hearingOf(recorded);
    if (!hearing) continue;
    const key = hearingKey(hearing);
    const before = heard.get(key);
    heard.set(key, before ? joined(before, hearing) : hearing);
  }
  return [...heard.values()].sort((a, b) => (hearingKey(a) < hearingKey(b) ? -1 : 1));
}

export const hearingKey = (h: Hearing): string => `${h.streamId} ${h.feed} ${h.sector} ${h.dataClass}`;

/**
 * Undefined where the event is no agency's statement, only takes one back, or is held: what is made from a held event
 * stays inside its audience, and who is involved is shown to more than that (design/access.md 2).
 */
export function hearingOf(recorded: Recorded): Hearing | undefined {
  const s = statementOf(recorded);
  const sector = sectorOf(recorded.event.type);
  if (!s || sector === 'record' || s.release.state === 'held') return undefined;
  const { streamId, agency, feed, dataClass, knownFrom } = s;
  return { streamId, agency, feed, sector, dataClass, firstKnown: knownFrom, lastKnown: knownFrom };
}

export const joined = (a: Hearing, b: Hearing): Hearing => ({
  ...a,
  firstKnown: a.firstKnown < b.firstKnown ? a.firstKnown : b.firstKnown,
  lastKnown: later(a.lastKnown, b.lastKnown),
});

/** Who is involved with a child, from what each feed has said and the states now in force. */
export function involvementOf(hearings: readonly Hearing[], status: Status, currencyOf: CurrencyOf): Involvement {
  const byAgency = [...Map.groupBy(hearings, (h) => h.agency).values()];
  const agencies = byAgency.map((heard) => agencyOf(heard, currencyOf)).sort(byId);
  const schools = agencies.filter((a) => a.sectors.includes('education'));
  const school = schools.reduce<InvolvedAgency | null>((a, b) => (a && a.lastHeard >= b.lastHeard ? a : b), null);
  return {
    agencies,
    services: status.kinds.flatMap(({ kind, accounts }) => accounts.map((account) => serviceOf(kind, account))),
    school: school && { agency: school.agency, knownSince: school.knownSince, lastHeard: school.lastHeard },
  };
}

const byId = (a: InvolvedAgency, b: InvolvedAgency): number => (a.agency < b.agency ? -1 : 1);
const distinct = <T extends string>(values: readonly T[]): T[] => [...new Set(values)].sort();

function agencyOf(heard: readonly Hearing[], currencyOf: CurrencyOf): InvolvedAgency {
  const all = heard.reduce(joined);
  return {
    agency: all.agency,
    sectors: distinct(heard.map((h) => h.sector)),
    currencies: distinct(heard.map((h) => currencyOf(h.feed, h.agency))),
    knownSince: all.firstKnown,
    lastHeard: all.lastKnown,
  };
}

const serviceOf = (kind: StateKind, account: Account): InvolvedService => ({
  kind,
  agency: account.agency,
  since: account.since,
  until: account.until,
  worker: account.worker,
  confirmedAt: account.confirmedAt,
  fresh: account.fresh,
});
