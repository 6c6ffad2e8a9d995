import { gzipSync } from 'node:zlib';
import { Problem } from '@tributary/kernel';
import { silentLogger } from '@tributary/runtime';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import { MESH, MeshServer } from '../../testing/mesh-server';
import type { Incoming } from '../pipeline/spool';
import { MeshMailbox } from './mesh-mailbox';
import { MeshPull, type MeshPullOptions } from './mesh-pull';

const FEED = 'child-health.nems';
const message = (nhsNumber: string, day = '2026-01-08'): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'message',
    entry: [
      {
        resource: {
          resourceType: 'MessageHeader',
          event: { code: 'newborn-hearing-1' },
          timestamp: `${day}T09:00:00Z`,
        },
      },
      {
        resource: {
          resourceType: 'Patient',
          identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber }],
        },
      },
      { resource: { resourceType: 'Encounter', identifier: [{ value: 'S1' }], period: { start: day } } },
    ],
  });

let mesh: MeshServer;
let it_: TestIntake;
beforeEach(async () => {
  mesh = await MeshServer.open();
  it_ = await testIntake([aFeed(FEED, 'nems-stu3')], { maxBytes: 100_000 });
});
afterEach(async () => {
  await it_.close();
  await mesh.close();
});

function pullOf(more: Partial<MeshPullOptions> = {}, password = MESH.password): MeshPull & { ages: number[] } {
  const ages: number[] = [];
  const identity = { ...MESH, password };
  const pull = new MeshPull({
    mailbox: new MeshMailbox({ url: mesh.url, identity, tls: {} }),
    workflows: { HEARING_1: { feed: FEED, mediaType: 'application/fhir+json' } },
    ...{ everyMs: 3_600_000, alarmAfterMs: 3_600_000, intake: it_.intake, logger: silentLogger },
    oldest: (seconds) => ages.push(seconds),
    now: () => Date.parse('2026-01-12T10:00:00Z'),
    ...more,
  });
  return Object.assign(pull, { ages });
}
const NOW_ID = '20260112095900000001_AAAAAA';
const idOf = (n: number): string => `202601120959000000${String(n).padStart(2, '0')}_AAAAAA`;
const days = async (): Promise<readonly string[]> =>
  (await allRecorded(it_.store)).flatMap(({ event }) =>
    event.type === 'health.screening-recorded' ? [(event.data as { date: string }).date] : [],
  );

describe('a mailbox', () => {
  it('is read to its end: each message is taken in, then acknowledged', async () => {
    mesh.pageSize = 2;
    for (const n of [1, 2, 3, 4, 5]) mesh.post(idOf(n), 'HEARING_1', message('9990000018', `2026-01-0${n}`));
    const pull = pullOf();
    await pull.look();
    expect(mesh.acknowledged).toEqual([1, 2, 3, 4, 5].map(idOf));
    expect(await days()).toHaveLength(5);
    expect(mesh.asked[0]).toBe(`POST /messageexchange/${MESH.mailbox}`);
    expect([pull.ages, pull.finding()]).toEqual([[0], undefined]);
  });

  it('gives chunked and packed messages whole', async () => {
    const text = message('9990000018');
    mesh.post(idOf(1), 'HEARING_1', text.slice(0, 100), text.slice(100, 101), text.slice(101));
    const packed = gzipSync(message('9990000026'));
    mesh.post(idOf(2), 'HEARING_1', packed.subarray(0, 1), packed.subarray(1, 60), packed.subarray(60));
    const [a, b] = [message('9990000034').slice(0, 80), message('9990000034').slice(80)];
    mesh.post(idOf(3), 'HEARING_1', gzipSync(a), gzipSync(b));
    await pullOf().look();
    expect(mesh.acknowledged).toHaveLength(3);
    expect(await days()).toHaveLength(3);
  });

  it('is not acknowledged before a message is durable, and the message is taken once though it comes twice', async () => {
    mesh.post(NOW_ID, 'HEARING_1', message('9990000018'));
    mesh.failing.set('/status/acknowledged', 503);
    const pull = pullOf();
    await pull.look();
    expect(await days()).toHaveLength(1);
    expect(pull.finding()?.note).toContain('503');
    mesh.failing.clear();
    await pullOf().look();
    expect(mesh.acknowledged).toEqual([NOW_ID]);
    expect(await days()).toHaveLength(1);
  });

  it('keeps everything while the hub cannot make it durable, and nothing is tried in vain', async () => {
    for (const n of [1, 2]) mesh.post(idOf(n), 'HEARING_1', message('9990000018'));
    const away = new Problem('database-away', 503, 'Away', 'The database does not answer.');
    const receive = jest.fn(async (_feed: string, { body }: Incoming) => {
      for await (const part of body) if (part.length > 0) throw away;
    });
    const pull = pullOf({ intake: { receive } });
    await pull.look();
    expect([receive.mock.calls.length, mesh.acknowledged]).toEqual([1, []]);
    expect(pull.finding()?.note).toContain('The database does not answer.');
  });

  it('cut off in the middle of a message gives nothing in, and all of it next time', async () => {
    const text = message('9990000018');
    mesh.post(NOW_ID, 'HEARING_1', text.slice(0, 100), text.slice(100));
    mesh.failing.set(`${NOW_ID}/2`, 500);
    await pullOf().look();
    expect([await days(), mesh.acknowledged]).toEqual([[], []]);
    mesh.failing.clear();
    await pullOf().look();
    expect([(await days()).length, mesh.acknowledged]).toEqual([1, [NOW_ID]]);
  });
});

