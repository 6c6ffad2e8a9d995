import type { AlertView } from '@tributary/alerting';
import { SEVERITIES, spoken, STATUSES, timeInWords } from './words';

const COLOURS: Readonly<Record<string, string>> = {
  open: 'govuk-tag--red',
  acknowledged: 'govuk-tag--green',
  closed: 'govuk-tag--grey',
};

const headingOf = (alert: AlertView): string =>
  alert.statusUnknown ? 'Social worker status not current' : alert.title;
const stateOf = (alert: AlertView): string =>
  alert.outcome === 'recalled' ? 'Taken back' : (STATUSES[alert.status] ?? alert.status);

export const inboxRow = (alert: AlertView): object => ({
  id: alert.id,
  heading: headingOf(alert),
  owner: alert.owner,
  soon: SEVERITIES[alert.severity] ?? alert.severity,
  raisedAt: alert.raisedAt,
  state: stateOf(alert),
  colour: COLOURS[alert.status] ?? '',
});

const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });

/** One alert as a page: what it says, who else was told, and what comes next. */
export function alertPage(alert: AlertView): { heading: string } & Readonly<Record<string, unknown>> {
  const told = alert.toldToo.map((one) => `${one.name} (${spoken(one.role)})`).join(', ');
  return {
    id: alert.id,
    child: alert.child,
    heading: headingOf(alert),
    // The heading says the title already.
    lines: alert.text.slice(0, -1).filter((line) => line !== `${alert.title}.`),
    notice: alert.text.at(-1),
    canAcknowledge: alert.owner && alert.status === 'open',
    canAnswer: alert.status !== 'closed' && alert.mayAnswer,
    rows: [
      row('State', stateOf(alert)),
      row('How soon', SEVERITIES[alert.severity] ?? alert.severity),
      row('Raised', timeInWords(alert.raisedAt)),
      ...(alert.dueAt === null
        ? []
        : [row('What comes next', `Goes to the next person if not acknowledged by ${timeInWords(alert.dueAt)}`)]),
      row('Who else was told', told === '' ? 'Nobody' : told),
      row('Rule', `${alert.rule}, version ${alert.ruleVersion}`),
    ],
  };
}
