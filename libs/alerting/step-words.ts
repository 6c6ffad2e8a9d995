import { sentence, spoken } from '@tributary/chronology';
import type { AlertStep } from './domain/alert-history';

/** What somebody says they did. */
export const DONE: Readonly<Record<string, string>> = {
  'rang-front-door': 'Rang the front door',
  'spoke-to-school': 'Spoke to the school',
  visited: 'Visited',
  'spoke-to-family': 'Spoke to the family',
  'no-action-needed': 'Looked, and no action is needed',
};
/** With what an alert was closed. */
export const ENDINGS: Readonly<Record<string, string>> = {
  useful: 'It was useful',
  'already-known': 'Already known',
  'not-useful': 'Not useful',
  recalled: 'Taken back: what it rested on does not hold',
  seen: 'Seen',
  resolved: 'Over: it is not so any more, or what it waited for has come',
  merged: 'Told together with others of the same supplier, to the operator',
};
/** What became of an alert, and why it went on. */
const STEPS: Readonly<Record<string, string>> = {
  raised: 'Raised',
  'put-right': 'What it rests on was put right',
  informed: 'More people informed',
  escalated: 'Went to the next person',
  reassigned: 'Handed on',
  acknowledged: 'Acknowledged',
  acted: 'Said what they did',
  challenged: 'Said that it is wrong',
  closed: 'Closed',
  reopened: 'Opened again',
  'not-acknowledged': 'it was not acknowledged in time',
  'school-closed': 'the school is closed',
  'owner-known': 'it became known whose it is',
};

/** One thing that was done with an alert, as a person reads it. */
export function stepInWords({ what, detail }: Pick<AlertStep, 'what' | 'detail'>): string {
  const words = STEPS[what] ?? what;
  if (detail === null) return words;
  if (what === 'acted') return DONE[detail] ?? sentence(spoken(detail));
  if (what === 'closed') return `${words}: ${(ENDINGS[detail] ?? detail).toLowerCase()}`;
  return `${words}: ${STEPS[detail] ?? spoken(detail)}`;
}
