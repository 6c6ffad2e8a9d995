import { isEvent } from '@tributary/catalogue';
import type { StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream } from '@tributary/kernel';
import { ruleOf } from '../rules';

/** The alert that a recall takes back. */
export type RecalledAlert = Readonly<{ id: AlertId; title: string; raisedAt: string }>;

/** Null for what is no recall. */
export async function recalledIn(store: Pick<StreamReader, 'load'>, recall: AlertId): Promise<RecalledAlert | null> {
  const raised = (await store.load(alertStream(recall))).findLast((event) => isEvent(event, 'alerting.alert-raised'));
  const id = raised?.data.recalls as AlertId | undefined;
  if (id === undefined) return null;
  const first = (await store.load(alertStream(id))).findLast((event) => isEvent(event, 'alerting.alert-raised'));
  return first ? { id, title: ruleOf(first.data.rule)?.title ?? first.data.rule, raisedAt: first.knownFrom } : null;
}
