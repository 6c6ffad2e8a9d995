import type { Hidden } from '@tributary/access';
import type { DirectoryView } from '@tributary/directory';
import type { AgencyId, ChildId, Instant } from '@tributary/kernel';
import { coverageAround, feedsAround, type Silences } from './coverage-around';
import type { Coverage } from './domain/coverage';
import type { Reference } from './domain/currency';
import { type Hearing, type Involvement, involvementOf } from './domain/involvement';
import { type Confirmation, FRESH_FOR_MS, type Status, statusFrom } from './domain/status';
import type { RefOf } from './domain/step';
import { type Judge, type Matter, sifted, type Withheld } from './domain/view';
import { leadPractitioner, type Reachable, speakWith } from './people';
import type { ChildReader, Told } from './reader';

/** What one look at a child goes by: what was told of it, what the reader may see, and the directory of that time. */
export type Seen = Readonly<{
  child: ChildId;
  at: Instant;
  told: Told;
  judge: Judge;
  hidden: Hidden | undefined;
  view: DirectoryView;
  reference: Reference;
  /** The reader's own agency. */
  reader: AgencyId;
}>;

export type SeeingOptions = Readonly<{
  reader: Pick<ChildReader, 'lastDeliveries'>;
  silences: Silences;
  refOf: RefOf;
  /** How old a status may be, in milliseconds. Default: two days. */
  statusLimitMs?: number;
}>;

/** A part of an answer, with what the ledger has to say of it. */
export type Part<T> = Readonly<{ answer: T; shown: readonly Matter[]; withheld: readonly Withheld[] }>;

export function statusSeen({ told, judge, at, reference }: Seen, { statusLimitMs }: SeeingOptions): Part<Status> {
  const { shown, withheld } = sifted(told.states, (s) => s, judge, 'status');
  const freshness = {
    currencyOf: reference.currencyOf,
    confirmations: told.confirmations,
    limitMs: statusLimitMs ?? FRESH_FOR_MS,
  };
  return { answer: statusFrom(shown, at, freshness), shown, withheld };
}

type InvolvedPeople = Readonly<{ speakWith: readonly Reachable[] }>;
/** Who is involved, and with whom to speak there. */
export type Involved = Omit<Involvement, 'agencies'> &
  Readonly<{
    agencies: readonly (Involvement['agencies'][number] & InvolvedPeople)[];
    leadPractitioner: Reachable | null;
  }>;

export function involvementSeen(seen: Seen, options: SeeingOptions): Part<Involved> {
  const { shown, withheld } = heardBy(seen);
  const { answer: status } = statusSeen(seen, options);
  const whos = { view: seen.view, refOf: options.refOf };
  const involvement = involvementOf(shown, status, seen.reference.currencyOf);
  const agencies = involvement.agencies.map((one) => ({ ...one, speakWith: speakWith(one.agency, status, whos) }));
  return { answer: { ...involvement, agencies, leadPractitioner: leadPractitioner(status, whos) }, shown, withheld };
}

export async function coverageSeen(seen: Seen, { reader, silences }: SeeingOptions): Promise<Part<Coverage>> {
  const { view, at, reference } = seen;
  const { shown, withheld } = heardBy(seen);
  const feeds = feedsAround(shown, view).map(({ id }) => id);
  const delivered: readonly Confirmation[] = await reader.lastDeliveries(feeds, at);
  const silentFrom = await silences(feeds, at);
  const covering = { view, currencyOf: reference.currencyOf, silentFrom, asOf: at, reader: seen.reader };
  return { answer: coverageAround(shown, delivered, covering), shown, withheld };
}

const OPEN = { state: 'open' } as const;

function heardBy({
  told,
  judge,
}: Seen): Readonly<{ shown: readonly (Hearing & Matter)[]; withheld: readonly Withheld[] }> {
  const matters = told.hearings.map((h) => ({ ...h, type: `involvement.${h.sector}`, release: OPEN }));
  return sifted(matters, (m) => m, judge, 'existence');
}
