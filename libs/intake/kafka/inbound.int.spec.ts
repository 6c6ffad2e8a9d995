import { setTimeout as pause } from 'node:timers/promises';
import { formatOf } from '@tributary/feeds';
import { Metrics, silentLogger } from '@tributary/runtime';
import { describeWithAnyKafka } from '../../testing/broker';
import { aFeed, allRecorded, feedRegistry, testIntake, type TestIntake } from '../../testing/intake';
import { type Message, partnerKafka, type PartnerKafka } from '../../testing/kafka';
import { InboundTopics } from './inbound-topics';

const kafka = { principal: 'User:wexbourne-hospital' };
const EVENTS = aFeed('wexgen.events', 'cloudevents', { kafka });
const PAS = aFeed('wexgen.pas', 'hl7v2', { kafka });
const TYPE = { 'content-type': 'application/cloudevents+json' };

const event = (id: string, localId = id, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ specversion: '1.0', id, source: 'urn:wexbourne:hospital', type: 'health.emergency-attended' },
  time: '2026-01-12T23:30:00Z',
  data: { record: { system: 'ed', localId }, fact: { date: '2026-01-12', outcome: 'DISCHARGED' } },
  ...more,
});
const structured = (id: string, localId?: string): Message => ({
  ...{ key: localId ?? id, value: JSON.stringify(event(id, localId)), headers: TYPE },
});
const binary = (id: string, headers: NonNullable<Message['headers']> = {}): Message => {
  const { data, ...attributes } = event(id);
  const named = Object.entries(attributes).map(([name, value]) => [`ce_${name}`, String(value)] as const);
  const all: typeof headers = { ...Object.fromEntries<string>(named), 'content-type': 'application/json', ...headers };
  return { key: id, value: JSON.stringify(data), headers: all };
};

/** The intake, with what a spec makes of it. */
class Played {
  away = false;
  open_: number | undefined;
  received = 0;

  constructor(private readonly intake: TestIntake['intake']) {}

  async receive(...given: Parameters<TestIntake['intake']['receive']>): ReturnType<TestIntake['intake']['receive']> {
    this.received += 1;
    if (this.away) throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
    return this.intake.receive(...given);
  }

  async refuse(...given: Parameters<TestIntake['intake']['refuse']>): Promise<void> {
    return this.intake.refuse(...given);
  }

  async open(): Promise<number> {
    return this.open_ ?? this.intake.open();
  }
}

/** What each comes to; all stand on one partition, one behind the other. */
const HOSTILE: readonly (readonly [string, Message, string])[] = [
  ['a tombstone', { key: 'x', value: null, headers: TYPE }, 'file-empty'],
  ['no headers at all', { value: JSON.stringify(event('h-1')) }, 'parked'],
  ['what is no JSON', { value: '{"specversion":', headers: TYPE }, 'json-broken'],
  ['bytes that are no UTF-8', { value: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), headers: TYPE }, 'encoding-wrong'],
  ['a batch', { value: '[]', headers: type('application/cloudevents-batch+json') }, 'kafka-content-type-wrong'],
  ['another form', { value: 'x', headers: type('application/cloudevents+avro') }, 'kafka-content-type-wrong'],
  ['a value near the limit', { value: JSON.stringify(event('h-2')).padEnd(1_048_000, ' '), headers: TYPE }, 'done'],
  ['an attribute that is no UTF-8', binary('h-3', { ce_id: Buffer.from([0xff]) }), 'parked'],
  ['an attribute twice', binary('h-4', { ce_id: ['x', 'y'] }), 'parked'],
  ['names that objects know', binary('h-5', { constructor: 'x', __proto__: 'y', ce_tostring: 'z' }), 'done'],
  ['a name of an attribute that is none', binary('h-6', { 'ce_Bad-Name': 'y' }), 'parked'],
  ['nesting without end', { value: '['.repeat(100_000), headers: TYPE }, 'json-not-expected'],
  ['thousands of headers', { ...structured('h-7'), headers: thousands() }, 'kafka-headers-too-many'],
];

