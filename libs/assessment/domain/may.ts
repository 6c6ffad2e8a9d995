import type { CommandKind, Hat } from './commands';
import { coordinates, mayDo } from './roles';
import { agreementIn, type Opened, sameHat, takesPartIn } from './state';

const BY_LEAD: readonly CommandKind[] = ['give-agreement', 'close'];
const BY_LEAD_AGREED: readonly CommandKind[] = ['ask', 'plan', 'review', 'withdraw-agreement'];

/** What a reader may do with an assessment as it stands, for pages that offer it; the decider refuses the rest. */
export function mayNow(state: Opened, reader: Hat): readonly CommandKind[] {
  if (state.status === 'closed') return [];
  const [isLead, hasAgreed] = [sameHat(reader, state.lead), agreementIn(state) !== undefined];
  const kinds: CommandKind[] = [];
  if (isLead) kinds.push(...BY_LEAD, ...(hasAgreed ? BY_LEAD_AGREED : (['refuse-agreement'] as const)));
  if (isLead || coordinates(reader.role)) kinds.push('hand-over');
  if (takesPartIn(state, reader.agency)) kinds.push('contribute', 'replace', 'withdraw-agreement');
  if (isLead || state.actions.some(({ owner, ended }) => !ended && sameHat(owner, reader))) kinds.push('end-action');
  return [...new Set(kinds)].filter((kind) => mayDo(kind, reader.role));
}
