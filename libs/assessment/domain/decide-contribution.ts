import type { DataClass } from '@tributary/kernel';
import type { Hat } from './commands';
import { wordsIn } from './evolve';
import { actor, type CommandOf, fact } from './guards';
import * as problems from './problems';
import { agreementIn, type AssessmentFact, type Contribution, type Opened, takesPartIn } from './state';

export function write(command: CommandOf<'contribute' | 'replace'>, state: Opened): readonly AssessmentFact[] {
  if (!agreementIn(state)) throw problems.noAgreement();
  if (!takesPartIn(state, command.by.agency)) throw problems.notAsked();
  const before = ownOf(command, state);
  const { contribution, forFamily, dataClass } = command;
  const words = wordsIn(command);
  if (Object.keys(words).length === 0) throw problems.nothingWritten();
  // What an author puts in its place is still about the same, in the same voice.
  const { element, voice } = before ?? command;
  const said = { contribution, element, voice, ...words, forFamily };
  if (before && isSame(before, { ...said, dataClass })) return [];
  return [fact(command, 'assessment.contribution-made', { ...actor(command), ...said }, dataClass)];
}

/** What takes another's place takes one's own. */
function ownOf(
  { kind, contribution, by }: CommandOf<'contribute' | 'replace'>,
  state: Opened,
): Contribution | undefined {
  const before = state.contributions.find(({ id }) => id === contribution);
  if (kind === 'replace' && !before) throw problems.unknownContribution();
  if (before && !isAuthor(before, by)) throw problems.notTheAuthor();
  return before;
}

/** The person in the agency, whichever of their roles there they act in. */
const isAuthor = ({ by }: Contribution, who: Hat): boolean =>
  by.practitioner === who.practitioner && by.agency === who.agency;

type Said = Pick<Contribution, 'strengths' | 'needs' | 'forFamily'> & Readonly<{ dataClass: DataClass }>;
const isSame = (a: Said, b: Said): boolean =>
  a.strengths === b.strengths && a.needs === b.needs && a.forFamily === b.forFamily && a.dataClass === b.dataClass;
