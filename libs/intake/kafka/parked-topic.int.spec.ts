import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedId, PractitionerId, RoleCode } from '@tributary/kernel';
import { Metrics, silentLogger } from '@tributary/runtime';
import { describeWithAnyKafka } from '../../testing/broker';
import { aFeed, testIntake, type TestIntake } from '../../testing/intake';
import { partnerKafka, type PartnerKafka } from '../../testing/kafka';
import { Mappings } from '../mapping/mappings';
import type { ParkedNews } from '../storage/parked-news';
import { ParkedTopic, type ParkedTopicOptions } from './parked-topic';

const FEED = 'police.missing' as FeedId;
const MAPPING = readFileSync(join(__dirname, '../../../infra/demo/mappings/missing-child-csv.yaml'), 'utf8');
const MENDED = MAPPING.replace('[dd-mm-yyyy,', '[dd.mm.yyyy, dd-mm-yyyy,');
const HEAD = 'Report Ref,Version,Reported,Risk Level,Outcome,Nominal Ref,First Name,Last Name,Date of Birth,Gender';
/** A day in a form that the first mapping does not know; the other words must stand on no topic. */
const odd = (ref: string): string => `CANARYREF${ref},1,16.01.2026,M,,CANARYNUM${ref},Briony,Saltmarsh,02-06-2011,F`;

describeWithAnyKafka('the topic that tells of parked records', () => {
  let k: PartnerKafka;
  let it_: TestIntake;
  let mappings: Mappings;
  beforeAll(async () => {
    [k, it_] = await Promise.all([
      partnerKafka(),
      testIntake([aFeed(FEED, 'mapped-csv'), aFeed('police.events', 'cloudevents')]),
    ]);
    mappings = new Mappings(it_.db.events);
    await put(MAPPING);
  }, 180_000);
  afterAll(async () => {
    await Promise.all([k.close(), it_.close()]);
  });

  const put = (text: string): Promise<number> =>
    mappings.put(FEED, { text, by: 'p-brandreth' as PractitionerId, role: 'feed-manager' as RoleCode });
  const writer = (more: Partial<ParkedTopicOptions> = {}): ParkedTopic =>
    new ParkedTopic({
      ...{ pool: it_.db.events, partners: k.partners, logger: silentLogger, metrics: new Metrics(), ...more },
    });
  const send = async (...rows: readonly string[]): Promise<void> => {
    const body = (async function* () {
      yield Buffer.from(`${[HEAD, ...rows].join('\n')}\n`);
    })();
    await it_.intake.receive(FEED, { body, mediaType: 'text/csv', backfill: false });
  };
  const parkedIds = async (): Promise<readonly string[]> =>
    (await it_.intake.parked(FEED, undefined, 100)).map(({ id }) => id);
  const told = async () => k.reads(k.topicOf('parked', 'all').name);
  const news = async (): Promise<readonly ParkedNews[]> =>
    (await told()).map(({ value }) => JSON.parse(value) as ParkedNews);
  const states = async (): Promise<readonly (readonly [string, string])[]> =>
    (await news()).map(({ id, state }) => [id, state] as const);

  it('tells each record once it is parked, in order, under its feed, and no word of what it holds', async () => {
    await send(odd('1'), odd('2'), odd('3'));
    const ids = await parkedIds();
    expect(ids).toHaveLength(3);
    const one = writer({ atOnce: 2 });
    expect([await one.tellDue(), await one.tellDue(), await one.tellDue()]).toEqual([2, 1, 0]);
    const { rows } = await it_.db.events.query<{ id: string }>('SELECT id FROM intake.parked ORDER BY parked_at');
    expect(await states()).toEqual(rows.map(({ id }) => [id, 'parked']));
    const [first] = await told();
    expect(Object.keys(JSON.parse(first?.value ?? '{}') as object).sort()).toEqual([
      ...['at', 'code', 'feed', 'id', 'state'],
    ]);
    expect((await news())[0]).toMatchObject({ feed: FEED, code: 'date-unreadable' });
    expect(first?.key).toBe(FEED);
    expect(first?.headers).toMatchObject({ ce_id: `${rows[0]?.id}/parked`, ce_type: 'tributary.parked' });
    const all = JSON.stringify(await told());
    for (const canary of ['CANARY', 'Briony', 'Saltmarsh', '16.01.2026', '02-06-2011', 'row'])
      expect(all).not.toContain(canary);
  });

  it('loses nothing when its writer dies between the brokers and the mark: the same comes again', async () => {
    const before = (await states()).length;
    await send(odd('4'));
    const [id] = (await parkedIds()).slice(-1);
    const dies: ParkedTopicOptions['partners'] = {
      ensure: (...of) => k.partners.ensure(...of),
      send: async (...given) => {
        await k.partners.send(...given);
        throw new Error('killed here');
      },
    };
    await expect(writer({ partners: dies }).tellDue()).rejects.toThrow('killed here');
    expect(await writer().tellDue()).toBe(1);
    expect(await writer().tellDue()).toBe(0);
    expect((await states()).slice(before)).toEqual([
      [id, 'parked'],
      [id, 'parked'],
    ]);
  });

  it('tells what a redrive settled, after that it was parked, even where nobody wrote meanwhile', async () => {
    const before = (await states()).length;
    await send(odd('5'));
    const ids = await parkedIds();
    await put(MENDED);
    const ended = await it_.intake.redrives.follow(await it_.intake.redrives.parked(FEED, { startedBy: 'spec' }));
    expect(ended.accepted).toBe(ids.length);
    expect(await writer().tellDue()).toBe(ids.length + 1);
    const after = (await states()).slice(before);
    expect(after[0]).toEqual([ids.at(-1), 'parked']);
    expect(after.slice(1)).toEqual(ids.map((id) => [id, 'settled']));
    expect(await writer().tellDue()).toBe(0);
  });

  it('is written by one process at a time', async () => {
    await send(odd('6').replace('16.01.2026', 'never'));
    let sent: () => void = () => undefined;
    const mayGo = new Promise<void>((resolve) => (sent = resolve));
    const begun = Promise.withResolvers<void>();
    const slow: ParkedTopicOptions['partners'] = {
      ensure: async () => undefined,
      send: async () => {
        begun.resolve();
        await mayGo;
      },
    };
    const first = writer({ partners: slow }).tellDue();
    await begun.promise;
    expect(await writer().tellDue()).toBe(0);
    sent();
    expect(await first).toBe(1);
  });
});
