import { setTimeout as pause } from 'node:timers/promises';
import { formatOf } from '@tributary/feeds';
import { InboundTopics } from '@tributary/intake';
import { Metrics, silentLogger } from '@tributary/runtime';
import { describeWithAnyKafka } from '../../libs/testing/broker';
import { aFeed, feedRegistry, testIntake, type TestIntake } from '../../libs/testing/intake';
import { partnerKafka, type PartnerKafka } from '../../libs/testing/kafka';
import { contentOf, describeFiles, expectedFor, filesIn } from './expected';

type Event = Readonly<Record<string, unknown>>;
type Suite = Readonly<{ testType: string; tests: readonly Readonly<{ id: string; event: Event }>[] }>;
type Sent = Readonly<{ value: string | Buffer | null; headers: Readonly<Record<string, string>> }>;

/** JSON's own type on every other one with its parameter, as the feature of the binding has it. */
const structured = (event: Event, i: number): Sent => ({
  value: JSON.stringify(event),
  headers: { 'content-type': `application/cloudevents+json${i % 2 === 0 ? '' : '; charset=utf-8'}` },
});

/** Undefined where headers cannot say it: there every value is text, and what is null is not there. */
function binary({ data, data_base64: base64, datacontenttype, ...attributes }: Event): Sent | undefined {
  const stated = Object.entries(attributes).filter(([, value]) => value !== null);
  const core = ['id', 'source', 'type', 'specversion', 'time', 'subject', 'dataschema'];
  const isText = stated.every(([name, value]) => typeof value === 'string' || !core.includes(name));
  const isSingle = stated.every(([, value]) => typeof value !== 'object');
  const hasOne = data === undefined || base64 === undefined;
  if (!isText || !isSingle || !hasOne || !(base64 === undefined || base64 === null || typeof base64 === 'string'))
    return undefined;
  const headers = stated.map(([name, value]) => [`ce_${name}`, String(value)] as const);
  const type = datacontenttype === undefined || datacontenttype === null ? 'application/json' : datacontenttype;
  if (typeof type !== 'string') return undefined;
  const bytes = typeof base64 === 'string' ? Buffer.from(base64, 'base64') : dataOf(data, type);
  return { value: bytes, headers: { ...Object.fromEntries<string>(headers), 'content-type': type } };
}

const dataOf = (data: unknown, type: string): string | null =>
  data === undefined ? null : typeof data === 'string' && !/json/.test(type) ? data : JSON.stringify(data);

describeWithAnyKafka('CloudEvents by Kafka', () => {
  const FEED = aFeed('wexgen.events', 'cloudevents', { kafka: { principal: 'User:wexgen' } });
  let k: PartnerKafka;
  let it_: TestIntake;
  let inbound: InboundTopics;
  beforeAll(async () => {
    [k, it_] = await Promise.all([partnerKafka(), testIntake([FEED])]);
    inbound = new InboundTopics({
      ...{ partners: k.partners, intake: it_.intake, feeds: feedRegistry([FEED]), logger: silentLogger },
      metrics: new Metrics(),
      formats: (id) => formatOf(id) ?? none(id),
    });
    await inbound.look();
  }, 180_000);
  afterAll(async () => {
    await inbound.stop();
    await Promise.all([k.close(), it_.close()]);
  });

  /** The codes that a record came to, once it is committed. One just like the one before it is that one again. */
  async function outcomeOf({ value, headers }: Sent): Promise<readonly string[]> {
    const topic = k.topicOf('inbound', FEED.id).name;
    await k.writes(topic, [{ partition: 0, value, headers: { ...headers } }]);
    const written = (await k.admin.fetchTopicOffsets(topic)).find(({ partition }) => partition === 0)?.high;
    for (;;) {
      const [found] = await k.admin.fetchOffsets({ groupId: topic, topics: [topic] });
      if (found?.partitions.find(({ partition }) => partition === 0)?.offset === written) break;
      await pause(10);
    }
    const [newest] = await it_.intake.delivered(FEED.id, undefined, 1);
    if (newest?.problem) return [newest.problem.code];
    const parked = await it_.intake.parked(FEED.id, undefined, 10_000);
    return parked.flatMap(({ receipt, code }) => (receipt === newest?.id ? [code] : []));
  }

  describeFiles(filesIn('cloudevents-conformance/format/json', '-events.json'), (path) => {
    const suite = JSON.parse(
      contentOf(path)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    ) as Suite;
    const isValid = suite.testType.startsWith('Valid');

    it.each<[string, (event: Event, i: number) => Sent | undefined]>([
      ['structured', structured],
      ['binary', binary],
    ])('in %s mode tells sound from unsound', async (mode, as) => {
      const cases = suite.tests.flatMap(({ id, event }, i) => {
        const sent = as(event, i);
        return sent ? [{ id, sent }] : [];
      });
      expect(cases.length).toBeGreaterThan(isValid ? suite.tests.length - 2 : 5);
      const codes: (readonly string[])[] = [];
      for (const { sent } of cases) codes.push(await outcomeOf(sent));
      const seen = Object.fromEntries(cases.map(({ id }, i) => [id, codes[i]]));
      // A foreign type is where a sound envelope ends.
      for (const [i, of] of codes.entries()) {
        const unsound = of.filter((code) => code !== 'type-unknown');
        expect([cases[i]?.id, of.length, unsound.length]).toEqual([cases[i]?.id, 1, isValid ? 0 : 1]);
        expect(unsound.every((code) => code.startsWith('ce-'))).toBe(true);
      }
      expect(seen).toEqual(expectedFor(`${path} (by Kafka, ${mode})`, seen));
    });
  });
});

function none(what: string): never {
  throw new Error(what);
}
