import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@tributary/kernel';
import { type Admin, ConfigResourceTypes, type ITopicMetadata } from 'kafkajs';
import { parse } from 'yaml';

export type Topic = Readonly<{
  name: string;
  partitions: number;
  /** At most so many copies; never more than there are brokers. */
  replicationFactor: number;
  retentionMs: number;
  maxMessageBytes: number;
  /** As brokers store it; the sender's own without it. */
  compression?: 'uncompressed';
}>;
export type Topics = Readonly<Record<'child-events' | 'practice-events' | 'parked', Topic>>;
/** Topics that there is one of for each feed or agency that comes or goes by Kafka; of `parked` there is one for all. */
export type PartnerTopicKind = 'inbound' | 'notices' | 'acknowledgements' | 'parked';
type Declaration = Topics & Readonly<Record<PartnerTopicKind, Topic>>;

const LEADERS_WITHIN = 30_000;
const COMPRESSION = 'compression.type';

/** The declared topics; `prefix` gives a test its own. */
export async function declaredTopics(prefix = ''): Promise<Topics> {
  const declared = await declaration();
  const named = (topic: Topic): Topic => ({ ...topic, name: `${prefix}${topic.name}` });
  return {
    'child-events': named(declared['child-events']),
    'practice-events': named(declared['practice-events']),
    parked: named(declared.parked),
  };
}

/** The topic of one feed or agency; whose does not matter where there is one for all. */
export type PartnerTopicOf = (kind: PartnerTopicKind, id: string) => Topic;

export async function partnerTopics(prefix = ''): Promise<PartnerTopicOf> {
  const declared = await declaration();
  return (kind, id) => {
    const topic = declared[kind];
    return { ...topic, name: `${prefix}${topic.name.replace('{id}', id)}` };
  };
}

const declaration = async (): Promise<Declaration> => parse(await readFile(declarationFile(), 'utf8')) as Declaration;

/** Beside the sources as beside the build, wherever the process was started from. */
function declarationFile(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'infra/kafka/topics.yaml');
    if (existsSync(file)) return file;
  }
  throw new Error('infra/kafka/topics.yaml is missing: it belongs beside the build');
}

/** Makes what is missing; refuses a topic whose partitions or compression are not as declared. */
export async function ensureTopics(admin: Admin, wanted: readonly Topic[]): Promise<void> {
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
          ...(topic.compression ? [{ name: COMPRESSION, value: topic.compression }] : []),
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
  await requireCompression(admin, wanted);
}

/** Somebody may have made the topic by hand: packed otherwise, one batch could fill the memory, or stop its readers. */
async function requireCompression(admin: Admin, wanted: readonly Topic[]): Promise<void> {
  const named = wanted.filter(({ compression }) => compression !== undefined);
  if (named.length === 0) return;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: named.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name, configNames: [COMPRESSION] })),
  });
  for (const { name, compression } of named) {
    const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
    if (entries.find(({ configName }) => configName === COMPRESSION)?.configValue === compression) continue;
    throw new Problem(
      'topic-compression-differs',
      500,
      'A Kafka topic is not as declared',
      `${name} must have ${COMPRESSION}=${compression}, as infra/kafka/topics.yaml says: set it on the topic`,
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
