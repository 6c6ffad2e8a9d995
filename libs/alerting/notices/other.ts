import { isEvent } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import type { StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream } from '@tributary/kernel';

/** The other of two who both work with a child, by the directory of today. */
export type Colleague = Readonly<{
  practitioner: string;
  name: string;
  role: string;
  agency: string;
  /** Null where the directory has no number. */
  phone: string | null;
  work: string;
  since: string;
}>;

/** Whom a notice names; null where it is none. */
export async function otherIn(
  store: Pick<StreamReader, 'load'>,
  notice: AlertId,
  view: DirectoryView,
): Promise<Colleague | null> {
  const past = await store.load(alertStream(notice));
  const other = past.findLast((event) => isEvent(event, 'alerting.alert-raised'))?.data.other;
  if (!other) return null;
  const person = view.practitioner(other.practitioner);
  return { ...other, name: person?.name ?? other.role, phone: person?.phone ?? null };
}
