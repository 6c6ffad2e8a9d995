import type { AgencyId, ChildId, DataClass, PractitionerId } from '@tributary/kernel';
import type { Statement } from '../domain/statement';
import type { Viewer } from '../ports';
import type { ChildReader } from '../reader';
import { type Decisions, PURPOSE } from './decisions';

/** What can be asked for: of whom, and of which class. */
export type Askable = Readonly<{ supplier: AgencyId; dataClass: DataClass }>;

/** The rule by which an agency's own people read what it supplied: its agreement names them by role and class. */
const OWN = 'own-record';

type Options = Readonly<{ decisions: Decisions; reader: Pick<ChildReader, 'statements'> }>;

/** What a person of the supplying agency reads there themselves, of one class: it is theirs to share. */
export async function ownStatements(
  { decisions, reader }: Options,
  viewer: Viewer,
  child: ChildId,
  { supplier, dataClass }: Askable,
): Promise<readonly Statement[]> {
  if (viewer.agency !== supplier) return [];
  const { judge, refusal } = await decisions.options.doors.accessOf({ viewer, child, purpose: PURPOSE });
  if (refusal) return [];
  const said = await reader.statements(child);
  return said.filter((one) => one.agency === supplier && one.dataClass === dataClass && judge(one).rule === OWN);
}

/** Who in the supplying agency could answer, each once, in the order of the directory. */
export async function answerersOf(
  options: Options,
  child: ChildId,
  asked: Askable,
): Promise<readonly PractitionerId[]> {
  const view = await options.decisions.options.directory.current();
  const holders = view.holdersAt(asked.supplier);
  const reading = await Promise.all(
    holders.map(({ practitioner, held: { role, agency } }) =>
      ownStatements(options, { practitioner: practitioner.id, role, agency }, child, asked),
    ),
  );
  return [...new Set(holders.filter((_holder, i) => (reading[i] ?? []).length > 0).map((one) => one.practitioner.id))];
}
