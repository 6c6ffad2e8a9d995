import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from '@tributary/kernel';
import { Metrics, silentLogger } from '@tributary/runtime';
import { describeWithAnyKafka } from '../../testing/broker';
import { type Message, partnerKafka, type PartnerKafka } from '../../testing/kafka';
import { Endpoints } from '../index';
import type { Notices } from '../notices';
import { brook, COUNCIL, type House, house, lead, marlow, SCHOOL } from '../outbound.fixture';
import { AcknowledgementTopics } from './acknowledgement-topics';

type Body = Readonly<Record<string, unknown>>;
const by = { practitioner: marlow.practitioner, role: marlow.role };

describeWithAnyKafka('what an agency says back by Kafka', () => {
  let k: PartnerKafka;
  let h: House;
  let endpoints: Endpoints;
  let topics: AcknowledgementTopics;
  /** Stands in for a database that is away. */
  let away = false;
  const played: Pick<Notices, 'acknowledge'> = {
    acknowledge: async (...given) => {
      if (away) throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
      return h.notices.acknowledge(...given);
    },
  };
  const codes: string[] = [];
  const refused: Endpoints['refused'] = async (agency, code) => {
    codes.push(code);
    await endpoints.refused(agency, code);
  };
  const following = (): AcknowledgementTopics =>
    new AcknowledgementTopics({
      ...{
        partners: k.partners,
        notices: played,
        endpoints: { refused },
        directory: h.directory,
        logger: silentLogger,
      },
      metrics: new Metrics(),
    });
  beforeAll(async () => {
    [k, h] = await Promise.all([partnerKafka(), house({ by: 'kafka', principal: 'User:wexbourne-council' })]);
    endpoints = new Endpoints(h.db.events);
    topics = following();
    await topics.look();
  }, 180_000);
  afterAll(async () => {
    await topics.stop();
    await Promise.all([k.close(), h.close()]);
  });

  const topic = (): string => k.topicOf('acknowledgements', COUNCIL).name;
  const writes = async (...messages: readonly Message[]): Promise<void> => k.writes(topic(), [...messages]);
  const says = (body: Body): Message => ({ value: JSON.stringify(body) });
  const allTaken = async (): Promise<void> => {
    const written = (await k.admin.fetchTopicOffsets(topic())).reduce((sum, { high }) => sum + Number(high), 0);
    const taken = async (): Promise<number> => {
      const [found] = await k.admin.fetchOffsets({ groupId: topic(), topics: [topic()] });
      return (found?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
    };
    while ((await taken()) < written) await pause(20);
    await h.settled();
  };
  const newest = async (agency = COUNCIL): Promise<string> => {
    const { notices } = await h.notices.list({ agency, client: 'spec' }, { after: 0, limit: 100 });
    return notices.at(-1)?.id ?? '';
  };
  const delivered = async (id: string): Promise<boolean> =>
    (await h.notices.thin({ agency: COUNCIL, client: 'spec' }, id)).delivered;
  const status = async () => (await h.alerts.mine(marlow as never, { limit: 1 })).alerts[0]?.status;

  it('is that its system has a notice, whoever holds it then, and that nobody has read it', async () => {
    await h.raises();
    const id = await newest();
    await h.book.due({ agency: COUNCIL, lease: uuidv7(), limit: 100, leaseMs: 120_000 });
    await writes(says({ notice: id }));
    await allTaken();
    expect([await delivered(id), await status()]).toEqual([true, 'open']);
    expect((await endpoints.standing([COUNCIL]))[0]?.refused).toBeNull();
  });

  it('is what somebody did and what came of it, once, however often it comes', async () => {
    await h.raises();
    const id = await newest();
    await writes(says({ notice: id, by }), says({ notice: id, by, outcome: 'useful', note: 'rang the school' }));
    await allTaken();
    expect(await status()).toBe('closed');
    const { rows: before } = await h.db.events.query('SELECT count(*) FROM store.events');
    await topics.stop();
    await k.admin.resetOffsets({ groupId: topic(), topic: topic(), earliest: true });
    topics = following();
    await topics.look();
    await allTaken();
    const { rows: after } = await h.db.events.query('SELECT count(*) FROM store.events');
    expect(after).toEqual(before);
    expect((await endpoints.standing([COUNCIL]))[0]?.refused).toBeNull();
  });

  it('is not held up by anything that stands on its topic: each is refused with a code, and counts for nothing', async () => {
    await h.raises({ informed: [lead] });
    const [id, schools] = [await newest(), await newest(SCHOOL)];
    const ours = { notice: id };
    const wrong: readonly (readonly [string, Message, string])[] = [
      ['a tombstone', { key: 'x', value: null }, 'body-wrong'],
      ['nothing', { value: '' }, 'body-wrong'],
      ['no JSON', { value: '{"notice":' }, 'body-wrong'],
      ['no UTF-8', { value: Buffer.from([0x7b, 0xff, 0x7d]) }, 'body-wrong'],
      ['a list', { value: '[]' }, 'body-wrong'],
      ['nesting without end', { value: `{"by":${'['.repeat(30_000)}${']'.repeat(30_000)}}` }, 'body-wrong'],
      ['no notice', says({}), 'body-wrong'],
      ['a field more', says({ ...ours, agency: 'wexbourne-council' }), 'body-wrong'],
      ['an agency smuggled in', says({ ...ours, by: { ...by, agency: SCHOOL } }), 'body-wrong'],
      ['an outcome of nobody', says({ ...ours, outcome: 'useful' }), 'body-wrong'],
      ['two answers', says({ ...ours, by, action: 'called', outcome: 'useful' }), 'body-wrong'],
      ['a note too long', says({ ...ours, by, outcome: 'useful', note: 'x'.repeat(2_001) }), 'body-wrong'],
      ['a notice that is none', says({ notice: uuidv7() }), 'notice-unknown'],
      ['another agency’s notice', says({ notice: schools }), 'notice-unknown'],
      ['another lease', says({ ...ours, lease: uuidv7() }), 'notice-held'],
      [
        'somebody it was not sent to',
        says({ ...ours, by: { practitioner: brook.practitioner, role: brook.role } }),
        'notice-not-theirs',
      ],
      [
        'another agency’s person',
        says({ ...ours, by: { practitioner: lead.practitioner, role: lead.role } }),
        'notice-not-theirs',
      ],
    ];
    await h.book.due({ agency: COUNCIL, lease: uuidv7(), limit: 100, leaseMs: 120_000 });
    codes.splice(0);
    await writes(...wrong.map(([, message]) => message));
    await allTaken();
    expect(wrong.map(([what], i) => [what, codes[i]])).toEqual(wrong.map(([what, , code]) => [what, code]));
    expect((await endpoints.standing([COUNCIL]))[0]?.refused).toMatchObject({
      times: wrong.length,
      code: codes.at(-1),
    });
    expect(await status()).toBe('open');
    await writes(says({ ...ours, by, outcome: 'useful', note: 'odd \u0000 and \ud800' }));
    await allTaken();
    expect(await status()).toBe('closed');
    const { rows } = await h.db.events.query('SELECT * FROM outbound.refusals');
    expect(Object.keys(rows[0] as object)).toEqual(['agency', 'times', 'code', 'refused_at']);
  });

  it('waits while the database is away, and says so meanwhile', async () => {
    await h.raises();
    const id = await newest();
    away = true;
    await writes(says({ notice: id, by }));
    while (topics.finding() === undefined) await pause(10);
    expect(topics.finding()?.note).toBe(`records of agencies’ topics wait: ${COUNCIL}: ECONNREFUSED`);
    away = false;
    await allTaken();
    expect([await status(), topics.finding()]).toEqual(['acknowledged', undefined]);
  });
});
