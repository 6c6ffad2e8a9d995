import { assertNever, type Decider } from '@tributary/kernel';
import type { Command } from './commands';
import { agree, ask, endAgreement } from './decide-agreement';
import { write } from './decide-contribution';
import { close, endAction, handOver, plan, review } from './decide-plan';
import { evolve } from './evolve';
import { actor, type CommandOf, fact } from './guards';
import * as problems from './problems';
import { mayDo } from './roles';
import { type AssessmentFact, type AssessmentState, isOpened, type Opened } from './state';

/** What may happen to an assessment, and who may make it happen. Throws a Problem; `[]` where it is so already. */
export const assessmentDecider: Decider<Command, AssessmentFact, AssessmentState> = {
  initial: () => ({ status: 'unopened' }),
  decide,
  evolve,
};

function decide(command: Command, state: AssessmentState): readonly AssessmentFact[] {
  if (!mayDo(command.kind, command.by.role)) throw problems.roleRefused();
  if (command.kind === 'open') return isOpened(state) ? [] : [opened(command)];
  if (!isOpened(state)) throw problems.noAssessment();
  if (state.status === 'closed') return refuseClosed(command);
  return change(command, state);
}

/** To close what is closed changes nothing; all else is refused. */
function refuseClosed({ kind }: Command): readonly AssessmentFact[] {
  if (kind === 'close') return [];
  throw problems.isClosed();
}

function change(command: Exclude<Command, { kind: 'open' }>, state: Opened): readonly AssessmentFact[] {
  switch (command.kind) {
    case 'give-agreement':
      return agree(command, state);
    case 'refuse-agreement':
    case 'withdraw-agreement':
      return endAgreement(command, state);
    case 'ask':
      return ask(command, state);
    case 'contribute':
    case 'replace':
      return write(command, state);
    case 'plan':
      return plan(command, state);
    case 'end-action':
      return endAction(command, state);
    case 'review':
      return review(command, state);
    case 'hand-over':
      return handOver(command, state);
    case 'close':
      return close(command, state);
    default:
      return assertNever(command);
  }
}

const opened = (command: CommandOf<'open'>): AssessmentFact =>
  fact(command, 'assessment.assessment-opened', {
    ...actor(command),
    record: command.record,
    lead: command.by,
    reason: command.reason,
  });

/** The facts of an assessment's stream, clocks left out. */
export const assessmentFacts = (
  events: readonly Readonly<{ type: string; data: unknown; knownFrom: string; dataClass: string }>[],
): readonly AssessmentFact[] =>
  events
    .filter(({ type }) => type.startsWith('assessment.'))
    .map(({ type, data, knownFrom, dataClass }) => ({ type, data, at: knownFrom, dataClass }) as AssessmentFact);
