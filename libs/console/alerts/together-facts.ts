import type { AlertView } from '@tributary/alerting';
import { colourOf, dueOf, headingOf, stateOf, togetherWords, whoseOf } from './inbox-facts';
import { SEVERITIES } from '../page/words';

/** An alert of a bundle, and what the reader may call its child. */
export type Told = Readonly<{ alert: AlertView; name: string | undefined }>;

const SOONEST = Object.keys(SEVERITIES);
const soonest = (a: AlertView, b: AlertView): number => SOONEST.indexOf(a.severity) - SOONEST.indexOf(b.severity);

/** Alerts about brothers and sisters as one page: each with its own state, and those that can be acknowledged here. */
export function togetherPage(told: readonly Told[]): object {
  const lines = [...told].sort((a, b) => soonest(a.alert, b.alert)).map(lineOf);
  return {
    heading: togetherWords(told.map(({ alert }) => alert)),
    // The most urgent of them says how soon.
    soon: SEVERITIES[lines[0]?.severity ?? ''],
    lines,
    open: lines
      .filter((one) => one.canAcknowledge)
      .map(({ id, name, heading }) => ({ value: id, text: `${name}: ${heading}` })),
  };
}

const lineOf = ({ alert, name }: Told) => ({
  ...{ id: alert.id, child: alert.child, severity: alert.severity, why: alert.why, raisedAt: alert.raisedAt },
  name: name ?? 'A child whose name you may not see',
  heading: headingOf(alert),
  state: stateOf(alert),
  colour: colourOf(alert),
  whose: whoseOf(alert),
  soon: SEVERITIES[alert.severity] ?? alert.severity,
  ...dueOf(alert),
  canAcknowledge: alert.owner && alert.status === 'open',
});

/** Which alerts a form acknowledges: of a bundle alone, and only those that can be. */
export function acknowledgedIn(form: Readonly<Record<string, unknown>>, told: readonly Told[]): readonly string[] {
  const chosen = [form['alert']].flat();
  return told
    .filter(({ alert }) => alert.owner && alert.status === 'open' && chosen.includes(alert.id))
    .map(({ alert }) => alert.id);
}
