import { ACTIONS, type Answer, OUTCOMES } from '@tributary/alerting';
import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';

const NOTE_LIMIT = 2_000;

export type Form = Readonly<Record<string, unknown>>;
/** What is wrong with one of the forms, at the field whose id that is. */
export type Fault = Readonly<{ of: Answer['kind']; field: string; text: string }>;
export type Read = Readonly<{ answer: Answer } | { fault: Fault }>;

/** What somebody says they did. */
export function readAct(form: Form): Read {
  const action = chosen(form['action'], ACTIONS);
  const note = noteIn(form);
  if (action === undefined) return fault('act', 'action', 'Choose what you did');
  return note === TOO_LONG ? tooLong('act') : { answer: { kind: 'act', action, ...noted(note) } };
}

export function readClose(form: Form): Read {
  const outcome = chosen(form['outcome'], OUTCOMES);
  const note = noteIn(form);
  if (outcome === undefined) return fault('close', 'outcome-useful', 'Choose whether it was of use');
  return note === TOO_LONG ? tooLong('close') : { answer: { kind: 'close', outcome, ...noted(note) } };
}

export function readReassign(form: Form): Read {
  const note = noteIn(form);
  const [practitioner, role, agency, ...more] = typeof form['to'] === 'string' ? form['to'].split(' ') : [];
  if (!practitioner || !role || !agency || more.length > 0) return fault('reassign', 'to', 'Choose who takes it on');
  if (note === TOO_LONG) return tooLong('reassign');
  const to = { practitioner: practitioner as PractitionerId, role: role as RoleCode, agency: agency as AgencyId };
  return { answer: { kind: 'reassign', to, ...noted(note) } };
}

export function readChallenge(form: Form): Read {
  const note = noteIn(form);
  if (note === TOO_LONG) return tooLong('challenge');
  if (note === undefined) return fault('challenge', 'challenge-note', 'Say what is wrong with it');
  return { answer: { kind: 'challenge', note } };
}

/** Why somebody takes back that they closed it. */
export function readReopen(form: Form): Read {
  const note = noteIn(form);
  if (note === TOO_LONG) return tooLong('reopen');
  if (note === undefined) return fault('reopen', 'reopen-note', 'Say why it is opened again');
  return { answer: { kind: 'reopen', note } };
}

const fault = (of: Fault['of'], field: string, text: string): Read => ({ fault: { of, field, text } });
const tooLong = (of: Fault['of']): Read => fault(of, `${of}-note`, 'Write at most 2,000 characters');
const TOO_LONG = Symbol('too long');
const noted = (note: string | undefined) => (note === undefined ? {} : { note });

const chosen = <const V extends readonly string[]>(value: unknown, values: V): V[number] | undefined =>
  values.find((one) => one === value);

/** A browser sends a line's end as two characters; it counts as the one that was typed. */
function noteIn(form: Form): string | undefined | typeof TOO_LONG {
  const { note } = form;
  if (note === undefined) return undefined;
  if (typeof note !== 'string') throw new Problem('form-wrong', 400, 'This cannot be done', 'Go back and try again.');
  const text = note.replaceAll('\r\n', '\n').trim();
  if (text.length > NOTE_LIMIT) return TOO_LONG;
  return text === '' ? undefined : text;
}