describe('what cannot be taken', () => {
  it('stays, says so, and holds up nothing behind it', async () => {
    mesh.post(idOf(1), 'PATHOLOGY_1', message('9990000018'));
    mesh.post(idOf(2), 'HEARING_1', gzipSync(`{"a":"${'x'.repeat(20_000_000)}"}`));
    const cut = gzipSync(message('9990000018'));
    mesh.post(idOf(5), 'HEARING_1', cut.subarray(0, 60), cut.subarray(70));
    mesh.messages.set(idOf(3), { id: idOf(3), workflow: 'HEARING_1', chunks: [], report: true });
    mesh.post(idOf(4), 'HEARING_1', message('9990000018'));
    const pull = pullOf();
    await pull.look();
    expect(mesh.acknowledged).toEqual([idOf(4)]);
    const note = pull.finding()?.note ?? '';
    for (const why of ['no feed', 'delivery-too-large', 'mesh-message-broken', 'report']) expect(note).toContain(why);
    mesh.messages.clear();
    await pull.look();
    expect(pull.finding()).toBeUndefined();
  });

  it('but can be read by nobody is durable, stands with its receipt, and leaves the mailbox', async () => {
    mesh.post(NOW_ID, 'HEARING_1', '{"resourceType":');
    await pullOf().look();
    expect(mesh.acknowledged).toEqual([NOW_ID]);
  });

  it('and waits too long raises the alarm', async () => {
    mesh.post('20260112080000000000_AAAAAA', 'PATHOLOGY_1', 'x');
    const pull = pullOf();
    await pull.look();
    expect(pull.ages).toEqual([7_200]);
    expect(pull.finding()?.note).toContain('the oldest message waits for 120 minutes');
  });
});

describe('a mailbox that is not what it should be', () => {
  it('tells a wrong password', async () => {
    const pull = pullOf({}, 'another');
    await pull.look();
    expect(pull.finding()?.note).toContain('check mailbox, password, shared key');
  });
  it('tells that nobody answers', async () => {
    const pull = pullOf({ mailbox: new MeshMailbox({ url: 'http://127.0.0.1:1', identity: MESH, tls: {} }) });
    await pull.look();
    expect(pull.finding()?.note).toContain('ECONNREFUSED');
  });
  it.each(['https://elsewhere.example/messageexchange/X99WEX1/inbox', '/messageexchange/X99WEX2/inbox', '/admin'])(
    'does not lead to %s',
    async (link) => {
      mesh.nextLink = link;
      const pull = pullOf();
      await pull.look();
      expect(pull.finding()?.note).toContain('out of the mailbox');
      expect(mesh.asked).toHaveLength(2);
    },
  );
  it('does not lead in circles', async () => {
    mesh.nextLink = `/messageexchange/${MESH.mailbox}/inbox`;
    await pullOf().look();
    expect(mesh.asked.length).toBeLessThan(30);
  });
  it('is looked into at once, and no more when told to stop', async () => {
    mesh.post(NOW_ID, 'HEARING_1', message('9990000018'));
    const { promise, resolve } = Promise.withResolvers<number>();
    const pull = pullOf({ oldest: resolve });
    pull.start();
    await promise;
    await pull.stop();
    expect(mesh.acknowledged).toEqual([NOW_ID]);
    const asked = mesh.asked.length;
    await pull.look();
    expect(mesh.asked.slice(asked)).toEqual([`GET /messageexchange/${MESH.mailbox}/inbox`]);
  });
});
