import type { DirectoryView } from '@tributary/directory';
import type { MatchLine, MatchPage, MatchShown, MatchVerdict } from '@tributary/identity';
import { type Instant, isUuid, londonDate, plusDays } from '@tributary/kernel';
import { type Fault, faultOfWords, type Form, wordsIn } from '../access/own-words';
import { sentence, shortDayInWords, timeInWords } from '../page/words';
import { numberTables } from './match-numbers';
import {
  agencyWords,
  differs,
  fieldName,
  followsWords,
  levelWords,
  percentWords,
  reasonWords,
  weightWords,
} from './match-words';

export const DECISIONS = [
  { value: 'link', text: 'One child' },
  { value: 'different', text: 'Two children' },
  { value: 'later', text: 'Look again later' },
] as const;
/** Where the record is of a child with other records. */
const MERGED = [
  { value: 'link', text: 'One child: this record alone' },
  { value: 'merge', text: 'One child: all records of both' },
] as const;
const ALL = [...DECISIONS, ...MERGED] as const;
export const LATER = [
  { value: '7', text: 'In a week' },
  { value: '30', text: 'In 30 days' },
  { value: '90', text: 'In 90 days' },
] as const;
/** What can be decided on a pair. */
export const decisionsOn = ({ followsFromMerge }: MatchShown): readonly object[] =>
  followsFromMerge ? [...MERGED, ...DECISIONS.filter(({ value }) => value !== 'link')] : DECISIONS;
/** What is left for later in a batch waits so many days. */
const BATCH_LATER = '7';

export const STATES: Readonly<Record<string, string>> = {
  'second-opinion': 'Needs a second steward',
  senior: 'Two stewards differ: their senior decides',
};

export const matchesPage = ({ matches, next }: MatchPage, view: DirectoryView): object => ({
  lines: matches.map((line) => ({ ...lineOf(line, view), id: line.id, seen: line.seen })),
  open: matches.some(({ mayDecide }) => mayDecide),
  next,
});

const lineOf = (line: MatchLine, view: DirectoryView): object => ({
  ...{ mayDecide: line.mayDecide, reason: reasonWords(line.reason), certainty: percentWords(line.probability) },
  state: STATES[line.state],
  title: sentence(`${agencyWords(line.agencies.record, view)} and ${childOf(line, view)}`),
  age: line.ageDays === 0 ? 'since today' : line.ageDays === 1 ? 'for a day' : `for ${line.ageDays} days`,
  asleep: line.asleepUntil && shortDayInWords(line.asleepUntil),
  weights: line.weights,
  agree: fieldsWhere(line, false),
  differ: fieldsWhere(line, true),
});

const childOf = ({ agencies }: MatchLine, view: DirectoryView): string =>
  agencies.child.map((id) => agencyWords(id, view)).join(', ');

const fieldsWhere = ({ evidence }: MatchLine, wanted: boolean): string =>
  evidence
    .filter(({ outcome }) => differs(outcome) === wanted)
    .map(({ field, outcome }) => (wanted ? `${fieldName(field)}: ${lower(outcome)}` : fieldName(field)))
    .join('; ');

/** One pair, side by side. */
export function matchPage(shown: MatchShown, view: DirectoryView): object {
  const { record, beside, alongside, more } = shown.sides;
  return {
    ...{ ...lineOf(shown, view), id: shown.id, seen: shown.seen, grave: shown.grave, more },
    placeSealed: shown.placeSealed,
    ofItsOwn: shown.children.from === shown.children.to,
    record: agencyWords(record.agency, view),
    alongside: alongside.map((id) => agencyWords(id, view)).join(', '),
    tables: sideTables(beside, agencyWords(record.agency, view), view),
    ...{ recordId: record.recordId, otherId: beside[0]?.recordId },
    opinions: opinionLines(shown.opinions, SAID, view),
    follows: followsWords(shown.follows, view),
    followsFromMerge: shown.followsFromMerge && followsWords(shown.followsFromMerge, view),
  };
}

/** A record beside each of others: what both say, and their numbers with what is known of these. */
export const sideTables = (beside: readonly Beside[], one: string, view: DirectoryView): readonly object[] =>
  beside.flatMap((side, i) => [
    sideTable(side, one, view, i + 1),
    ...numberTables(side, [one, agencyWords(side.agency, view)]),
  ]);

const SAID = { link: 'one child', merge: 'one child, with all records of both', different: 'two children' };
type Opinions = MatchShown['opinions'];

