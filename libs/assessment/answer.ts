import { type Domain, DOMAINS, type Element, ELEMENT_IDS, ELEMENTS } from '@tributary/catalogue';
import type { Entry, Judge, Matter, Withheld } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { type AgencyId, type Instant, londonDate } from '@tributary/kernel';
import { REVIEW_TIMER } from './assessment-ids';
import type { CommandKind, Hat } from './domain/commands';
import { mayNow } from './domain/may';
import { helpOf, partOf } from './domain/reach';
import { mayLead } from './domain/roles';
import {
  type Action,
  type Agreement,
  type Ask,
  type Closing,
  type Contribution,
  type Opened,
  type Review,
  takesPartIn,
  type Version,
} from './domain/state';
import type { Found } from './look-up';
import { type Kept, matterOf, nameIn, Sieve } from './sieve';

/** A person as others see them: who, in which role, where. */
export type Who = Hat & Readonly<{ name: string; agencyName: string }>;
type Named<T extends Readonly<{ by: Hat }>> = Omit<T, 'by'> & Readonly<{ by: Who }>;
export type ContributionAnswer = Omit<Named<Contribution>, 'earlier'> &
  Readonly<{ earlier: readonly Named<Version>[] }>;
export type ActionAnswer = Omit<Named<Action>, 'owner' | 'ended'> &
  Readonly<{ owner: Who; ended: Named<NonNullable<Action['ended']>> | null; isOver: boolean; isOverdue: boolean }>;
/** What agencies have stated anyway: shown from its own event at each look, kept nowhere else. */
export type KnownFact = Readonly<{ type: string; agencyName: string }> &
  Pick<Entry, 'title' | 'occurred' | 'recordedAt' | 'knownFrom' | 'agency' | 'data'>;
export type ElementAnswer = Readonly<{
  element: Element;
  askedOf: readonly AgencyId[];
  contributions: readonly ContributionAnswer[];
  /** For whoever may write about it, newest first. */
  known: readonly KnownFact[];
}>;
export type AssessmentAnswer = Readonly<{
  id: string;
  status: 'agreement-awaited' | 'agreed' | 'declined' | 'agreement-ended' | 'closed';
  openedAt: Instant;
  /** Null where the reader may know that there is one and no more. */
  lead: Who | null;
  reason: string | null;
  agreement: Named<Agreement> | null;
  asked: readonly (Named<Ask> & Readonly<{ agencyName: string; hasAnswered: boolean }>)[];
  domains: readonly Readonly<{ domain: Domain; elements: readonly ElementAnswer[] }>[];
  actions: readonly ActionAnswer[];
  reviews: readonly Named<Review>[];
  review: Readonly<{ by: string; isOverdue: boolean; fellDueAt: Instant | null }> | null;
  closed: Named<Closing> | null;
  withheld: readonly Kept[];
  may: readonly CommandKind[];
}>;

export type Looking = Readonly<{ viewer: Hat; judge: Judge; view: DirectoryView; now: Instant }>;
export type Answered = Readonly<{
  /** Undefined: the reader may not even know that there is one. */
  answer: AssessmentAnswer | undefined;
  shown: readonly Matter[];
  withheld: readonly Withheld[];
}>;

/** What a reader sees of an assessment, with what the ledger has to say of it. Pure. */
export function answerOf(found: Found, looking: Looking): Answered {
  const { viewer, judge, view } = looking;
  const { state } = found;
  const status = judge(matterOf(helpOf({ by: state.lead }))).level;
  const isInTeam = takesPartIn(state, viewer.agency);
  // Whoever may open one has to learn that there is one already, and who leads it.
  const isLookUp = mayLead(viewer.role) || isInTeam;
  if (status === 'nothing' && !isLookUp) return { answer: undefined, shown: [], withheld: [] };
  const sieve = new Sieve(judge, view, isInTeam);
  const lead = status === 'existence' && !isLookUp ? null : whoIn(view)(state.lead);
  const answer: AssessmentAnswer = {
    ...{ id: found.id, status: statusOf(state), openedAt: state.opened.at, lead },
    ...wordsOf(found, sieve, looking),
    withheld: sieve.kept(),
    may: mayNow(state, viewer),
  };
  return { answer, shown: sieve.shown, withheld: sieve.withheld() };
}

