import { type AssessmentPage, assessmentWishes as wishes, type CommandKind, type Wish } from '@tributary/assessment';
import { ACTION_ENDS, CLOSINGS, type Element, ELEMENT_IDS, FORMS, SPEAKERS, VOICES } from '@tributary/catalogue';
import { CONTRIBUTION_CLASSES, elementsFor } from '@tributary/assessment';
import type { Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { peopleToLead, peopleToOwn, agenciesAround, hatIn } from './choices';
import type { Field, Item, Values } from './form-fields';
import * as words from './labels';

/** What a form is made for: the assessment as its reader sees it, and the part of it that it is about. */
export type FormScene = Readonly<{
  page: AssessmentPage;
  view: DirectoryView;
  viewer: Viewer;
  about: string;
  today: string;
}>;
export type FormPage = Readonly<{
  title: string;
  intro: readonly string[];
  button: string;
  needs: CommandKind;
  fields: readonly Field[];
  wish: (values: Values) => Exclude<Wish, { kind: 'open' }>;
}>;

const { LABELS } = words;
const itemsOf = (values: readonly string[], texts: Readonly<Record<string, string>>): readonly Item[] =>
  values.map((value) => ({ value, text: texts[value] ?? value }));
const one = (values: Values, name: string): string | undefined => values[name]?.[0];
/** Only what was written: an empty field says nothing. */
const given = (values: Values, ...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.flatMap((name) => (one(values, name) ? [[name, one(values, name) ?? '']] : [])));

const day = (name: string, label: string, hint?: string): Field => ({
  ...{ kind: 'day', name, label, hint: hint ?? 'For example, 2026-03-07', wrong: 'Enter a day, like 2026-03-07' },
});
const ownWords = (name: string, label: string, hint?: string): Field => ({
  ...{ kind: 'words', name, label, wrong: `${label}: write it in your own words` },
  ...(hint ? { hint } : {}),
});
const maybe = (field: Field): Field => ({ ...field, optional: true });
const choice = (name: string, label: string, items: readonly Item[], wrong: string): Field => ({
  ...{ kind: 'one', name, label, items, wrong },
});

const said: readonly Field[] = [
  choice('saidBy', 'Who said it?', itemsOf(SPEAKERS, capital(words.SPEAKER_WORDS)), 'Choose who said it'),
  // `form` is the name of every form’s own token.
  choice('how', 'How?', itemsOf(FORMS, capital(words.FORM_WORDS)), 'Choose how it was said'),
  day('on', 'On which day?'),
];

const saidIn = (values: Values): object => ({ ...given(values, 'saidBy', 'on'), form: one(values, 'how') });

function capital(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[0]?.toUpperCase() + text.slice(1)]));
}

const NOT_CONSENT =
  'This is agreement to help that a family may take or leave. It is not what allows agencies to act when a child must be protected: that waits for no agreement.';

