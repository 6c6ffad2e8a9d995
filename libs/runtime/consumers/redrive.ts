import type { CommittedFeed, FeedPosition, Opener, SealedRecord, Tx } from '@tributary/kernel';
import { comparePositions, Problem } from '@tributary/kernel';
import { reasonOf } from '../observe/safe-error';
import type { Consumer } from './consumer';
import { isUnreadable, openBatch } from './open-batch';
import { listParked, park, type ParkedEvent, unpark } from './parked';
import { verdictOf } from './verdict';

export type Redriven = Readonly<{ taken: number; parked: number }>;

/**
 * Gives a consumer its parked events again, oldest first; what still cannot be taken stays parked. Throws where the
 * surroundings are away: nothing was lost then, and it can be asked for again.
 */
export async function redriveParked(
  consumer: Consumer,
  io: Readonly<{ db: Tx; store: CommittedFeed & Opener }>,
): Promise<Redriven> {
  const parked = (await listParked(io.db, consumer.name)).filter((one) => one.slot === consumer.slot());
  let taken = 0;
  for (const one of parked) if (await take(consumer, one, io)) taken += 1;
  return { taken, parked: parked.length - taken };
}

async function take(
  consumer: Consumer,
  parked: ParkedEvent,
  { db, store }: Readonly<{ db: Tx; store: CommittedFeed & Opener }>,
): Promise<boolean> {
  try {
    const [event] = await openBatch(store, [await recordAt(store, parked.at)]);
    if (!event) return false;
    if (isUnreadable(event)) throw event.unreadable;
    await consumer.redrive(parked.at, event, (tx) => unpark(tx, parked));
    return true;
  } catch (error) {
    if (verdictOf(error) !== 'poison') throw error;
    await park(db, { ...parked, reason: reasonOf(error), attempts: 1 });
    return false;
  }
}

async function recordAt(feed: CommittedFeed, at: FeedPosition): Promise<SealedRecord> {
  const { records } = await feed.read({ ...at, position: at.position - 1 }, 1);
  const [record] = records;
  if (record && comparePositions(record.at, at) === 0) return record;
  throw new Problem('event-unknown', 503, 'No such event', 'A parked event is not in the feed: is this its store?');
}
