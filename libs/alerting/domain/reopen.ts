import { type Instant, millisOf, Problem } from '@tributary/kernel';
import { type AlertFact, type Person, samePerson, type Sent } from './alert.state';

/** Takes a closing back. `manages`: the practitioner whose manager asks, by the directory of that moment. */
export type Reopen = Readonly<{
  kind: 'reopen';
  alertId: string;
  by: Person;
  note: string;
  manages?: string;
  now: Instant;
  /** How long after the closing, in milliseconds. */
  withinMs: number;
  dueAt?: string;
}>;

/** Until when a closing can be taken back by that person; undefined where they cannot, or nobody can. Pure. */
export function reopenableUntil(
  state: Sent,
  { by, manages, withinMs }: Readonly<{ by: Person; manages?: string; withinMs: number }>,
): number | undefined {
  const { status, closed } = state;
  if (status !== 'closed' || !closed?.at || !isTheirs(closed.by, { by, manages })) return undefined;
  return millisOf(closed.at) + withinMs;
}

const isTheirs = (closer: Person, { by, manages }: Readonly<{ by: Person; manages: string | undefined }>): boolean =>
  samePerson(closer, by) || closer.practitioner === manages;

/** What is open already stays so. Throws where it is another's to take back, where the hub ended it, or too late. */
export function reopen(command: Reopen, state: Sent): readonly AlertFact[] {
  if (state.status !== 'closed') return [];
  const { closed, owner } = state;
  const { alertId, by, note, now, manages, dueAt } = command;
  if (!closed) throw endedByItself();
  if (!isTheirs(closed.by, { by, manages })) throw notTheCloser();
  const until = reopenableUntil(state, command);
  if (until === undefined || millisOf(now) > until) throw tooLate();
  const to = owner ? { to: { ...owner, reason: 'reopened' } } : {};
  const actor = { alertId, by: by.practitioner, role: by.role, agency: by.agency };
  return [{ type: 'alerting.alert-reopened', data: { ...actor, note, ...to, ...(dueAt ? { dueAt } : {}) } }];
}

const notTheCloser = (): Problem =>
  new Problem(
    'alert-not-closer',
    403,
    'Closed by somebody else',
    'Whoever closed it opens it again, or their manager. Ring them; if you are worried about the child, ring the front door.',
  );
const endedByItself = (): Problem =>
  new Problem(
    'alert-ended',
    409,
    'Nobody closed this alert',
    'It ended because what it rested on does not hold any more, or what it waited for has come. It is raised anew where that is so again.',
  );
const tooLate = (): Problem =>
  new Problem(
    'alert-reopen-late',
    409,
    'Closed too long ago to be opened again',
    'Say what worries you to whoever works with the child, or ring the front door; what is stated from now on is looked at anew.',
  );
