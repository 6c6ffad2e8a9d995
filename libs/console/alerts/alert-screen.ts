import type { AlertView, Person } from '@tributary/alerting';
import { parseChronologyQuery } from '@tributary/chronology';
import { type Instant, Problem, systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { alertPage } from './alert-facts';
import type { Fault, Form } from './alert-form';
import type { Glance, Timeline } from '../child/child-told';
import type { Evidence } from '../page/evidence';
import { frameFor, sendPage } from '../page/page';
import type { ConsoleOptions } from '../ports';
import type { SignedIn } from '../page/signed-in';

const PURPOSE = 'direct-work';

type Options = Pick<ConsoleOptions, 'alerts' | 'children' | 'directory'>;
type Showing = Readonly<{ session: SignedIn; response: Response; id: string }>;
/** A form that was not taken, with what was typed. */
export type Refused = Readonly<{ fault: Fault; form: Form }>;

/** Sends an alert's page; with `refused`, beside what is wrong with a form. */
export async function showAlert(
  options: Options,
  { session, response, id }: Showing,
  refused?: Refused,
): Promise<void> {
  const { alerts, directory } = options;
  const { person } = session;
  const now = systemClock();
  const alert = await alerts.one(person, id);
  const [steps, view, frame, evidence] = await Promise.all([
    alerts.history(person, id),
    directory.current(),
    frameFor(session, directory),
    evidenceOf(options, alert, person, now),
  ]);
  const page = alertPage({ alert, steps, evidence, view, reader: person, now });
  if (refused) response.status(422);
  const title = `${refused ? 'Error: ' : ''}${page.heading}`;
  sendPage(response, 'alert', { ...frame, alert: page, title, here: '/inbox', ...(refused ? faultsOf(refused) : {}) });
}

/** The events that it names and who the child is, as far as this reader may see them; each look is in the ledger. */
async function evidenceOf(
  { children }: Options,
  alert: AlertView,
  viewer: Person,
  now: Instant,
): Promise<Evidence | undefined> {
  if (alert.child === null) return undefined;
  const query = parseChronologyQuery({ history: 'true', purpose: PURPOSE }, viewer.agency, now);
  const named = { ...query, filter: { events: new Set(alert.evidence) } };
  try {
    const glance = (await children.child({ viewer, ref: alert.child, purpose: PURPOSE })) as Glance;
    const { entries, withheld } = (await children.chronology(viewer, alert.child, named)) as Timeline;
    return { names: glance.names, status: glance.status, coverage: glance.coverage, entries, withheld };
  } catch (error) {
    // Nothing of the child is open to this reader: the alert still says what it says.
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  }
}

/** For the summary and the field, and what was typed, by the form that was sent. */
const faultsOf = ({ fault, form }: Refused): object => ({
  error: fault,
  faultAt: { [fault.field]: { text: fault.text } },
  typed: { [fault.of]: form },
});
