import type { DirectoryDocument } from '@tributary/directory';
import { readCheckpoint } from '@tributary/event-store';
import { comparePositions, FEED_START, type FeedPosition } from '@tributary/kernel';
import type { Foundation } from '../../apps/composition/foundation';
import { IN_TIME, until } from './processes';
import { tokensOf } from './tokens';

type Where = Readonly<{ url: string; home: string }>;
type Alert = Readonly<{ rule: string; severity: string; owner: boolean }>;
type Reader = Readonly<{ id: string; role: string; agency: string }>;

/** What stands in somebody's inbox, in one of their roles. */
export async function alertsOf({ url, home }: Where, { id, role, agency }: Reader): Promise<readonly Alert[]> {
  const token = await tokensOf(home).person(id, role, agency);
  const answer = await fetch(`${url}/v1/alerts`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`the inbox of ${id} answers ${answer.status}`);
  return ((await answer.json()) as { alerts: Alert[] }).alerts;
}

/** `person role rule severity` of each alert that anybody owns in any of their roles, sorted. */
export async function ownedAlerts(where: Where, { practitioners }: DirectoryDocument): Promise<readonly string[]> {
  const owned: string[] = [];
  for (const { id, roles } of practitioners) {
    for (const { role, agency } of roles) {
      const alerts = await alertsOf(where, { id, role, agency });
      owned.push(
        ...alerts.filter(({ owner }) => owner).map(({ rule, severity }) => `${id} ${role} ${rule} ${severity}`),
      );
    }
  }
  return owned.sort();
}

/** Until the rules have looked at all that is in the store now, and the inboxes hold what they made of it. */
export async function judged(base: Foundation, timeoutMs = IN_TIME): Promise<void> {
  await passed(base, { name: 'alerting', slot: 'none' }, timeoutMs);
  await passed(base, { name: 'involvement-notices', slot: 'none' }, timeoutMs);
  await passed(base, { name: 'alert-inbox', slot: await base.reads.activeSlot('alert-inbox') }, timeoutMs);
}

type Consumer = Readonly<{ name: string; slot: string }>;

async function passed({ store, stream, database }: Foundation, consumer: Consumer, timeoutMs: number): Promise<void> {
  const goals = new Map<number, FeedPosition>();
  for (let from = FEED_START; ;) {
    const { records } = await store.read(from, 1_000);
    for (const record of records) goals.set(stream.partitionOf(record), record.at);
    const last = records.at(-1);
    if (!last) break;
    from = last.at;
  }
  for (const [partition, goal] of goals) {
    const isThere = async (): Promise<boolean> => {
      const place = await readCheckpoint(database.events, { ...consumer, partition });
      return place !== undefined && comparePositions(place, goal) >= 0;
    };
    await until(`${consumer.name} in partition ${partition}`, isThere, timeoutMs);
  }
}
