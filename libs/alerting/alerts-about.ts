import { isEvent } from '@tributary/catalogue';
import type { StreamReader } from '@tributary/event-store';
import { alertStream, type ChildId, type Envelope, type EventId, type Instant } from '@tributary/kernel';
import { type AlertStep, stepsOf } from './domain/alert-history';
import { ruleOf } from './rules';
import type { Inbox } from './storage/inbox';

type Io = Readonly<{ inbox: Pick<Inbox, 'about'>; store: Pick<StreamReader, 'loadMany'> }>;

/** An alert as an audit reads it: what it rested on, and each thing that was done with it. */
export type AlertAbout = Readonly<{
  rule: string;
  ruleVersion: number;
  title: string;
  evidence: readonly EventId[];
  steps: readonly Omit<AlertStep, 'note'>[];
}>;

/** Every event that an alert or notice about a child rests on or ever did, whatever became of it, found in shadow or in history. */
export async function everNamed({ inbox, store }: Io, child: ChildId): Promise<ReadonlySet<EventId>> {
  const recorded = await store.loadMany((await inbox.about(child)).map(alertStream));
  const raised = recorded.map(({ event }) => event).filter((event) => isEvent(event, 'alerting.alert-raised'));
  return new Set(
    raised.flatMap(({ data: { evidence, feedbackTo = [] } }) =>
      [...evidence, ...feedbackTo.map(({ concern }) => concern)].map((id) => id as EventId),
    ),
  );
}

/** Alerts that told somebody about a child up to a time, with what was done by then; nobody's own words. */
export async function alertsAbout({ inbox, store }: Io, child: ChildId, upTo: Instant): Promise<readonly AlertAbout[]> {
  const recorded = await store.loadMany((await inbox.about(child)).map(alertStream));
  const past = recorded.map(({ event }) => event).filter((event) => event.knownFrom <= upTo);
  return [...Map.groupBy(past, (event) => event.streamId).values()].flatMap((events) => alertOf(events) ?? []);
}

function alertOf(events: readonly Envelope[]): AlertAbout | undefined {
  const raised = events.filter((event) => isEvent(event, 'alerting.alert-raised'));
  const last = raised.at(-1);
  if (!last) return undefined;
  const { rule, ruleVersion } = last.data;
  return {
    ...{ rule, ruleVersion, title: ruleOf(rule)?.title ?? rule },
    evidence: [...new Set(raised.flatMap(({ data }) => data.evidence.map((id) => id as EventId)))],
    steps: stepsOf(events).map(({ note: _own, ...step }) => step),
  };
}
