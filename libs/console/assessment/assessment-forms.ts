import { assessmentWishes as wishes, CONTRIBUTION_CLASSES, elementsFor } from '@tributary/assessment';
import { ACTION_ENDS, CLOSINGS, type Element, ELEMENT_IDS, VOICES } from '@tributary/catalogue';
import { agreementForms } from './agreement-forms';
import { hatIn, peopleToLead, peopleToOwn } from './choices';
import { capital, choice, day, type FormPage, type Forms, given, itemsOf, maybe, one, ownWords } from './form-parts';
import { inSentence } from '@tributary/directory';
import * as words from './labels';

/** Each form by its name in the address. Undefined where it is about something that is not there. */
export const FORM_PAGES: Forms = {
  ...agreementForms,
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
  review: ({ labels }) => ({
    title: 'Record a review',
    intro: [`The ${labels.team} and the family looked at how it goes.`],
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
  lead: ({ page, view, labels }) => ({
    title: 'Hand over the lead',
    intro: ['Speak with them, and with the family, first. From then on they lead, and you do not.'],
    button: 'Hand it over',
    needs: 'hand-over',
    fields: [
      {
        ...{ kind: 'choice', name: 'to', label: `Who is the ${inSentence(labels.lead)} from now on?` },
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
      words.ELEMENT_WORDS[element],
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
