import { assessmentWishes as wishes } from '@tributary/assessment';
import { FORMS, SPEAKERS } from '@tributary/catalogue';
import { agenciesAround } from './choices';
import type { Field, Values } from './form-fields';
import { capital, choice, day, type Forms, given, itemsOf, one } from './form-parts';
import { FORM_WORDS, SPEAKER_WORDS } from './labels';

const NOT_CONSENT =
  'This is agreement to help that a family may take or leave. It is not what allows agencies to act when a child must be protected: that waits for no agreement.';

const said: readonly Field[] = [
  choice('saidBy', 'Who said it?', itemsOf(SPEAKERS, capital(SPEAKER_WORDS)), 'Choose who said it'),
  // `form` is the name of every form’s own token.
  choice('how', 'How?', itemsOf(FORMS, capital(FORM_WORDS)), 'Choose how it was said'),
  day('on', 'On which day?'),
];

const saidIn = (values: Values): object => ({ ...given(values, 'saidBy', 'on'), form: one(values, 'how') });

/** The family agrees, declines, or ends its agreement. */
export const agreementForms: Forms = {
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
};
