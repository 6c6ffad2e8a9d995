import { type DataOf, isEvent } from '@tributary/catalogue';
import type { StreamReader } from '@tributary/event-store';
import type { Envelope } from '@tributary/kernel';
import { ENDED } from './domain/alert.state';

/** Somebody whom an alert's event tells; a role alone, where the directory names nobody in it. */
export type Told = Readonly<{ practitioner?: string; role: string; agency: string }>;

/** What tells somebody of an alert. */
export const TELLS = [
  'alerting.alert-raised',
  'alerting.alert-informed',
  'alerting.alert-escalated',
  'alerting.alert-reassigned',
  'alerting.alert-reopened',
] as const;

/** Why somebody finds an alert in their inbox, for information, and is sent nothing. */
export const BY_INBOX_ALONE = 'supplier-feed-manager';
const isSentTo = ({ reason }: Readonly<{ reason: string }>): boolean => reason !== BY_INBOX_ALONE;

/** Whom that event tells; nobody, where it is of history, of a rule in shadow, or held by a message that tells of it. */
export function toldBy(event: Envelope): readonly Told[] {
  if (isEvent(event, 'alerting.alert-raised')) return toldByRaising(event.data);
  if (isEvent(event, 'alerting.alert-informed')) return event.data.informed.filter(isSentTo);
  if (isEvent(event, 'alerting.alert-escalated') || isEvent(event, 'alerting.alert-reassigned')) return [event.data.to];
  // Whoever opened their own again knows it.
  if (isEvent(event, 'alerting.alert-reopened')) {
    const { to, by } = event.data;
    return to && to.practitioner !== by ? [to] : [];
  }
  return [];
}

/** Of one that was put right and stands as it was worked on, whoever has it now; whoever closed it is through with it. */
function toldByRaising(data: DataOf<'alerting.alert-raised'>): readonly Told[] {
  const { historical, shadow, summary, stands, owner, informed = [] } = data;
  if (historical || shadow || summary || stands?.closed) return [];
  const has = stands?.handedTo.at(-1) ?? owner;
  return [...(has ? [has] : []), ...informed.filter(isSentTo)];
}

/** Whether the hub itself takes back with it what it told. */
export const takesBack = (event: Envelope): boolean =>
  isEvent(event, 'alerting.alert-closed') && ENDED.some((outcome) => outcome === event.data.outcome);

/** An alert as it stood right after one of its events: how soon it is to be read, and who has been told or left out. */
export type Standing = Readonly<{ severity: string; told: readonly Told[]; leftOut: readonly string[] }>;

/** Undefined before it was raised. What was told of an earlier time that it was raised does not count. */
export async function standingAt(
  { streamId, version }: Envelope,
  store: Pick<StreamReader, 'load'>,
): Promise<Standing | undefined> {
  const past = (await store.load(streamId)).filter((one) => one.version <= version);
  const from = past.findLastIndex((one) => isEvent(one, 'alerting.alert-raised'));
  const raised = past[from];
  if (!raised || !isEvent(raised, 'alerting.alert-raised')) return undefined;
  const { severity, leftOut = [] } = raised.data;
  return { severity, leftOut, told: past.slice(from).flatMap(toldBy) };
}

export async function severityOf(event: Envelope, store: Pick<StreamReader, 'load'>): Promise<string> {
  if (isEvent(event, 'alerting.alert-raised')) return event.data.severity;
  return (await standingAt(event, store))?.severity ?? 'today';
}
