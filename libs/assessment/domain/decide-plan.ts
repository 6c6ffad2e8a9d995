import { londonDate, type PlainDate, plusDays } from '@tributary/kernel';
import { actor, type CommandOf, fact, notAhead, onlyLead } from './guards';
import * as problems from './problems';
import { coordinates, mayLead } from './roles';
import { agreementIn, type AssessmentFact, type Opened, sameHat, takesPartIn } from './state';

export function plan(command: CommandOf<'plan'>, state: Opened): readonly AssessmentFact[] {
  onlyLead(command, state);
  if (!agreementIn(state)) throw problems.noAgreement();
  const { action, outcome, what, owner, due } = command;
  if (!takesPartIn(state, owner.agency)) throw problems.personWrong();
  if (due < londonDate(command.at)) throw problems.dayWrong('due', 'Choose today or a day to come.');
  if (state.actions.some(({ id }) => id === action)) return [];
  const data = { ...actor(command), action, outcome, what, owner, due };
  return [fact(command, 'assessment.action-planned', data)];
}

export function endAction(command: CommandOf<'end-action'>, state: Opened): readonly AssessmentFact[] {
  const action = state.actions.find(({ id }) => id === command.action);
  if (!action) throw problems.unknownAction();
  if (!sameHat(action.owner, command.by)) onlyLead(command, state);
  if (action.ended) return [];
  notAhead(command, 'on', command.on);
  const { outcome, on, note } = command;
  const data = { ...actor(command), action: action.id, outcome, on, ...(note ? { note } : {}) };
  return [fact(command, 'assessment.action-ended', data)];
}

export function review(command: CommandOf<'review'>, state: Opened): readonly AssessmentFact[] {
  onlyLead(command, state);
  if (!agreementIn(state)) throw problems.noAgreement();
  notAhead(command, 'on', command.on);
  const { on, progress, childView, parentView } = command;
  if (state.reviews.some((one) => one.on === on && one.progress === progress)) return [];
  const reviewBy = command.reviewBy ?? plusDays(on as PlainDate, command.reviewDays);
  if (reviewBy <= on) throw problems.dayWrong('reviewBy', 'Choose a day after the review.');
  const views = { ...(childView ? { childView } : {}), ...(parentView ? { parentView } : {}) };
  const data = { ...actor(command), on, reviewBy, progress, ...views };
  return [fact(command, 'assessment.review-held', data)];
}

/** By the lead, or by who coordinates where the lead has left. That `to` holds the role, the directory says. */
export function handOver(command: CommandOf<'hand-over'>, state: Opened): readonly AssessmentFact[] {
  if (!coordinates(command.by.role)) onlyLead(command, state);
  const { to, reason } = command;
  if (!mayLead(to.role)) throw problems.personWrong();
  const agreed = agreementIn(state);
  const isAgreed = to.agency === state.lead.agency || (agreed?.agencies.includes(to.agency) ?? true);
  if (!isAgreed) throw problems.notAgreedTo(to.agency);
  if (sameHat(to, state.lead)) return [];
  return [fact(command, 'assessment.lead-changed', { ...actor(command), to, reason })];
}

export function close(command: CommandOf<'close'>, state: Opened): readonly AssessmentFact[] {
  onlyLead(command, state);
  notAhead(command, 'on', command.on);
  const { outcome, on, note } = command;
  const data = { ...actor(command), outcome, on, ...(note ? { note } : {}) };
  return [fact(command, 'assessment.assessment-closed', data)];
}
