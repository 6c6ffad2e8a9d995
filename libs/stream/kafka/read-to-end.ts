import { randomUUID } from 'node:crypto';
import { comparePositions, FEED_START, type FeedPosition, type SealedRecord } from '@tributary/kernel';
import type { Kafka } from 'kafkajs';
import type { AdminLink } from './admin-link';
import { fromMessage } from './records';

type Place = Readonly<{ kafka: Kafka; topic: string; /** Keys are children's tokens. */ hasChild: boolean }>;

/**
 * Reads a topic from its first offset to where it ended when asked, outside any group of ours: each partition in feed
 * order, each record once, though a relay that began again may have sent it twice.
 */
export async function readToEnd(
  place: Place,
  link: AdminLink,
  handle: (records: readonly SealedRecord[]) => Promise<void>,
): Promise<void> {
  const { kafka, topic, hasChild } = place;
  const given = new Map<number, FeedPosition>();
  const left = new Map<number, bigint>();
  for (const { partition, low, high } of await link.ask((admin) => admin.fetchTopicOffsets(topic))) {
    if (BigInt(high) > BigInt(low)) left.set(partition, BigInt(high));
  }
  if (left.size === 0) return;
  const groupId = `tributary.read-to-end.${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            const end = left.get(batch.partition);
            if (end === undefined) return;
            const inTime = batch.messages.filter((message) => BigInt(message.offset) < end);
            const fresh = inOrder(
              inTime.flatMap((message) => fromMessage(message, hasChild) ?? []),
              given.get(batch.partition) ?? FEED_START,
            );
            if (fresh.length > 0) await handle(fresh);
            given.set(batch.partition, fresh.at(-1)?.at ?? given.get(batch.partition) ?? FEED_START);
            if (BigInt(batch.lastOffset()) + 1n >= end) left.delete(batch.partition);
            if (left.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect().catch(() => undefined);
    await link.ask((admin) => admin.deleteGroups([groupId])).catch(() => undefined);
  }
}

function inOrder(records: readonly SealedRecord[], after: FeedPosition): SealedRecord[] {
  const fresh: SealedRecord[] = [];
  for (const record of records) {
    if (comparePositions(record.at, fresh.at(-1)?.at ?? after) > 0) fresh.push(record);
  }
  return fresh;
}
