import type { DirectoryView } from '@tributary/directory';
import { readDate } from '@tributary/feeds';
import { type SealedPair } from '@tributary/identity';
import { Problem } from '@tributary/kernel';
import type { Fault } from '../access/own-words';
import { agencyWords, reasonWords } from '../matches/match-words';
import type { Given } from '../page/desk';
import { textsOf } from '../page/form-texts';
import { sentence, timeInWords } from '../page/words';

export const DONE: Readonly<Record<string, string>> = {
  sealed: 'The two are sealed apart from now on.',
  ended: 'The pair is taken back. Records can be linked as before, and reminders start again.',
};

/**
 * How a record would have joined the two where its agency holds something of both: that agency is to be told. Any other record
 * is only like the child as they were, and its agency may not know that they were anybody else.
 */
const HOLDS_BOTH: Readonly<Record<string, string>> = {
  'says-both': 'It says who the child was and who they become',
  'merged-at-source': 'The agency says that it keeps both as one',
  'nhs-number': 'It has an NHS number of the other',
  upn: 'It has a pupil number of the other',
  superseded: 'It says that the one’s number replaced the other’s',
  'number-superseded': 'It says that the one’s number replaced the other’s',
};
const ALIKE: Readonly<Record<string, string>> = { weighed: 'Names, dates and places are alike' };

type Joining = SealedPair['joinings'][number];
const holdsBoth = ({ why }: Joining): boolean => Object.hasOwn(HOLDS_BOTH, why);

/** By when it was sealed: nothing else of a pair is known here. */
export const pairsPage = (pairs: readonly SealedPair[]): readonly object[] =>
  pairs.map(({ id, openedAt, joinings }) => ({
    ...{ id, title: titleOf(openedAt), found: foundWords(joinings), tell: joinings.some(holdsBoth) },
  }));

function foundWords([last, ...others]: SealedPair['joinings']): string {
  if (!last) return 'Nothing would have joined the two.';
  const when = timeInWords(last.at);
  if (others.length === 0) return `A record would have joined the two on ${when}.`;
  return `${others.length + 1} records would have joined the two, the last on ${when}.`;
}

const titleOf = (openedAt: string): string => `Sealed on ${timeInWords(openedAt)}`;

export const pairPage = ({ id, openedAt, joinings }: SealedPair, view: DirectoryView): object => ({
  ...{ id, title: titleOf(openedAt), found: joinings.length, tell: joinings.some(holdsBoth) },
  table: {
    caption: 'What would have joined the two',
    head: ['When', 'Whose record', 'Why', 'What to do'],
    rows: joinings.map((one) => [
      { text: timeInWords(one.at) },
      { text: sentence(agencyWords(one.agency, view)) },
      { text: HOLDS_BOTH[one.why] ?? ALIKE[one.why] ?? reasonWords(one.why) },
      holdsBoth(one) ? { text: 'Tell the agency', tag: 'govuk-tag--orange' } : { text: 'Nothing' },
    ]),
  },
});

type Opening = Readonly<{ child: string; becomes: Readonly<Partial<Record<(typeof BECOMING)[number], string>>> }>;
const BECOMING = ['nhsNumber', 'upn', 'givenName', 'familyName', 'birthDate'] as const;

/** What is to be sealed; what was left empty is not in it. */
export function readSealing(form: Readonly<Record<string, unknown>>): Given & Readonly<{ sealing: Opening }> {
  const { child, ...typed } = textsOf(form, ['child', ...BECOMING]);
  const day = readDate(typed.birthDate);
  const said = { ...typed, birthDate: day ?? '' };
  const filled = Object.entries(said).filter(([, text]) => text !== '');
  const faults = [
    child === '' ? MISSING : undefined,
    typed.birthDate !== '' && day === undefined ? { field: 'birthDate', text: NO_DAY } : undefined,
  ].filter((one) => one !== undefined);
  const sealing = { child: child.toLowerCase(), becomes: Object.fromEntries(filled) };
  return { typed: { child, ...typed }, faults, status: 422, sealing };
}

/** The child's reference, with which alone a pair is taken back. */
export function readEnding(form: Readonly<Record<string, unknown>>): Given {
  const { child } = textsOf(form, ['child']);
  return { typed: { child }, faults: child === '' ? [MISSING] : [], status: 422 };
}

const MISSING: Fault = { field: 'child', text: 'Write your agency’s reference for the child' };
const NO_DAY = 'Enter a day that exists, like 7/3/2016';

/** What somebody can do something about, at its field; anything else is thrown on. */
export function faultsOf(error: unknown): readonly Fault[] {
  if (!(error instanceof Problem)) throw error;
  const { code, extra } = error;
  if (code === 'child-unknown') return [UNKNOWN];
  if (code === 'sealed-unknown') return [OTHER_CHILD];
  if (code === 'sealed-joined') return [{ field: 'becomes', text: JOINED }];
  if (code !== 'sealed-identity-wrong') throw error;
  const fields = BECOMING.filter((field) => (extra['fields'] as readonly string[] | undefined)?.includes(field));
  return fields.length > 0 ? usable(fields) : [{ field: 'becomes', text: NOTHING }];
}

/** Names and birth date have one message, for they tell together alone. */
function usable(fields: readonly (typeof BECOMING)[number][]): readonly Fault[] {
  const [nhsNumber, upn] = [fields.includes('nhsNumber'), fields.includes('upn')];
  const named = fields.find((field) => field !== 'nhsNumber' && field !== 'upn');
  return [
    nhsNumber
      ? { field: 'nhsNumber', text: 'Enter a valid NHS number: ten digits, the last of which is a check' }
      : undefined,
    upn ? { field: 'upn', text: 'Enter a valid permanent pupil number: a letter and twelve digits' } : undefined,
    named ? { field: named, text: NAMES } : undefined,
  ].filter((one) => one !== undefined);
}

const UNKNOWN: Fault = {
  field: 'child',
  text: 'Your agency has no child of that reference. Copy it from a receipt, or from the address of the child’s page',
};
const OTHER_CHILD: Fault = { field: 'child', text: 'This pair is not about that child. Give the child as they were' };
const JOINED =
  'A record of the child says that already. Give only what will be different, or have a data steward take that record out first';
const NOTHING = 'Give the new NHS number or pupil number, or both new names with the birth date';
const NAMES =
  'Give both new names and the birth date, or none of the three. Born on the first of a month, give none: many systems fill in that day where they do not know it';
