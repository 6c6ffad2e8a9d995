/**
 * Kafka's own producer tool on the jars of infra/kafka: printed beside the relay's figure, with its flags. It sends
 * random bytes without headers or keys, so it is a ceiling to look up to and no reference. Imports nothing from libs.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const jars = join(process.cwd(), 'infra/kafka/.jars');
const FLAGS = [
  'acks=all',
  'enable.idempotence=true',
  'max.in.flight.requests.per.connection=1',
  'compression.type=none',
];

/** Undefined where the jars or Java are missing. */
export async function run(work: {
  brokers: readonly string[];
  topic: string;
  records: number;
  bytesEach: number;
}): Promise<{ perSecond: number; flags: string } | undefined> {
  if (!existsSync(jars)) return undefined;
  const settings = [`bootstrap.servers=${work.brokers.join(',')}`, ...FLAGS];
  const size = ['--num-records', String(work.records), '--record-size', String(work.bytesEach), '--throughput', '-1'];
  const tool = ['-Xmx256m', '-cp', join(jars, '*'), 'org.apache.kafka.tools.ProducerPerformance'];
  const args = [...tool, '--topic', work.topic, ...size, '--producer-props', ...settings];
  const said = await promisify(execFile)('java', args, { timeout: 300_000 }).catch(() => undefined);
  const rates = [...(said?.stdout ?? '').matchAll(/([\d.]+) records\/sec/g)];
  const perSecond = Number(rates.at(-1)?.[1]);
  return perSecond > 0 ? { perSecond, flags: FLAGS.join(' ') } : undefined;
}