type Words = Omit<AssessmentAnswer, 'id' | 'status' | 'openedAt' | 'lead' | 'withheld' | 'may'>;
function wordsOf({ events, state }: Found, sieve: Sieve, { view, now }: Looking): Words {
  const who = whoIn(view);
  const help = <T extends Readonly<{ by: Hat }>>(parts: readonly T[]): readonly T[] =>
    parts.filter((part) => sieve.opens(helpOf(part)));
  const named = <T extends Readonly<{ by: Hat }>>(part: T): Named<T> => ({ ...part, by: who(part.by) });
  const [agreement, closed] = [help(state.agreements.slice(-1))[0], help(state.closed ? [state.closed] : [])[0]];
  const contributions = state.contributions.filter((one) => sieve.opens(partOf(one)));
  return {
    reason: help([state.opened])[0]?.reason ?? null,
    agreement: agreement ? named(agreement) : null,
    asked: help(state.asks).map((ask) => ({
      ...named(ask),
      agencyName: nameIn(view, ask.agency),
      hasAnswered: state.contributions.some(({ by }) => by.agency === ask.agency),
    })),
    domains: DOMAINS.map((domain) => ({
      domain,
      elements: ELEMENT_IDS.filter((element) => ELEMENTS[element] === domain).map((element) => ({
        element,
        askedOf: help(state.asks).flatMap(({ agency, elements }) => (elements.includes(element) ? [agency] : [])),
        contributions: contributions.filter((one) => one.element === element).map(contributionIn(sieve, who)),
        known: [],
      })),
    })),
    actions: help(state.actions).map((one) => ({
      ...named(one),
      owner: who(one.owner),
      isOver: one.ended !== undefined,
      isOverdue: !one.ended && one.due < londonDate(now),
      ended: help(one.ended ? [one.ended] : []).map(named)[0] ?? null,
    })),
    reviews: help(state.reviews).map(named),
    review: state.reviewBy && {
      by: state.reviewBy,
      isOverdue: state.reviewBy < londonDate(now),
      fellDueAt: fellDueAt({ events, state }),
    },
    closed: closed ? named(closed) : null,
  };
}

const contributionIn = (sieve: Sieve, who: (hat: Hat) => Who) => (one: Contribution) => ({
  ...one,
  by: who(one.by),
  earlier: one.earlier.filter((version) => sieve.opens(partOf(version))).map((v) => ({ ...v, by: who(v.by) })),
});

/** When the clock of the review that is due now fell; null where it has not. */
function fellDueAt({ events, state }: Pick<Found, 'events' | 'state'>): Instant | null {
  const since = [...state.reviews, ...state.agreements].reduce(
    (last, { at }) => (at > last ? at : last),
    state.opened.at,
  );
  const fell = events.filter(({ type, data, knownFrom }) => {
    const { kind } = data as Readonly<{ kind?: string }>;
    return type === 'clock.fell-due' && kind === REVIEW_TIMER && knownFrom > since;
  });
  return fell.at(-1)?.knownFrom ?? null;
}

function statusOf(state: Opened): AssessmentAnswer['status'] {
  if (state.status === 'closed') return 'closed';
  const last = state.agreements.at(-1)?.answer;
  if (last === undefined) return 'agreement-awaited';
  return ({ given: 'agreed', refused: 'declined', withdrawn: 'agreement-ended' } as const)[last];
}

export const whoIn =
  (view: DirectoryView) =>
  (hat: Hat): Who => ({
    ...hat,
    name: view.practitioner(hat.practitioner)?.name ?? hat.practitioner,
    agencyName: nameIn(view, hat.agency),
  });
