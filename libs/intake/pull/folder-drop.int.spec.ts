import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LogFields } from '@tributary/runtime';
import { aFeed, allRecorded, feedRegistry, testIntake, type TestIntake } from '../../testing/intake';
import { FolderDrop, type FolderDropOptions } from './folder-drop';

const FEED = 'oakfield.attendance';
const FEEDS = [aFeed(FEED, 'attendance-csv'), aFeed('oakfield.events', 'cloudevents')];
const HEADER = 'UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code\n';
const mark = (code = 'O', day = '2026-01-12'): string =>
  `${HEADER},P1,Testov,Anna,2014-03-04,9994001,${day},AM,${code}\n`;
const SETTLED = 10_000;

let it_: TestIntake;
let root: string;
let now: number;
let told: { message: string; fields: LogFields }[];
beforeEach(async () => {
  it_ = await testIntake(FEEDS);
  root = await mkdtemp(join(tmpdir(), 'tributary-drop-'));
  await mkdir(join(root, FEED));
  now = Date.parse('2026-01-12T12:00:00Z');
  told = [];
});
afterEach(async () => {
  await it_.close();
  await rm(root, { recursive: true, force: true });
});

const lay = (name: string, text = mark()): Promise<void> => writeFile(join(root, FEED, name), text);
const at = (...path: string[]): Promise<string[]> => readdir(join(root, FEED, ...path)).catch(() => []);
const tell = (message: string, fields: LogFields = {}): void => void told.push({ message, fields });
const drop = (more: Partial<FolderDropOptions> = {}): FolderDrop =>
  new FolderDrop({
    ...{ root, everyMs: 1_000, settledMs: SETTLED, intake: it_.intake, feeds: feedRegistry(FEEDS) },
    ...{ logger: { info: tell, warn: tell }, now: () => now },
    ...more,
  });
/** Two looks with enough time between them. */
async function looks(one: FolderDrop): Promise<void> {
  await one.look();
  now += SETTLED;
  await one.look();
}
const marks = async (): Promise<readonly unknown[]> =>
  (await allRecorded(it_.store)).flatMap(({ event }) =>
    event.type === 'education.attendance-recorded' ? [(event.data as { mark: unknown }).mark] : [],
  );

describe('files that are laid into a feed’s folder', () => {
  it('are taken in when they no longer change, and put away under their day', async () => {
    await lay('monday.csv');
    const one = drop();
    await one.look();
    expect(await marks()).toHaveLength(0);
    await lay('monday.csv', `${mark()},P2,Testova,Vera,2014-03-05,9994001,2026-01-12,AM,O\n`);
    now += SETTLED;
    await one.look();
    expect(await marks()).toHaveLength(0);
    now += SETTLED;
    await one.look();
    expect(await marks()).toHaveLength(2);
    expect(await at('taken', '2026-01-12')).toEqual(['monday.csv']);
  });

  it('are left alone while their name says that they are not whole, and where they are no files', async () => {
    for (const name of ['a.csv.part', '.b.csv', 'c.filepart']) await lay(name);
    await writeFile(join(root, 'outside.csv'), mark());
    await symlink(join(root, 'outside.csv'), join(root, FEED, 'd.csv'));
    await mkdir(join(root, FEED, 'e.csv'));
    await looks(drop());
    expect(await marks()).toHaveLength(0);
    expect(await at()).toHaveLength(5);
  });

  it('come in the order of their names, and wait for one that is still written', async () => {
    await lay('2.csv', mark('I'));
    const one = drop();
    await one.look();
    now += SETTLED;
    await lay('1.csv', mark('O'));
    await one.look();
    expect(await marks()).toHaveLength(0);
    now += SETTLED;
    await one.look();
    const codes = (await marks()).map((said) => JSON.stringify(said));
    expect(codes).toEqual([expect.stringContaining('"O"'), expect.stringContaining('"I"')]);
  });

  it('make nothing twice where a crash came before they were put away', async () => {
    await lay('monday.csv');
    await looks(drop());
    await rename(join(root, FEED, 'taken/2026-01-12/monday.csv'), join(root, FEED, 'monday.csv'));
    await looks(drop());
    expect(await marks()).toHaveLength(1);
    const { rows } = await it_.db.events.query('SELECT FROM intake.deliveries');
    expect(rows).toHaveLength(1);
  });

  it('are put aside with what is wrong where they are refused, and no log names them', async () => {
    await lay('Anna Testov.csv', 'this is,no register\n');
    await lay('next.csv');
    await looks(drop());
    expect((await at('refused')).sort()).toEqual(['Anna Testov.csv', 'Anna Testov.csv.problem.json']);
    const problem = await readFile(join(root, FEED, 'refused', 'Anna Testov.csv.problem.json'), 'utf8');
    expect(JSON.parse(problem)).toMatchObject({ code: 'csv-header-wrong' });
    expect(await marks()).toHaveLength(1);
    expect(told.map(({ message }) => message)).toEqual(['a laid file was refused', 'a laid file was taken']);
    expect(JSON.stringify(told)).not.toContain('Anna');
  });

  it('stay where they are while the database is away', async () => {
    await lay('monday.csv');
    const away = drop({ intake: { receive: () => Promise.reject(new Error('away')) } });
    await away.look();
    now += SETTLED;
    await away.look();
    expect(told).toMatchObject([{ message: 'laid files wait', fields: { feed: FEED } }]);
    expect(await at()).toEqual(['monday.csv']);
    await looks(drop());
    expect(await marks()).toHaveLength(1);
  });
});
