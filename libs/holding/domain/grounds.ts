import type { Agreement, Cohort } from '@tributary/access';
import type { AgencyId, DataClass, Envelope, EventId, Instant } from '@tributary/kernel';

/** A time in which a child was in a cohort, by what was known then or is known now; `to` is where it ended. */
export type CohortTime = Readonly<{ cohort: Cohort; from: Instant; to: Instant }>;

/** All that ever let somebody but the supplier see something of a child, or may yet. */
export type Grounds = Readonly<{
  cohorts: readonly CohortTime[];
  /** Named by an alert or a notice, whatever became of it. */
  named: ReadonlySet<EventId>;
  /** Shared by its supplier on request, or released to somebody by whoever holds it back. */
  given: ReadonlySet<EventId>;
  /** Until when somebody had opened the child by their own word. */
  opened: readonly Instant[];
  /** `agency class` that somebody has asked for and waits for. */
  asked: ReadonlySet<string>;
  /** An assessment of the child is open. */
  assessed: boolean;
}>;

/** What agreements say, and which types say that a child is in a cohort. */
export type Rules = Readonly<{
  /** Versions in force for a supplier at some time of that span. */
  agreed(supplier: AgencyId, from: Instant, to: Instant): readonly Pick<Agreement, 'cohorts'>[];
  statesCohort(type: string): boolean;
  restricted: ReadonlySet<DataClass>;
}>;

/** What keeps an event from being erased as unopened; undefined where nothing does. */
export type Keeping =
  'named' | 'given' | 'asked' | 'assessed' | 'unreleased' | 'ground' | 'cohort' | 'opened' | 'no-agreement';

type Held = Pick<Envelope, 'id' | 'type' | 'dataClass' | 'release' | 'knownFrom' | 'supply'> &
  Readonly<{ agency: AgencyId }>;

/**
 * Whether anybody but its supplier could open an event between its being recorded and now. It errs towards yes: what it
 * takes for opened is kept, and what it takes for unopened is gone for ever. The table of its cases: grounds.unit.spec.ts.
 */
export function keptBy(event: Held, grounds: Grounds, rules: Rules, now: Instant): Keeping | undefined {
  const { id, agency, dataClass, knownFrom } = event;
  if (grounds.named.has(id)) return 'named';
  if (grounds.given.has(id)) return 'given';
  if (grounds.assessed) return 'assessed';
  if (grounds.asked.has(`${agency} ${dataClass}`)) return 'asked';
  // It waits for whoever holds it back: to erase it would be to decide.
  if (isUnreleased(event)) return 'unreleased';
  // Without one nobody has decided yet who may see what this supplier sends; it may be late.
  if (rules.agreed(agency, now, now).length === 0) return 'no-agreement';
  if (rules.statesCohort(event.type) && grounds.cohorts.length > 0) return 'ground';
  if (grounds.cohorts.some((time) => covers(time, event, rules, now))) return 'cohort';
  if (rules.restricted.has(dataClass)) return undefined;
  return grounds.opened.some((until) => until >= knownFrom) ? 'opened' : undefined;
}

function covers({ cohort, from, to }: CohortTime, event: Held, { agreed }: Rules, now: Instant): boolean {
  const [first, last] = [from > event.knownFrom ? from : event.knownFrom, to < now ? to : now];
  if (first > last) return false;
  return agreed(event.agency, first, last).some(({ cohorts }) => cohorts[cohort]?.includes(event.dataClass));
}

const isUnreleased = ({ release }: Held): boolean => release.state === 'held' && release.audience.length === 0;