/** Each form by its name in the address. Undefined where it is about something that is not there. */
export const FORM_PAGES: Readonly<Record<string, (scene: FormScene) => FormPage | undefined>> = {
  agreement: ({ view, viewer }) => ({
    title: 'Record that the family agrees',
    intro: [
      'Ask the family before anything is written. Explain who is asked, what for, and that they may end it any day.',
      NOT_CONSENT,
    ],
    button: 'Record it',
    needs: 'give-agreement',
    fields: [
      ...said,
      {
        ...{ kind: 'many', name: 'agencies', label: 'Which agencies does the family agree to?' },
        hint: 'They can be asked, and read what is written here.',
        items: agenciesAround(view, viewer.agency),
        wrong: 'Choose at least one agency',
      },
      {
        ...{ kind: 'many', name: 'excluded', label: 'Which does the family want left out?' },
        items: agenciesAround(view, viewer.agency),
        optional: true,
        wrong: 'Choose from the list',
      },
    ],
    wish: (values) =>
      wishes.agreementIn({
        ...saidIn(values),
        agencies: values['agencies'],
        excluded: values['excluded'] ?? [],
      }),
  }),
  refusal: () => ({
    title: 'Record that the family declines',
    intro: ['A family may decline. That is a proper end and no concern of its own.', NOT_CONSENT],
    button: 'Record it',
    needs: 'refuse-agreement',
    fields: said,
    wish: (values) => wishes.refusalIn(saidIn(values)),
  }),
  withdrawal: () => ({
    title: 'Record that the family ends its agreement',
    intro: [
      'From then on nothing is added, and what others wrote is no longer open to you. Whoever the family tells may record it.',
      NOT_CONSENT,
    ],
    button: 'Record it',
    needs: 'withdraw-agreement',
    fields: said,
    wish: (values) => wishes.withdrawalIn(saidIn(values)),
  }),
  asks: ({ page, view }) => {
    const agreed = page.assessment?.agreement?.agencies ?? [];
    return {
      title: 'Ask the agencies',
      intro: [
        'All are asked at once, each about what it is likely to know. They see it on their list, and may write about anything else.',
      ],
      button: 'Ask them all',
      needs: 'ask',
      fields: [
        {
          ...{ kind: 'many', name: 'agencies', label: 'Whom do you ask?' },
          items: agreed.map((id) => ({ value: id, text: view.agency(id)?.name ?? id, checked: true })),
          wrong: 'Choose at least one agency',
        },
      ],
      wish: (values) =>
        wishes.askIn({
          asks: (values['agencies'] ?? []).map((agency) => ({
            agency,
            elements: [...elementsFor(view.agency(agency)?.sector)],
          })),
        }),
    };
  },
  contribution: ({ page, about }) => {
    const before = page.assessment?.domains
      .flatMap(({ elements }) => elements)
      .flatMap(({ contributions }) => contributions)
      .find(({ id }) => id === about);
    const element = before?.element ?? ELEMENT_IDS.find((id) => id === about);
    return element && contributionPage(element, before?.id);
  },
  action: ({ page, view }) => ({
    title: 'Plan an action',
    intro: ['One person owns it. Others may help.'],
    button: 'Add it to the plan',
    needs: 'plan',
    fields: [
      ownWords('outcome', 'What do the child and family hope for?'),
      ownWords('what', 'What is done about it?'),
      {
        ...{ kind: 'choice', name: 'owner', label: 'Who owns it?' },
        items: peopleToOwn(page, view),
        wrong: 'Choose one person',
      },
      day('due', 'By which day?'),
    ],
    wish: (values) =>
      wishes.actionIn({ ...given(values, 'outcome', 'what', 'due'), owner: hatIn(one(values, 'owner')) }),
  }),
  'action-end': ({ page, about }) => {
    const action = page.assessment?.actions.find(({ id }) => id === about);
    return (
      action && {
        title: 'End an action',
        intro: [action.what],
        button: 'Record it',
        needs: 'end-action',
        fields: [
          choice(
            'outcome',
            'What became of it?',
            itemsOf(ACTION_ENDS, words.ACTION_END_WORDS),
            'Choose what became of it',
          ),
          day('on', 'On which day?'),
          maybe(ownWords('note', 'What came of it? (optional)')),
        ],
        wish: (values) => wishes.actionEndIn(given(values, 'outcome', 'on', 'note'), action.id),
      }
    );
  },
  review: () => ({
    title: 'Record a review',
    intro: [`The ${LABELS.team} and the family looked at how it goes.`],
    button: 'Record it',
    needs: 'review',
    fields: [
      day('on', 'On which day was it?'),
      ownWords('progress', 'What has changed since the last one?'),
      maybe(ownWords('childView', 'What did the child say? (optional)')),
      maybe(ownWords('parentView', 'What did a parent or carer say? (optional)')),
      maybe(
        day(
          'reviewBy',
          'By which day do you look again? (optional)',
          'Left empty, in six weeks, or as your area has it.',
        ),
      ),
    ],
    wish: (values) => wishes.reviewIn(given(values, 'on', 'progress', 'childView', 'parentView', 'reviewBy')),
  }),
  lead: ({ page, view }) => ({
    title: 'Hand over the lead',
    intro: ['Speak with them, and with the family, first. From then on they lead, and you do not.'],
    button: 'Hand it over',
    needs: 'hand-over',
    fields: [
      {
        ...{ kind: 'choice', name: 'to', label: `Who is the ${LABELS.lead.toLowerCase()} from now on?` },
        items: peopleToLead(page, view),
        wrong: 'Choose one person',
      },
      ownWords('reason', 'Why?'),
    ],
    wish: (values) => wishes.handOverIn({ ...given(values, 'reason'), to: hatIn(one(values, 'to')) }),
  }),
  close: () => ({
    title: 'Close it',
    intro: ['What was written is kept and can be read. If the family wants help again, begin another one.'],
    button: 'Close it',
    needs: 'close',
    fields: [
      choice('outcome', 'Why does it end?', itemsOf(CLOSINGS, words.CLOSING_WORDS), 'Choose why it ends'),
      day('on', 'On which day?'),
      maybe(ownWords('note', 'What comes next for the family? (optional)')),
    ],
    wish: (values) => wishes.closingIn(given(values, 'outcome', 'on', 'note')),
  }),
};

function contributionPage(element: Element, id: string | undefined): FormPage {
  return {
    title: id ? 'Put something in the place of what you wrote' : 'Add what you know',
    intro: [
      LABELS.elements[element],
      'Write what you know yourself, as the family may read it. Nothing of another person’s health or past belongs here.',
    ],
    button: id ? 'Put it in its place' : 'Add it',
    needs: id ? 'replace' : 'contribute',
    fields: [
      ...(id
        ? []
        : [
            choice(
              'voice',
              'Whose view is it?',
              itemsOf(VOICES, words.VOICE_WORDS).map((item, i) => ({ ...item, checked: i === 0 })),
              'Choose whose view it is',
            ),
          ]),
      maybe(ownWords('strengths', 'What goes well? (optional)')),
      maybe(ownWords('needs', 'What is needed? (optional)')),
      {
        ...{ kind: 'choice', name: 'dataClass', label: 'What is it about?' },
        items: itemsOf(CONTRIBUTION_CLASSES, capital(words.CLASS_WORDS)),
        wrong: 'Choose what it is about',
      },
      {
        ...{ kind: 'many', name: 'forFamily', label: 'The family’s copy' },
        items: [{ value: 'yes', text: 'Put it on the page that is printed for the family (of family help alone)' }],
        optional: true,
        wrong: 'Choose from the list',
      },
    ],
    wish: (values) => {
      const body = {
        ...given(values, 'voice', 'strengths', 'needs', 'dataClass'),
        element,
        forFamily: one(values, 'forFamily') === 'yes',
      };
      return id ? wishes.replacementIn(body, id) : wishes.contributionIn(body);
    },
  };
}