/** Who said what, and why. */
export const opinionLines = (
  opinions: Opinions,
  words: Readonly<Record<Opinions[number]['opinion'], string>>,
  view: DirectoryView,
): readonly object[] =>
  opinions.map(({ by, opinion, reason, at }) => ({
    ...{ by: view.practitioner(by)?.name ?? 'Somebody', at: timeInWords(at as Instant), reason },
    what: words[opinion],
  }));

const lower = (outcome: string | null): string => levelWords(outcome).toLowerCase();
type Beside = MatchShown['sides']['beside'][number];

/** What differs is said in words, beside the weight that it brought. */
function sideTable({ agency, fields, probability }: Beside, one: string, view: DirectoryView, number: number): object {
  const other = agencyWords(agency, view);
  const which = number > 1 ? `, record ${number} of the child` : '';
  return {
    caption: `${one} beside ${other}${which}: ${percentWords(probability)}`,
    head: ['Field', one, other, 'Compared'],
    rows: fields.map(({ field, outcome, weight, withheld, ...values }) => {
      const said = (value: string | null) => ({
        text: withheld ? WITHHELD[withheld] : value === null ? 'says nothing' : valueWords(field, value, view),
      });
      const words = differs(outcome) && outcome !== 'different' ? `Differs: ${lower(outcome)}` : levelWords(outcome);
      const compared = { text: words, more: weightWords(weight) };
      return [{ text: fieldName(field) }, said(values.one), said(values.other), compared];
    }),
  };
}

/** A school by its name, where the directory has it. */
const valueWords = (field: string, value: string, view: DirectoryView): string =>
  field === 'school' ? (view.schoolAgency(value)?.name ?? value) : value;

const WITHHELD = {
  'protected-place': 'Protected: compared, not shown',
  sector: 'Not shown beside a record of this sector',
} as const;

export type ReadVerdict = Readonly<{
  typed: Readonly<Record<string, string>>;
  faults: readonly Fault[];
  verdict: MatchVerdict | undefined;
}>;

/** What somebody decides on one pair. */
export function readVerdict(form: Form, now: Instant): ReadVerdict {
  const field = (name: string): string => wordsIn(form, name);
  const [decision, reason, days, seen] = [field('decision'), field('reason'), field('days'), field('seen')];
  const second = field('second');
  const typed = { decision, reason, days, second };
  const faults = [
    ALL.some(({ value }) => value === decision)
      ? undefined
      : { field: 'decision', text: 'Choose whether they are one child' },
    decision === 'later' && !LATER.some(({ value }) => value === days)
      ? { field: 'days', text: 'Choose when you look again' }
      : undefined,
    faultOfWords(reason, 'reason', 'Say why'),
  ].filter((one) => one !== undefined);
  const verdict = faults.length > 0 ? undefined : verdictOf({ decision, reason, days, seen, second }, now);
  return { typed, faults, verdict };
}

type Typed = Readonly<Record<'decision' | 'reason' | 'days' | 'seen' | 'second', string>>;

function verdictOf({ decision, reason, days, seen, second }: Typed, now: Instant): MatchVerdict {
  if (decision === 'later') return { decision, reason, seen, until: plusDays(londonDate(now), Number(days)) };
  const chosen = decision === 'link' || decision === 'merge' ? decision : 'different';
  return { decision: chosen, reason, seen, ...(second === 'yes' ? { secondOpinion: true } : {}) };
}

export type Batch = Readonly<{
  typed: Readonly<Record<string, string>>;
  faults: readonly Fault[];
  verdicts: readonly Readonly<{ id: string; verdict: MatchVerdict }>[];
}>;

/** What somebody decides on several pairs at once, for one reason; those left alone are left out. */
export function readBatch(form: Form, now: Instant): Batch {
  const reason = wordsIn(form, 'reason');
  const chosen = Object.keys(form).flatMap((name) => {
    const id = name.slice('decision-'.length);
    const decision = name.startsWith('decision-') && isUuid(id) ? wordsIn(form, name) : '';
    return DECISIONS.some(({ value }) => value === decision) ? [{ id, decision }] : [];
  });
  const faults = [
    chosen.length === 0 ? { field: 'pairs', text: 'Choose for one pair at least' } : undefined,
    faultOfWords(reason, 'reason', 'Say why'),
  ].filter((one) => one !== undefined);
  const typed = { reason, ...Object.fromEntries(chosen.map(({ id, decision }) => [`decision-${id}`, decision])) };
  if (faults.length > 0) return { typed, faults, verdicts: [] };
  const verdicts = chosen.map(({ id, decision }) => {
    const seen = wordsIn(form, `seen-${id}`);
    return { id, verdict: verdictOf({ decision, reason, days: BATCH_LATER, seen, second: '' }, now) };
  });
  return { typed, faults, verdicts };
}
