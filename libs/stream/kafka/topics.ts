import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@tributary/kernel';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { parse } from 'yaml';

export type Topic = Readonly<{ name: string; partitions: number; replicationFactor: number; retentionMs: number }>;
export type Topics = Readonly<Record<'child-events' | 'practice-events' | 'parked', Topic>>;

const LEADERS_WITHIN = 30_000;

/** The declared topics; `prefix` gives a test its own. */
export async function declaredTopics(prefix = ''): Promise<Topics> {
  const file = join(process.cwd(), 'infra/kafka/topics.yaml');
  const declared = parse(await readFile(file, 'utf8')) as Topics;
  const named = Object.entries(declared).map(([key, topic]) => [key, { ...topic, name: `${prefix}${topic.name}` }]);
  return Object.fromEntries(named) as Topics;
}

/** Makes what is missing; refuses a topic whose partitions are not as declared: keys would change their partition. */
export async function ensureTopics(admin: Admin, topics: Topics): Promise<void> {
  const wanted = Object.values(topics);
  const there = new Set(await admin.listTopics());
  const missing = wanted.filter((topic) => !there.has(topic.name));
  if (missing.length > 0) {
    await admin.createTopics({
      // Its own wait fails on a broker that has not heard of the new topic yet; ours asks again.
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: topic.replicationFactor,
        configEntries: [{ name: 'retention.ms', value: String(topic.retentionMs) }],
      })),
    });
  }
  const found = await metadataOf(
    admin,
    wanted.map((topic) => topic.name),
  );
  for (const topic of wanted) {
    const partitions = found.find((one) => one.name === topic.name)?.partitions.length;
    if (partitions === topic.partitions) continue;
    throw new Problem(
      'topic-partitions-differ',
      500,
      'A Kafka topic is not as declared',
      `${topic.name} has ${partitions ?? 'no'} partitions, infra/kafka/topics.yaml says ${topic.partitions}. ` +
        'Partition counts never change; declare a topic with a new name instead',
    );
  }
}

/** Waits until every partition has a leader: a topic just made is not known everywhere at once. */
async function metadataOf(admin: Admin, names: string[]): Promise<ITopicMetadata[]> {
  for (const until = Date.now() + LEADERS_WITHIN; ;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (topics.every((topic) => topic.partitions.every((partition) => partition.leader >= 0))) return topics;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await pause(100);
  }
}
