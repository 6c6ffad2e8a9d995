import type { DataOf } from '@tributary/catalogue';
import { type AgencyId, type PlainDate, plusDays } from '@tributary/kernel';
import { actor, type CommandOf, fact, notAhead, onlyLead, same } from './guards';
import * as problems from './problems';
import { agreementIn, type Agreement, type AssessmentFact, type Opened, sameHat, takesPartIn } from './state';

export function agree(command: CommandOf<'give-agreement'>, state: Opened): readonly AssessmentFact[] {
  onlyLead(command, state);
  notAhead(command, 'on', command.on);
  const { saidBy, form, on } = command;
  const agencies = [...new Set(command.agencies)].filter((agency) => !command.excluded.includes(agency)).sort();
  const excluded = [...new Set(command.excluded)].sort();
  const said = { saidBy, form, on, agencies, excluded };
  const before = agreementIn(state);
  if (before && sameWords(before, said)) return [];
  // An agreement that is widened or narrowed leaves the clock as it runs.
  const reviewBy = state.reviewBy ?? plusDays(on as PlainDate, command.reviewDays);
  return [fact(command, 'assessment.agreement-given', { ...actor(command), ...said, reviewBy })];
}

const sameWords = (
  a: Agreement,
  b: Pick<DataOf<'assessment.agreement-given'>, 'on' | 'saidBy' | 'form' | 'agencies' | 'excluded'>,
) =>
  a.on === b.on &&
  a.saidBy === b.saidBy &&
  a.form === b.form &&
  same(a.agencies, b.agencies) &&
  same(a.excluded, b.excluded);
/** Whoever takes part and hears that the family ends it, records it: it must not wait for the lead. */
export function endAgreement(
  command: CommandOf<'refuse-agreement' | 'withdraw-agreement'>,
  state: Opened,
): readonly AssessmentFact[] {
  const standing = agreementIn(state);
  if (!sameHat(command.by, state.lead) && !takesPartIn(state, command.by.agency)) throw problems.notAsked();
  notAhead(command, 'on', command.on);
  const { saidBy, form, on } = command;
  const data = { ...actor(command), saidBy, form, on };
  if (command.kind === 'withdraw-agreement') {
    return standing ? [fact(command, 'assessment.agreement-withdrawn', data)] : [];
  }
  if (standing) return [fact(command, 'assessment.agreement-withdrawn', data)];
  const last = state.agreements.at(-1);
  if (last?.answer === 'refused' && last.on === on) return [];
  return [fact(command, 'assessment.agreement-refused', data)];
}

/** Only who was not asked, or not about that, is asked. */
export function ask(command: CommandOf<'ask'>, state: Opened): readonly AssessmentFact[] {
  onlyLead(command, state);
  const agreed = agreementIn(state);
  if (!agreed) throw problems.noAgreement();
  const stranger = command.asks.find(({ agency }) => !agreed.agencies.includes(agency as AgencyId));
  if (stranger) throw problems.notAgreedTo(stranger.agency);
  const asks = command.asks.filter(({ agency, elements }) => {
    const before = state.asks.filter((one) => one.agency === agency);
    return before.length === 0 || !elements.every((one) => before.some((had) => had.elements.includes(one)));
  });
  if (asks.length === 0) return [];
  return [fact(command, 'assessment.agencies-asked', { ...actor(command), asks })];
}
