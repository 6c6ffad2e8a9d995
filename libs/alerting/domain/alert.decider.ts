import type { DataOf } from '@tributary/catalogue';
import { assertNever, type Decider, Problem } from '@tributary/kernel';
import {
  type AlertFact,
  type AlertState,
  type Ended,
  evolve,
  isSent,
  type Person,
  samePerson,
  type Sent,
} from './alert.state';
import type { Answer } from './answers';
import type { Recipient } from './recipient';
import { reopen, type Reopen } from './reopen';

export { alertFacts, type AlertFact, type AlertState } from './alert.state';

/** An answer, with what the directory makes of it. */
type Answered = Exclude<Answer, { kind: 'reopen' }> &
  Readonly<{ alertId: string; by: Person; /** For whoever it is handed to. */ dueAt?: string }>;
type Raise = Readonly<{
  kind: 'raise';
  data: DataOf<'alerting.alert-raised'>;
  /** When what it rests on became known. */
  asOf: string;
  /** A link is taken back: what the hub had ended by it stands again as it stood. */
  undoing?: boolean;
  /** What it said was wrong: it begins anew with what is so, or what was done with it stands. */
  anew?: boolean;
}>;
/** The clock of one step fell due; `line` is who may own it, in order, by the directory of that time. */
type Escalate = Readonly<{
  kind: 'escalate';
  alertId: string;
  step: number;
  line: readonly Recipient[];
  dueAt?: string;
}>;
/** The term of a school ended; what it owns goes to somebody who is open. */
type HandOver = Readonly<{ kind: 'hand-over'; alertId: string; school: string; to: Recipient; dueAt?: string }>;
/** What it rested on was taken back, what it waited for has come, or another alert tells of it now. */
type End = Readonly<{ kind: 'end'; alertId: string; asOf: string }> &
  (Readonly<{ outcome: Exclude<Ended, 'merged'> }> | Readonly<{ outcome: 'merged'; into: string }>);

/** Who should own it became known; until then the duty desk did. */
type PassOn = Readonly<{ kind: 'pass-on'; alertId: string; to: Recipient; dueAt?: string }>;
/** What became known since names others who are to know. */
type Inform = Readonly<{ kind: 'inform'; alertId: string; informed: DataOf<'alerting.alert-informed'>['informed'] }>;

export type AlertCommand = Raise | Inform | PassOn | Escalate | HandOver | End | Reopen | Answered;

/** The life of one alert. Repeating a command changes nothing; only those whose alert it is may answer it. */
export const alertDecider: Decider<AlertCommand, AlertFact, AlertState> = {
  initial: () => ({ status: 'unraised' }),
  decide,
  evolve,
};

function decide(command: AlertCommand, state: AlertState): readonly AlertFact[] {
  switch (command.kind) {
    case 'raise':
      return raise(command, state);
    case 'pass-on':
    case 'inform':
    case 'escalate':
    case 'hand-over':
    case 'end':
      return isSent(state) ? react(command, state) : [];
    case 'reopen':
      return takeBack(command, state);
    default:
      if (!isSent(state)) throw unknownAlert();
      return answer(command, state);
  }
}

/** What the hub does with an alert that was sent. */
function react(command: Inform | PassOn | Escalate | HandOver | End, state: Sent): readonly AlertFact[] {
  switch (command.kind) {
    case 'pass-on':
      return passOn(command, state);
    case 'inform':
      return inform(command, state);
    case 'escalate':
      return escalate(command, state);
    case 'hand-over':
      return handOver(command, state);
    case 'end':
      return end(command, state);
    default:
      return assertNever(command);
  }
}

function raise(command: Raise, state: AlertState): readonly AlertFact[] {
  if (!mayBeRaised(command, state)) return [];
  const wasEnded = isSent(state) && state.endedFrom !== undefined && !command.data.shadow;
  return command.undoing && wasEnded
    ? [standsAgain(command, state)]
    : [{ type: 'alerting.alert-raised', data: command.data }];
}

/** Whoever acknowledged it has seen it; whoever had not is told again. */
function standsAgain({ data: { alertId, dueAt } }: Raise, { endedFrom = 'open', owner }: Sent): AlertFact {
  const isOpen = endedFrom === 'open';
  const to = isOpen && owner ? { to: { ...owner, reason: 'stands-again' } } : {};
  const due = isOpen && dueAt ? { dueAt } : {};
  const note = 'The link that had ended it was taken back.';
  const data = { alertId, by: 'tributary', role: 'system', note, standing: endedFrom, ...to, ...due };
  return { type: 'alerting.alert-reopened', data };
}

/**
 * Once; again only where nobody was told of it and it is news after all, where it was ended and is so again since, or where
 * what it said was wrong.
 */
function mayBeRaised({ data, asOf, anew = false }: Raise, state: AlertState): boolean {
  if (state.status === 'unraised') return true;
  if (!isSent(state)) return data.historical !== true && data.shadow !== true;
  if (data.stands) return true;
  return state.status === 'closed' && (anew || (state.endedAsOf !== undefined && asOf > state.endedAsOf));
}

/** Whom a concern names, and their line, do not learn that it exists; nor does whoever neither had it nor manages the closer. */
function takeBack(command: Reopen, state: AlertState): readonly AlertFact[] {
  if (!isSent(state) || state.leftOut.includes(command.by.practitioner)) throw unknownAlert();
  const isTold = [...state.owners, ...state.informed].some((one) => samePerson(one, command.by));
  if (!isTold && (command.manages === undefined || command.manages !== state.closed?.by.practitioner))
    throw unknownAlert();
  return reopen(command, state);
}

