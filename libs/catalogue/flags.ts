/** What is odd about what a source said; it is kept and marked, never refused. */
export const FLAGS = {
  'end-before-start': 'It ends before it starts.',
  'birth-dates-differ': 'The source gives several birth dates for the child; none of them was taken.',
  'nhs-number-invalid': 'The NHS number fails its check.',
  'number-period-wrong': 'A number of the child ends before it begins; its period counts for nothing.',
  'before-birth': 'It happened before the child was born.',
  'before-referral': 'It began before the referral it belongs to.',
  'out-of-order': 'It happened before what it belongs to began.',
  'upn-invalid': 'The unique pupil number fails its check.',
  'upn-and-reason': 'There is a unique pupil number and a reason why there is none.',
  'stray-text': 'There is text between the fields.',
  'expected-and-actual-birth': 'There is an expected and an actual birth date.',
  'code-unmapped': 'A code is not in the code list.',
  'field-repeated': 'A field that stands once is given several times; the first was taken.',
  'date-unreadable': 'A date that is not needed could not be read.',
  'number-unreadable': 'A number could not be read.',
  'yes-no-unreadable': 'A yes or no could not be read.',
  'reason-missing': 'No reason is given.',
  'end-date-missing': 'There is a reason why it ended, and no date.',
} as const;
export type Flag = keyof typeof FLAGS;
