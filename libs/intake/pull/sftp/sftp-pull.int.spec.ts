import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FeedId, Problem } from '@tributary/kernel';
import type { LogFields } from '@tributary/runtime';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../../testing/intake';
import { SftpServer } from '../../../testing/sftp-server';
import { composePulls, type PullParts } from '../compose-pulls';
import { readPullFile } from '../pull-file';
import type { ScheduledPull } from '../scheduled';

const FEEDS = Array.from({ length: 20 }, (_, i) => aFeed(`oakfield-${i}.attendance`, 'attendance-csv'));
const HEADER = 'UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code\n';
const marks = (day: string): string => `${HEADER},P1,Testov,Anna,2014-03-04,9994001,2026-01-${day},AM,O\n`;
const HOUR = 3_600_000;
const DAY = '2026-01-12';

let server: SftpServer;
let it_: TestIntake;
let folder: string;
let feed: FeedId;
let used = 0;
let now: number;
const told: LogFields[] = [];
beforeAll(async () => {
  server = await SftpServer.open();
  it_ = await testIntake(FEEDS, { maxBytes: 100_000 });
  folder = await mkdtemp(join(tmpdir(), 'tributary-sftp-'));
  await writeFile(join(folder, 'key'), server.clientKey);
  await writeFile(join(folder, 'password'), `${server.password}\n`);
  await writeFile(join(folder, 'wrong'), 'another\n');
});
afterAll(async () => {
  await it_.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  feed = FEEDS[used++]?.id ?? ('none' as FeedId);
  [server.readOnly, now] = [false, Date.parse(`${DAY}T12:00:00Z`)];
  server.files.clear();
  server.moved.length = 0;
});

async function pull(more: object = {}, parts: Partial<PullParts> = {}): Promise<ScheduledPull> {
  const login = { user: 'wexbourne', keyFile: 'key' };
  const at = { host: 'localhost', port: server.port, hostKey: server.hostKey, folder: '/out' };
  const declared = JSON.parse(JSON.stringify({ feed, ...at, ...login, ...more })) as object;
  await writeFile(join(folder, 'pulls.yaml'), JSON.stringify({ sftp: [declared] }));
  const tell = (_message: string, fields: LogFields = {}): void => void told.push(fields);
  const [first] = composePulls(await readPullFile(join(folder, 'pulls.yaml'), { loopback: true }), {
    ...{ pool: it_.db.events, vault: it_.vault, intake: it_.intake, loopback: true, now: () => now, settledMs: 1 },
    ...{ logger: { info: tell, warn: tell }, overdue: () => undefined },
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    ...parts,
  });
  if (!first) throw new Error('the file declares no pull');
  return first.pull;
}
const problem = async () => (await it_.intake.activity([feed])).get(feed)?.pull?.problem;
const days = async (): Promise<readonly string[]> =>
  (await allRecorded(it_.store)).flatMap(({ event }) =>
    event.type === 'education.attendance-recorded' && 'feed' in event.source && event.source.feed === feed
      ? [(event.data as { date: string }).date.slice(-2)]
      : [],
  );

