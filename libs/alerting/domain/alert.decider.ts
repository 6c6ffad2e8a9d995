import type { DataOf } from '@tributary/catalogue';
import { assertNever, type Decider, Problem } from '@tributary/kernel';
import { type AlertFact, type AlertState, evolve, type Person, samePerson, type Sent } from './alert.state';
import type { Answer } from './answers';
import type { Recipient } from './evaluate';

export { alertFacts, type AlertFact, type AlertState } from './alert.state';

export type AlertCommand =
  | Readonly<{
      kind: 'raise';
      data: DataOf<'alerting.alert-raised'>;
      /** When what it rests on became known. */ asOf: string;
    }>
  /** The clock of one step fell due; `line` is who may own it, in order, by the directory of that time. */
  | Readonly<{ kind: 'escalate'; alertId: string; step: number; line: readonly Recipient[]; dueAt: string }>
  | (Answer & Readonly<{ alertId: string; by: Person }>)
  /** What it rested on was taken back. */
  | Readonly<{ kind: 'recall'; alertId: string; asOf: string }>;
type Answering = Extract<AlertCommand, { by: Person }>;

/** The life of one alert. Repeating a command changes nothing; only those whose alert it is may answer it. */
export const alertDecider: Decider<AlertCommand, AlertFact, AlertState> = {
  initial: () => ({ status: 'unraised' }),
  decide,
  evolve,
};

function decide(command: AlertCommand, state: AlertState): readonly AlertFact[] {
  if (command.kind === 'raise') {
    return mayBeRaised(command, state) ? [{ type: 'alerting.alert-raised', data: command.data }] : [];
  }
  if (state.status === 'unraised' || state.status === 'historical') {
    if (command.kind === 'escalate' || command.kind === 'recall') return [];
    throw unknownAlert();
  }
  if (command.kind === 'escalate') return escalate(command, state);
  if (command.kind === 'recall') return recall(command, state);
  return answer(command, state);
}

/** Once; again only where it was found in history and is news after all, or was recalled and is stated anew since. */
function mayBeRaised(command: Extract<AlertCommand, { kind: 'raise' }>, state: AlertState): boolean {
  if (state.status === 'unraised') return true;
  if (state.status === 'historical') return command.data.historical !== true;
  return state.status === 'closed' && state.recalledAsOf !== undefined && command.asOf > state.recalledAsOf;
}

/** Who has had it is not told again: the line may have changed since. */
function escalate(command: Extract<AlertCommand, { kind: 'escalate' }>, state: Sent): readonly AlertFact[] {
  if (state.status !== 'open' || state.step !== command.step) return [];
  const [to, next] = stillToTell(command.line, state);
  if (!to) return [];
  const { alertId, step, dueAt } = command;
  const from = state.owner ? { from: { ...state.owner, reason: 'not-acknowledged' } } : {};
  const due = next ? { dueAt } : {};
  const data = { alertId, step: step + 1, cause: 'not-acknowledged', ...from, to, ...due };
  return [{ type: 'alerting.alert-escalated', data }];
}

export const stillToTell = (line: readonly Recipient[], state: Sent): readonly Recipient[] =>
  line.filter((one) => !state.owners.some((had) => had.practitioner === one.practitioner));

function recall({ alertId, asOf }: Readonly<{ alertId: string; asOf: string }>, state: Sent): readonly AlertFact[] {
  const data = { alertId, by: 'tributary', role: 'system', outcome: 'recalled', asOf };
  return state.status === 'closed' ? [] : [{ type: 'alerting.alert-closed', data }];
}

function answer(command: Answering, state: Sent): readonly AlertFact[] {
  refuseOthers(command.by, state);
  if (state.status === 'closed') return [];
  const note = 'note' in command && command.note ? { note: command.note } : {};
  const acknowledged: AlertFact = { type: 'alerting.alert-acknowledged', data: actor(command) };
  // Whoever acted has seen it: nobody else is waited for.
  const seen = state.status === 'open' ? [acknowledged] : [];
  switch (command.kind) {
    case 'acknowledge':
      return seen;
    case 'act':
      return [...seen, { type: 'alerting.alert-acted', data: { ...actor(command), action: command.action, ...note } }];
    case 'close':
      return [{ type: 'alerting.alert-closed', data: { ...actor(command), outcome: command.outcome, ...note } }];
    default:
      return assertNever(command);
  }
}

const actor = ({ alertId, by }: Answering) => ({
  alertId,
  by: by.practitioner,
  role: by.role,
  agency: by.agency,
});

/** Whoever it was not sent to does not learn that it exists; whoever was only told cannot stop it for its owner. */
function refuseOthers(by: Person, { owners, informed }: Sent): void {
  if (owners.some((one) => samePerson(one, by))) return;
  if (!informed.some((one) => samePerson(one, by))) throw unknownAlert();
  throw new Problem(
    'alert-for-information',
    403,
    'Sent to you for information',
    'Another person owns this alert and answers it; ring them, or the front door, if you are worried.',
  );
}

export const unknownAlert = (): Problem =>
  new Problem('alert-unknown', 404, 'No such alert', 'There is no alert of that id that was sent to you in this role');
