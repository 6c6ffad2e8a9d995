import { isEvent } from '@tributary/catalogue';
import type { StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream, type ChildId, type Envelope, type EventId, type Instant } from '@tributary/kernel';
import { ruleOf } from './rules';
import type { Inbox } from './storage/inbox';

type Io = Readonly<{ inbox: Pick<Inbox, 'about'>; store: Pick<StreamReader, 'loadMany'> }>;

/** That one person, in one role, was told of an alert or a notice. */
export type ToldOf = Readonly<{
  alert: AlertId;
  rule: string;
  ruleVersion: number;
  /** A notice to two people names each to the other, and rests on what both do. */
  kind: 'alert' | 'notice';
  evidence: readonly EventId[];
  at: Instant;
  to: Readonly<{ practitioner?: string; role: string; agency: string }>;
}>;

/** Everybody whom an alert about a child told, in its order; what was found in shadow or in history told nobody. */
export async function toldAbout({ inbox, store }: Io, child: ChildId): Promise<readonly ToldOf[]> {
  const ids = await inbox.about(child);
  const events = (await store.loadMany(ids.map(alertStream))).map(({ event }) => event);
  const byStream = Map.groupBy(events, (event) => event.streamId);
  return ids.flatMap((id) => toldIn(id, byStream.get(alertStream(id)) ?? []));
}

function toldIn(alert: AlertId, past: readonly Envelope[]): readonly ToldOf[] {
  let raised: Pick<ToldOf, 'rule' | 'ruleVersion' | 'kind' | 'evidence'> | undefined;
  return past.flatMap((event): ToldOf[] => {
    if (isEvent(event, 'alerting.alert-raised')) {
      const { rule, ruleVersion } = event.data;
      const evidence = event.data.evidence.map((id) => id as EventId);
      raised = { rule, ruleVersion, evidence, kind: ruleOf(rule)?.about === 'pair' ? 'notice' : 'alert' };
    }
    const from = raised;
    return from ? toldBy(event).map((to) => ({ ...from, alert, at: event.knownFrom, to })) : [];
  });
}

function toldBy(event: Envelope): readonly ToldOf['to'][] {
  if (isEvent(event, 'alerting.alert-raised')) {
    const { shadow, historical, stands, owner, informed = [] } = event.data;
    if (shadow || historical || stands?.closed) return [];
    const has = stands?.handedTo.at(-1) ?? owner;
    return [...(has ? [has] : []), ...informed];
  }
  if (isEvent(event, 'alerting.alert-informed')) return event.data.informed;
  if (isEvent(event, 'alerting.alert-escalated') || isEvent(event, 'alerting.alert-reassigned')) return [event.data.to];
  return [];
}
