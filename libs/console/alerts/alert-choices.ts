import { ACTIONS, type AlertView, DONE, ENDINGS, OUTCOMES, type Person } from '@tributary/alerting';
import { type DirectoryView, ROLES } from '@tributary/directory';
import { spoken } from '../page/words';

/** What a person may choose from on an alert's page. */
export type Choices = Readonly<{
  actions: readonly Choice[];
  outcomes: readonly Choice[];
  /** To whom it can be handed. */
  people: readonly Choice[];
}>;
type Choice = Readonly<{ value: string; text: string }>;

type Choosing = Readonly<{ alert: AlertView; view: DirectoryView; reader: Person }>;

export const choicesFor = (choosing: Choosing): Choices => ({
  actions: ACTIONS.map((value) => ({ value, text: DONE[value] ?? spoken(value) })),
  outcomes: OUTCOMES.map((value) => ({ value, text: ENDINGS[value] ?? spoken(value) })),
  people: peopleFor(choosing),
});

/** Those nearest first: deputy and manager, who was told too, the reader's own agency, and the duty desks. */
function peopleFor({ alert, view, reader }: Choosing): readonly Choice[] {
  const held = view.roleOf(reader.practitioner, reader.role);
  const own = view.document.practitioners.flatMap(({ id, roles }) =>
    roles
      .filter(({ agency }) => agency === reader.agency)
      .map(({ role, agency }) => ({ practitioner: id, role, agency })),
  );
  const rank = ({ practitioner }: { practitioner: string }): number =>
    practitioner === held?.deputy ? 0 : practitioner === held?.manager ? 1 : 2;
  const duty = [ROLES.dutySocialWorker, ROLES.emergencyDuty].flatMap((role) =>
    view
      .holdersIn(alert.authority ?? '', role)
      .map((one) => ({ practitioner: one.practitioner.id, role, agency: one.held.agency })),
  );
  const all: readonly { practitioner: string; role: string; agency: string }[] = [
    ...[...own].sort((a, b) => rank(a) - rank(b)),
    ...alert.toldToo,
    ...duty,
  ];
  const choices = all
    .filter(({ practitioner }) => practitioner !== reader.practitioner)
    .map(({ practitioner, role, agency }) => ({
      value: `${practitioner} ${role} ${agency}`,
      text: `${view.practitioner(practitioner)?.name ?? spoken(role)}, ${spoken(role)}, ${view.agency(agency)?.name ?? agency}`,
    }));
  return choices.filter((one, i) => choices.findIndex(({ value }) => value === one.value) === i);
}