describeWithAnyKafka('what senders write to Kafka', () => {
  let k: PartnerKafka;
  let it_: TestIntake;
  let played: Played;
  let inbound: InboundTopics;
  const feeds = [EVENTS, PAS];
  const topic = (feed = EVENTS): string => k.topicOf('inbound', feed.id).name;
  const following = (more: Partial<ConstructorParameters<typeof InboundTopics>[0]> = {}): InboundTopics =>
    new InboundTopics({
      ...{ partners: k.partners, intake: played, feeds: feedRegistry(feeds), logger: silentLogger },
      ...{ metrics: new Metrics(), formats: (id) => formatOf(id) ?? fail(id), ...more },
    });
  beforeAll(async () => {
    [k, it_] = await Promise.all([partnerKafka(), testIntake([EVENTS, PAS])]);
    played = new Played(it_.intake);
    inbound = following();
    await inbound.look();
  }, 180_000);
  afterAll(async () => {
    await inbound.stop();
    await Promise.all([k.close(), it_.close()]);
  });

  const committed = async (name = topic()): Promise<number> => {
    const [found] = await k.admin.fetchOffsets({ groupId: name, topics: [name] });
    return (found?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  };
  const written = async (name: string): Promise<number> =>
    (await k.admin.fetchTopicOffsets(name)).reduce((sum, { high }) => sum + Number(high), 0);
  const allTaken = async (feed = EVENTS): Promise<void> => {
    const all = await written(topic(feed));
    while ((await committed(topic(feed))) < all) await pause(20);
    while ((await it_.intake.open()) > 0) await pause(20);
  };
  const attended = async (): Promise<number> =>
    (await allRecorded(it_.store)).filter(({ event: { type: is } }) => is === 'health.emergency-attended').length;
  const outcomes = async (most: number, feed = EVENTS): Promise<readonly string[]> =>
    (await it_.intake.delivered(feed.id, undefined, most))
      .map(({ status, problem, counts }) => problem?.code ?? (counts.parked > 0 ? 'parked' : status))
      .reverse();

  it('is taken in, structured and binary, each record a delivery, and then committed', async () => {
    await k.writes(topic(), [structured('s-1'), binary('b-1'), structured('s-2')]);
    await allTaken();
    expect(await attended()).toBe(3);
    expect(await outcomes(10)).toEqual(['done', 'done', 'done']);
  });

  it('is one message in the feed’s own format where that is not CloudEvents', async () => {
    const message = (control: string): string =>
      [
        `MSH|^~\\&|PAS|WEXGEN|||20260112080000||ADT^A04|${control}|P|2.4`,
        'EVN|A04|20260112080000',
        'PID|1||H100^^^WEXGEN^MR||Quillfeather^Tansy||20140304|F',
        `PV1|1|E${'|'.repeat(17)}${control}${'|'.repeat(25)}20260112080000`,
      ].join('\r');
    const before = await attended();
    const named = { value: message('2'), headers: type('application/hl7-v2') };
    const other = { value: message('3'), headers: type('image/png\0') };
    await k.writes(
      topic(PAS),
      [{ value: message('1') }, named, other].map((one) => ({ ...one, partition: 1 })),
    );
    await allTaken(PAS);
    expect(await attended()).toBe(before + 2);
    expect(await outcomes(10, PAS)).toEqual(['done', 'done', 'kafka-content-type-wrong']);
  });

  it('keeps the order of each partition', async () => {
    const days = Array.from({ length: 30 }, (_, n) => `2025-11-${String(n + 1).padStart(2, '0')}`);
    const of = (date: string): Message => {
      const data = { record: { system: 'ed', localId: 'one' }, fact: { date, outcome: 'DISCHARGED' } };
      return { key: 'one', value: JSON.stringify(event(date, 'one', { data })), headers: TYPE };
    };
    await k.writes(topic(), days.map(of));
    await allTaken();
    const told = (await allRecorded(it_.store)).flatMap(({ event: { data } }) => {
      const date = String((data as Readonly<Record<string, unknown>>)['date']);
      return date.startsWith('2025-11-') ? [date] : [];
    });
    expect(told).toEqual(days);
  });

  it('is not held up by anything that stands on its topic: each is kept with what is wrong, or taken', async () => {
    const before = await attended();
    for (const [, hostile] of HOSTILE) await k.writes(topic(), [{ ...hostile, partition: 0 }]);
    await k.writes(topic(), [{ ...structured('after'), partition: 0 }]);
    await allTaken();
    const came = await outcomes(HOSTILE.length + 1);
    expect(HOSTILE.map(([what], i) => [what, came[i]])).toEqual(HOSTILE.map(([what, , outcome]) => [what, outcome]));
    expect(came.at(-1)).toBe('done');
    expect(await attended()).toBe(before + 3);
  });

  it('cannot be more unpacked than packed: brokers refuse what grows', async () => {
    const grows = { value: '0'.repeat(5_000_000), headers: TYPE };
    await expect(k.writes(topic(), [grows], true)).rejects.toThrow(/larger|size/i);
    const before = await attended();
    await k.writes(topic(), [structured('packed')], true);
    await allTaken();
    expect(await attended()).toBe(before + 1);
  });

  it('waits while the database is away, then goes on where it was, and says so meanwhile', async () => {
    const [before, stood] = [await attended(), await committed()];
    played.away = true;
    await k.writes(
      topic(),
      Array.from({ length: 20 }, (_, n) => structured(`w-${n}`)),
    );
    while (inbound.finding() === undefined) await pause(10);
    expect(inbound.finding()?.note).toBe(`records of feeds’ topics wait: ${EVENTS.id}: ECONNREFUSED`);
    expect(await committed()).toBe(stood);
    played.away = false;
    await allTaken();
    expect(await attended()).toBe(before + 20);
    expect(inbound.finding()).toBeUndefined();
  });

  it('takes no more than may wait in the queue', async () => {
    const [before, stood] = [played.received, await committed()];
    played.open_ = 200;
    await k.writes(
      topic(),
      Array.from({ length: 10 }, (_, n) => ({ ...structured(`q-${n}`), partition: 0 })),
    );
    while (played.received === before) await pause(10);
    // The first one fills the queue: whatever is read from the topic meanwhile, none goes past it.
    expect([played.received, await committed()]).toEqual([before + 1, stood]);
    played.open_ = undefined;
    await allTaken();
    expect(played.received).toBe(before + 10);
  });

  it('makes nothing twice when all its records come again', async () => {
    const [known, had, received] = [await attended(), await outcomes(1_000), played.received];
    await inbound.stop();
    await k.admin.resetOffsets({ groupId: topic(), topic: topic(), earliest: true });
    inbound = following();
    await inbound.look();
    await allTaken();
    expect(played.received - received).toBeGreaterThan(70);
    expect([await attended(), await outcomes(1_000)]).toEqual([known, had]);
  });

  it('is told of, and waits, where the hub has no Kafka', async () => {
    const none = following({ partners: undefined });
    await none.look();
    expect(none.finding()?.note).toContain('set STREAM=kafka and KAFKA_BROKERS, or take `kafka` off the feed');
  });

  it('is not read from a topic that somebody made with another compression', async () => {
    const made = k.topicOf('inbound', 'by-hand');
    await k.admin.createTopics({ topics: [{ topic: made.name, numPartitions: made.partitions }] });
    const byHand = aFeed('by-hand', 'cloudevents', { kafka });
    const other = following({ feeds: feedRegistry([byHand]) });
    await other.look();
    expect(other.finding()?.note).toContain('must have compression.type=uncompressed');
    await other.stop();
  });

  it('is left once the feed no longer comes that way', async () => {
    feeds.splice(0);
    await inbound.look();
    const { groups } = await k.admin.describeGroups([topic()]);
    expect(groups[0]?.members).toEqual([]);
  });
});

function thousands(): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`h${n.toString(36)}`, '']));
}
function type(contentType: string): Readonly<Record<string, string>> {
  return { 'content-type': contentType };
}
function fail(what: string): never {
  throw new Error(what);
}
