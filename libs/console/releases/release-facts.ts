import { detailsOf, type HeldInFull, type ReleaseDecision, type ToldHeld } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { type AgencyId, type Instant, londonDate, plusWorkingDays } from '@tributary/kernel';
import { type Fault, faultOfWords, type Form, listIn, wordsIn } from '../access/own-words';
import { agencyName } from '../page/agency-name';
import { dayInWords, sentence, spoken, timeInWords, whenInWords } from '../page/words';

/** Agencies that one release may name, most. */
const MOST_AGENCIES = 20;

/** All that somebody finds, by what is to be done about it. */
export function releasesPage(held: readonly ToldHeld[], view: DirectoryView): object {
  const lines = (is: (one: ToldHeld) => boolean): readonly object[] => held.filter(is).map((one) => lineOf(one, view));
  return {
    waiting: lines(({ mayDecide, state }) => mayDecide && state === 'waiting'),
    late: lines(({ mayDecide, state }) => !mayDecide && state === 'waiting'),
    kept: lines(({ mayDecide, state }) => mayDecide && state === 'kept'),
    released: lines(({ mayDecide, state }) => mayDecide && state === 'released'),
    history: lines(({ mayDecide, state }) => mayDecide && state === 'history'),
  };
}

const lineOf = (one: ToldHeld, view: DirectoryView): object => ({
  ...{ event: one.event, overdue: one.overdue, mayDecide: one.mayDecide },
  title: one.about?.title ?? 'Something that is held back',
  when: one.about && sentence(whenInWords(one.about.occurred)),
  due: dueWords(one),
  with: withWhom(one, view),
  kept: one.kept && { reason: one.kept.reason, by: nameOf(one.kept.by, view), until: dayInWords(one.kept.lookAgain) },
  audience: one.audience.map((agency) => agencyName(view, agency)).join(', '),
});

function dueWords({ dueBy, overdue, state }: ToldHeld): string {
  if (dueBy === null) return state === 'history' ? 'Nobody is asked about it' : '';
  return `${overdue ? 'Was due' : 'Decide'} by ${timeInWords(dueBy)}`;
}

const nameOf = (id: string, view: DirectoryView): string => view.practitioner(id)?.name ?? 'Somebody';

/** Who holds it back, by name where the directory knows somebody. */
function withWhom({ agency, role }: ToldHeld, view: DirectoryView): string {
  const names = view
    .holdersAt(agency)
    .filter(({ held }) => held.role === role)
    .map(({ practitioner }) => practitioner.name);
  return `${names.length > 0 ? `${names.join(', ')}, ` : ''}${spoken(role)}, ${agencyName(view, agency)}`;
}

/** One of them in full, for whoever decides. */
export const releasePage = ({ held, entry, suggested }: HeldInFull, view: DirectoryView): object => ({
  ...lineOf(held, view),
  child: held.about?.child,
  details: detailsOf(entry, view),
  boxes: suggested.map(({ agency, roles }) => ({
    ...{ value: agency, text: agencyName(view, agency) },
    hint: { text: roles.length > 0 ? `Opens to: ${roles.map(spoken).join(', ')}` : 'No ground opens it there today' },
  })),
  others: otherAgencies(held, suggested, view),
});

function otherAgencies(held: ToldHeld, suggested: HeldInFull['suggested'], view: DirectoryView): readonly object[] {
  const known = new Set([held.agency, ...suggested.map(({ agency }) => agency)]);
  const others = view.document.agencies.filter(({ id }) => !known.has(id));
  const named = others.map(({ id, name }) => ({ value: id, text: name })).sort((a, b) => (a.text < b.text ? -1 : 1));
  return [{ value: '', text: 'None' }, ...named];
}

export const OUTCOMES = [
  { value: 'released', text: 'Release it to the agencies that I name' },
  { value: 'withheld', text: 'Keep it held back for now' },
] as const;
/** When something kept back is looked at again, as its holder chooses it, in working days. */
export const LOOK_AGAIN = [
  { value: '1', text: 'On the next working day' },
  { value: '5', text: 'In five working days' },
  { value: '15', text: 'In fifteen working days' },
] as const;

export type ReadRelease = Readonly<{
  typed: Readonly<Record<string, string>>;
  ticked: readonly string[];
  faults: readonly Fault[];
  decision: ReleaseDecision | undefined;
}>;

/** What somebody decides. */
export function readRelease(form: Form, now: Instant): ReadRelease {
  const [outcome, other] = [wordsIn(form, 'outcome'), wordsIn(form, 'other')];
  const typed = { outcome, other, reason: wordsIn(form, 'reason'), days: wordsIn(form, 'days') };
  const ticked = listIn(form, 'audience');
  const audience = [...new Set([...ticked, ...(other ? [other] : [])])].map((id) => id as AgencyId);
  const faults = faultsIn(typed, audience);
  const decision = faults.length > 0 ? undefined : decisionOf(typed, audience, now);
  return { typed, ticked, faults, decision };
}

type Typed = Readonly<{ outcome: string; reason: string; days: string }>;

function faultsIn({ outcome, reason, days }: Typed, audience: readonly AgencyId[]): readonly Fault[] {
  if (outcome === 'released') {
    if (audience.length === 0) return [{ field: 'audience', text: 'Tick or choose whom you release it to' }];
    return audience.length > MOST_AGENCIES ? [{ field: 'audience', text: 'Name at most 20 agencies at a time' }] : [];
  }
  if (outcome !== 'withheld') return [{ field: 'outcome', text: 'Choose what you decide' }];
  const isChoice = LOOK_AGAIN.some(({ value }) => value === days);
  return [
    faultOfWords(reason, 'reason', 'Say why it is not to be released'),
    isChoice ? undefined : { field: 'days', text: 'Choose when you look at it again' },
  ].filter((one) => one !== undefined);
}

function decisionOf({ outcome, reason, days }: Typed, audience: readonly AgencyId[], now: Instant): ReleaseDecision {
  if (outcome === 'released') return { outcome, audience };
  return { outcome: 'withheld', reason, lookAgain: plusWorkingDays(londonDate(now), Number(days)) };
}
