import { randomUUID } from 'node:crypto';
import type { SealedRecord } from '@tributary/kernel';
import type { Admin, Kafka } from 'kafkajs';
import { fromMessage } from './records';

type Place = Readonly<{ kafka: Kafka; admin: Admin; topic: string }>;

/** Reads a topic from its first offset to where it ended when asked, outside any group of ours. */
export async function readToEnd(
  place: Place,
  handle: (records: readonly SealedRecord[]) => Promise<void>,
): Promise<void> {
  const { kafka, admin, topic } = place;
  const left = new Map<number, bigint>();
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
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
            await handle(inTime.flatMap((message) => fromMessage(message, true) ?? []));
            if (BigInt(batch.lastOffset()) + 1n >= end) left.delete(batch.partition);
            if (left.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect().catch(() => undefined);
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}