/** Whoever has had it, or was told of it, is not told again. */
function inform({ alertId, informed }: Inform, state: Sent): readonly AlertFact[] {
  const told = new Set([...state.owners, ...state.informed].map(({ practitioner }) => practitioner));
  const fresh = informed.filter(({ practitioner: id }) => id && !told.has(id) && !state.leftOut.includes(id));
  if (state.status === 'closed' || fresh.length === 0) return [];
  return [{ type: 'alerting.alert-informed', data: { alertId, informed: fresh } }];
}

/** Who has had it is not told again: the line may have changed since. */
function escalate({ alertId, step, line, dueAt }: Escalate, state: Sent): readonly AlertFact[] {
  if (state.status !== 'open' || state.step !== step) return [];
  const [to, next] = stillToTell(line, state);
  if (!to) return [];
  const due = next && dueAt ? { dueAt } : {};
  return [escalated({ alertId, step: step + 1, cause: 'not-acknowledged', to, ...due }, state)];
}

/** Only while nobody has acknowledged it, and it has gone nowhere yet. */
function passOn({ alertId, to, dueAt }: PassOn, state: Sent): readonly AlertFact[] {
  const had = state.owners.some(({ practitioner }) => practitioner === to.practitioner);
  if (state.status !== 'open' || state.step > 0 || had || state.leftOut.includes(to.practitioner)) return [];
  return [escalated({ alertId, step: 1, cause: 'owner-known', to, ...(dueAt ? { dueAt } : {}) }, state)];
}

function handOver({ alertId, school, to, dueAt }: HandOver, state: Sent): readonly AlertFact[] {
  if (state.status === 'closed' || state.owner?.agency !== school) return [];
  const due = dueAt ? { dueAt } : {};
  return [escalated({ alertId, step: state.step + 1, cause: 'school-closed', to, ...due }, state)];
}

function escalated(data: Omit<DataOf<'alerting.alert-escalated'>, 'from'>, { owner }: Sent): AlertFact {
  const from = owner ? { from: { ...owner, reason: data.cause } } : {};
  return { type: 'alerting.alert-escalated', data: { ...data, ...from } };
}

export const stillToTell = (line: readonly Recipient[], state: Sent): readonly Recipient[] =>
  line.filter(
    ({ practitioner }) =>
      !state.owners.some((had) => had.practitioner === practitioner) && !state.leftOut.includes(practitioner),
  );

function end({ kind: _, ...ending }: End, state: Sent): readonly AlertFact[] {
  const data = { by: 'tributary', role: 'system', ...ending };
  return state.status === 'closed' ? [] : [{ type: 'alerting.alert-closed', data }];
}

function answer(command: Answered, state: Sent): readonly AlertFact[] {
  refuseOthers(command, state);
  if (state.status === 'closed') return [];
  const note = 'note' in command && command.note ? { note: command.note } : {};
  const acknowledged: AlertFact = { type: 'alerting.alert-acknowledged', data: actor(command) };
  // Whoever acted has seen it: nobody else is waited for.
  const seen = state.status === 'open' ? [acknowledged] : [];
  switch (command.kind) {
    case 'acknowledge':
      // To have seen what is taken back is all that is asked.
      return state.isRecall
        ? [...seen, { type: 'alerting.alert-closed', data: { ...actor(command), outcome: 'seen' } }]
        : seen;
    case 'act':
      return [...seen, { type: 'alerting.alert-acted', data: { ...actor(command), action: command.action, ...note } }];
    case 'close':
      return [{ type: 'alerting.alert-closed', data: { ...actor(command), outcome: command.outcome, ...note } }];
    case 'reassign':
      return [reassigned(command, note, state)];
    case 'challenge':
      return [{ type: 'alerting.alert-challenged', data: { ...actor(command), note: command.note } }];
    default:
      return assertNever(command);
  }
}

function reassigned(
  command: Extract<Answered, { kind: 'reassign' }>,
  note: Readonly<{ note?: string }>,
  { leftOut }: Sent,
): AlertFact {
  const { to, dueAt } = command;
  if (leftOut.includes(to.practitioner)) throw notToThem();
  const data = { ...actor(command), to: { ...to, reason: 'reassigned' }, ...(dueAt ? { dueAt } : {}), ...note };
  return { type: 'alerting.alert-reassigned', data };
}

const actor = ({ alertId, by }: Answered) => ({
  alertId,
  by: by.practitioner,
  role: by.role,
  agency: by.agency,
});

/** Whoever it was not sent to does not learn that it exists; whoever was only told cannot stop it for its owner. */
function refuseOthers({ by, kind }: Answered, { owners, informed }: Sent): void {
  if (owners.some((one) => samePerson(one, by))) return;
  if (!informed.some((one) => samePerson(one, by))) throw unknownAlert();
  if (kind === 'challenge') return;
  throw new Problem(
    'alert-for-information',
    403,
    'Sent to you for information',
    'Another person owns this alert and answers it; ring them, or the front door, if you are worried.',
  );
}

export const unknownAlert = (): Problem =>
  new Problem('alert-unknown', 404, 'No such alert', 'There is no alert of that id that was sent to you in this role');

/** Why is not said: whoever asks may be of the same line. */
export const notToThem = (): Problem =>
  new Problem(
    'alert-not-to-them',
    422,
    'It cannot be handed to them',
    'Choose somebody else who holds that role in that agency, by the directory.',
  );
