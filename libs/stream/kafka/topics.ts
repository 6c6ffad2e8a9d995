import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@tributary/kernel';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { parse } from 'yaml';

export type Topic = Readonly<{
  name: string;
  partitions: number;
  /** At most so many copies; never more than there are brokers. */
  replicationFactor: number;
  retentionMs: number;
  maxMessageBytes: number;
}>;
export type Topics = Readonly<Record<'child-events' | 'practice-events' | 'parked', Topic>>;

const LEADERS_WITHIN = 30_000;

/** The declared topics; `prefix` gives a test its own. */
export async function declaredTopics(prefix = ''): Promise<Topics> {
  const declared = parse(await readFile(declaration(), 'utf8')) as Topics;
  const named = Object.entries(declared).map(([key, topic]) => [key, { ...topic, name: `${prefix}${topic.name}` }]);
  return Object.fromEntries(named) as Topics;
}

/** Beside the sources as beside the build, wherever the process was started from. */
function declaration(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'infra/kafka/topics.yaml');
    if (existsSync(file)) return file;
  }
  throw new Error('infra/kafka/topics.yaml is missing: it belongs beside the build');
}

/** Makes what is missing; refuses a topic whose partitions are not as declared: keys would change their partition. */
export async function ensureTopics(admin: Admin, topics: Topics): Promise<void> {
  const wanted = Object.values(topics);
  const there = new Set(await admin.listTopics());
  const missing = wanted.filter((topic) => !there.has(topic.name));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    await admin.createTopics({
      // Its own wait fails on a broker that has not heard of the new topic yet; ours asks again.
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: Math.min(topic.replicationFactor, brokers.length),
        configEntries: [
          { name: 'retention.ms', value: String(topic.retentionMs) },
          { name: 'max.message.bytes', value: String(topic.maxMessageBytes) },
          // Of three copies two must have it before it counts as sent; of fewer, the one.
          { name: 'min.insync.replicas', value: Math.min(topic.replicationFactor, brokers.length) > 2 ? '2' : '1' },
        ],
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

/** Practice events have partitions of their own, numbered on after the children's. */
export function numberOf(topics: Topics, topic: string, partition: number): number {
  const children = topics['child-events'];
  return topic === children.name ? partition : children.partitions + partition;
}

/** Waits until every partition has a leader: a topic just made is not known everywhere at once. */
async function metadataOf(admin: Admin, names: string[]): Promise<ITopicMetadata[]> {
  for (const until = performance.now() + LEADERS_WITHIN; ;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      if (topics.every((topic) => topic.partitions.every((partition) => partition.leader >= 0))) return topics;
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await pause(100);
  }
}