describe('files on an agency’s server', () => {
  it.each([
    ['a key', {}],
    ['a password', { keyFile: undefined, passwordFile: 'password' }],
  ])('are fetched by %s in the order of their names, and put away there', async (_by, login) => {
    server.lay('/out/2.csv', marks('06'));
    server.lay('/out/1.csv', marks('05'));
    await (await pull(login)).look();
    expect([await problem(), await days()]).toEqual([undefined, ['05', '06']]);
    expect(server.moved).toEqual([`/out/archive/${DAY}/1.csv`, `/out/archive/${DAY}/2.csv`]);
  });

  it('wait while they are written, and those after them too', async () => {
    server.lay('/out/1.csv', marks('05'));
    server.lay('/out/2.csv', marks('06'));
    server.lay('/out/3.csv.part', marks('07'));
    const receive: PullParts['intake']['receive'] = async (to, incoming) => {
      const receipt = await it_.intake.receive(to, incoming);
      server.lay('/out/2.csv', marks('06'), 2_000);
      return receipt;
    };
    // Between the two looks the second file grows.
    const growing = (await pull({}, { settledMs: 150, intake: { receive } })).look();
    const grow = setInterval(() => server.lay('/out/2.csv', marks('06'), Date.now()), 10);
    await growing;
    clearInterval(grow);
    expect(await days()).toEqual(['05']);
    now += HOUR;
    await (await pull()).look();
    expect([await days(), [...server.files.keys()].filter((one) => one.endsWith('.part'))]).toEqual([
      ['05', '06'],
      ['/out/3.csv.part'],
    ]);
  });

  it('with names that are more than names are left alone, and links', async () => {
    for (const name of ['../etc.csv', 'a/b.csv', '..', '.hidden.csv', 'a\u001b[2J.csv', 'back\\slash.csv']) {
      server.lay(`/out/${name}`, marks('05'));
    }
    server.files.set('/out/link.csv', { data: Buffer.from(marks('05')), changed: 1, link: true });
    await (await pull()).look();
    expect([await problem(), await days(), server.moved]).toEqual([undefined, [], []]);
  });

  it('make nothing twice where a crash came before they were put away', async () => {
    server.lay('/out/1.csv', marks('05'));
    const receive: PullParts['intake']['receive'] = async (to, incoming) => {
      await it_.intake.receive(to, incoming);
      throw new Error('the process ends here');
    };
    await (await pull({}, { intake: { receive } })).look();
    expect([await days(), server.moved]).toEqual([['05'], []]);
    now += HOUR;
    await (await pull()).look();
    expect([await days(), server.moved.length]).toEqual([['05'], 1]);
  });

  it('are remembered where the server lets nothing be moved', async () => {
    server.readOnly = true;
    server.lay('/out/Anna Testov.csv', marks('05'));
    let received = 0;
    const receive: PullParts['intake']['receive'] = (to, incoming) => {
      received += 1;
      return it_.intake.receive(to, incoming);
    };
    const one = await pull({ afterwards: 'remember' }, { intake: { receive } });
    await one.look();
    now += HOUR;
    await one.look();
    expect([received, await days()]).toEqual([1, ['05']]);
    server.lay('/out/Anna Testov.csv', marks('06'), 2_000);
    now += HOUR;
    await one.look();
    expect(await days()).toEqual(['05', '06']);
    const { rows } = await it_.db.events.query('SELECT * FROM intake.pulled_files WHERE feed = $1', [feed]);
    expect([rows.length, JSON.stringify([rows, told])]).toEqual([2, expect.not.stringContaining('Testov')]);
  });

  it('that are refused are put aside, say so once, and hold up nothing', async () => {
    server.lay('/out/1.csv', 'this is,no register\n');
    server.lay('/out/2.csv', 'x'.repeat(200_000));
    server.lay('/out/3.csv', marks('05'));
    const one = await pull();
    await one.look();
    expect(await problem()).toMatchObject({ code: 'pull-file-refused' });
    expect([await days(), server.moved]).toEqual([
      ['05'],
      [`/out/refused/${DAY}/1.csv`, `/out/refused/${DAY}/2.csv`, `/out/archive/${DAY}/3.csv`],
    ]);
    now += HOUR;
    await one.look();
    expect(await problem()).toBeUndefined();
  });

  it('stay where they are while the hub cannot make them durable', async () => {
    server.lay('/out/1.csv', marks('05'));
    const away = new Problem('database-away', 503, 'Away', 'The database does not answer.');
    await (await pull({}, { intake: { receive: () => Promise.reject(away) } })).look();
    expect([await problem(), server.moved]).toMatchObject([{ code: 'database-away' }, []]);
  });
});

describe('a server', () => {
  it.each([
    ['that shows another key', { hostKey: `SHA256:${'A'.repeat(43)}` }, 'pull-server-unknown'],
    ['that does not know us', { keyFile: undefined, passwordFile: 'wrong' }, 'pull-not-allowed'],
    ['that is not there', { port: 1 }, 'pull-source-away'],
  ])('%s is told of, and nothing is taken', async (_what, given, code) => {
    server.lay('/out/1.csv', marks('05'));
    await (await pull(given)).look();
    expect([await problem(), await days()]).toMatchObject([{ code }, []]);
    expect(JSON.stringify([await problem(), told])).not.toMatch(/a-password|another\b.*\n|localhost/);
  });

  it('inside a network is not asked unless that was declared', async () => {
    const resolve = async () => [{ address: '10.0.0.1', family: 4 } as const];
    await (await pull({}, { resolve })).look();
    expect(await problem()).toMatchObject({ code: 'pull-address-private' });
  });
});
