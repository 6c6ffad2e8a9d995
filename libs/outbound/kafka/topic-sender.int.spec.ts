import { Metrics, silentLogger } from '@tributary/runtime';
import { describeWithAnyKafka } from '../../testing/broker';
import { partnerKafka, type PartnerKafka } from '../../testing/kafka';
import { Endpoints } from '../index';
import { COUNCIL, type House, house } from '../outbound.fixture';
import { TopicSender, type TopicSenderOptions } from './topic-sender';

describeWithAnyKafka('a system that hears by Kafka', () => {
  let k: PartnerKafka;
  let h: House;
  let endpoints: Endpoints;
  beforeAll(async () => {
    [k, h] = await Promise.all([partnerKafka(), house({ by: 'kafka', principal: 'User:wexbourne-council' })]);
    endpoints = new Endpoints(h.db.events);
  }, 180_000);
  afterAll(async () => {
    await Promise.all([k.close(), h.close()]);
  });
  const sender = (partners: TopicSenderOptions['partners'] = k.partners): TopicSender =>
    new TopicSender({
      ...{ partners, book: h.book, endpoints, directory: h.directory, base: 'https://hub.wexbourne.example' },
      children: { refOf: async (agency, child) => h.vault.ref(agency, child) },
      ...{ logger: silentLogger, metrics: new Metrics() },
    });
  const standing = async () => (await endpoints.standing([COUNCIL]))[0];

  it('waits, and is shown, where the hub has no Kafka or the topic cannot be written', async () => {
    await h.raises();
    const none = new TopicSender({
      ...{ partners: undefined, book: h.book, endpoints, directory: h.directory, base: 'https://hub.example' },
      children: { refOf: async () => 'none' },
      ...{ logger: silentLogger, metrics: new Metrics() },
    });
    expect(await none.sendDue()).toBe(0);
    expect(await standing()).toMatchObject({ answer: 'no-kafka', waiting: 1, failed: 0 });
    const refused = { ensure: async () => Promise.reject(new Error('not authorised')), send: async () => undefined };
    expect(await sender(refused).sendDue()).toBe(0);
    expect(await standing()).toMatchObject({ answer: 'kafka-failed', waiting: 1 });
    expect((await standing())?.failingSince).not.toBeNull();
  });

  it('has each notice on its topic, in order, under its own word for the child, and nothing that tells a story', async () => {
    await h.raises();
    const one = sender();
    expect(await one.sendDue()).toBe(2);
    expect(await one.sendDue()).toBe(0);
    const written = await k.reads(k.topicOf('notices', COUNCIL).name);
    const { notices } = await h.notices.list({ agency: COUNCIL, client: COUNCIL }, { after: 0, limit: 10 });
    expect(written.map(({ value }) => JSON.parse(value) as unknown)).toEqual(notices);
    expect(written.map(({ key }) => key)).toEqual([0, 1].map(() => h.vault.ref(COUNCIL, h.child)));
    expect(written[0]?.headers).toEqual({
      ...{ ce_specversion: '1.0', ce_id: notices[0]?.id, ce_type: 'tributary.notice' },
      ...{ ce_source: 'https://hub.wexbourne.example', 'content-type': 'application/json' },
    });
    for (const word of [h.child, 'brought', 'p-marlow']) expect(JSON.stringify(written)).not.toContain(word);
    expect(await standing()).toMatchObject({ answer: 'written', waiting: 0, failingSince: null });
  });
});
