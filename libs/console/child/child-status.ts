import type { Kind } from './child-told';
import { ageInWords, dayInWords, KINDS, sentence, spoken, timeInWords } from '../page/words';

const TAGS: Readonly<Record<Kind['state'], Readonly<{ text: string; classes: string }>>> = {
  known: { text: 'Known', classes: 'govuk-tag--blue' },
  'none-known': { text: 'None known', classes: 'govuk-tag--grey' },
  'not-current': { text: 'Not current', classes: 'govuk-tag--orange' },
};

const RANK: readonly Kind['state'][] = ['known', 'not-current', 'none-known'];

/** What is known first, then what nobody can say now. Each state with its age and its source; never that there is none, only that none is known as at a time. */
export const statusRows = (status: readonly Kind[], nameOf: (agency: string) => string): readonly object[] =>
  [...status]
    .sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state))
    .map((kind) => ({
      key: KINDS[kind.kind] ?? sentence(spoken(kind.kind)),
      tag: TAGS[kind.state],
      accounts: kind.accounts.map((account) => ({
        text: `Since ${dayInWords(account.since)}${account.until ? `, until ${dayInWords(account.until)}` : ''}.`,
        source: `As of ${timeInWords(account.confirmedAt)}, from ${nameOf(account.agency)} (${ageInWords(account.ageMs)} ago).`,
      })),
      ...(kind.state === 'known' ? {} : { words: kind.words }),
      ...(kind.accounts.length > 0 || kind.state === 'none-known' ? {} : { heard: heardWords(kind.confirmedAt) }),
    }));

const heardWords = (confirmedAt: string | null): string =>
  confirmedAt === null
    ? 'No live feed that says so has ever delivered.'
    : `The feeds that say so were last heard on ${timeInWords(confirmedAt)}.`;
