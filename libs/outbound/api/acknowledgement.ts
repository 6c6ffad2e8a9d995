import type { Answer } from '@tributary/alerting';
import { type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import type { Acknowledgement } from '../notices';
import type { AcknowledgeBody } from './bodies';

/** What a body of the right form says, whichever way it came. Throws `body-wrong` (422). */
export function acknowledgementIn({ lease, by, action, outcome, note }: AcknowledgeBody): Acknowledgement {
  if (action !== undefined && outcome !== undefined) throw bodyWrong('action, outcome: one at a time');
  const answer = answerIn(action, outcome, note);
  if (!by && answer) throw bodyWrong('by: nobody but a person does something about it');
  return {
    ...(lease === undefined ? {} : { lease }),
    ...(by ? { by: { practitioner: by.practitioner as PractitionerId, role: by.role as RoleCode } } : {}),
    ...(answer ? { answer } : {}),
  };
}

function answerIn(action?: string, outcome?: string, note?: string): Answer | undefined {
  const more = note === undefined ? {} : { note };
  if (action !== undefined) return { kind: 'act', action, ...more };
  if (outcome !== undefined) return { kind: 'close', outcome, ...more };
  if (note !== undefined) throw bodyWrong('note: it goes with an action or an outcome');
  return undefined;
}

export const bodyWrong = (detail: string): Problem =>
  new Problem('body-wrong', 422, 'The body is not what is asked for', detail);
