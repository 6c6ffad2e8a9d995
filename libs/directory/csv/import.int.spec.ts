import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changesBetween, Directory, directoryMigrations, type DirectoryDocument, readDirectoryFile } from '..';
import { testStore } from '../../testing/store';
import { readDirectoryFolder } from './read-folder';
import { sheetsOf, writeDirectoryFolder } from './write-folder';

const FILE = join(__dirname, '../../../infra/demo/directory.yaml');
type Files = Record<string, string>;

describe('a directory from CSV files', () => {
  let borough: DirectoryDocument;
  let folder: string;
  beforeAll(async () => (borough = await readDirectoryFile(FILE)));
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tributary-directory-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (files: Files): Promise<DirectoryDocument> => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, `${name}.csv`), text);
    return readDirectoryFolder(folder, borough);
  };
  const faults = async (files: Files): Promise<readonly string[]> =>
    read(files).then(
      () => [],
      (error: unknown) => (error as { extra: { faults: string[] } }).extra.faults,
    );
  /** The borough's files with one of them changed; fails where nothing in it changes. */
  const but = (name: string, from: string | RegExp, to: string): Files => {
    const files: Files = sheetsOf(borough);
    const text = files[name]?.replace(from, to) ?? '';
    if (text === files[name]) throw new Error(`${name} does not hold ${String(from)}`);
    return { ...files, [name]: text };
  };
  const lineOf = (name: string, start: string): number =>
    ((sheetsOf(borough) as Files)[name] ?? '').split('\n').findIndex((line) => line.startsWith(start)) + 1;

  it('is the same directory where they say the same', async () => {
    await writeDirectoryFolder(folder, borough);
    expect(changesBetween(borough, await readDirectoryFolder(folder, { ...borough, teams: [] }))).toEqual([]);
  });

  it('leaves as it is what no file speaks of', async () => {
    const { agencies, practitioners, roles } = sheetsOf(borough);
    const read_ = await read({ agencies, practitioners, roles });
    expect(changesBetween(borough, read_)).toEqual([]);
    expect(read_.feeds).toEqual(borough.feeds);
    expect(read_.authorities[0]?.liveRules).toContain('feed-silent');
  });

  it('tells what differs by id and field, and no value of it', async () => {
    const files = but('practitioners', '01632 960 111', '01632 960 109');
    files['agencies'] += 'elm-school,Elm School,education,999,,9992009,08:00,16:00\n';
    const changes = changesBetween(borough, await read(files));
    expect(changes).toEqual([
      { what: 'agency', id: 'elm-school', change: 'added', fields: [] },
      { what: 'practitioner', id: 'p-marlow', change: 'changed', fields: ['phone'] },
    ]);
  });

  it.each<[string, () => Files, () => string]>([
    [
      'no deputy',
      () => but('roles', /^(p-drummle,.*),p-nwosu,/m, '$1,,'),
      () => `roles.csv line ${lineOf('roles', 'p-drummle,')}, column deputy: each role needs a deputy`,
    ],
    [
      'no superior',
      () => but('roles', /^(p-drummle,.*),p-vasquez,/m, '$1,,'),
      () => `roles.csv line ${lineOf('roles', 'p-drummle,')}, column manager: each role needs a superior`,
    ],
    [
      'nobody above a role that owns alerts',
      () => but('roles', /^(p-marlow,.*),p-halloran,/m, '$1,-,'),
      () => `roles.csv line ${lineOf('roles', 'p-marlow,')}, column manager: a social-worker needs a manager`,
    ],
    [
      'a deputy who is not there',
      () => but('roles', /^(p-marlow,.*),p-tennant,/m, '$1,p-nobody,'),
      () => `roles.csv line ${lineOf('roles', 'p-marlow,')}, column deputy: "p-nobody" is not in the directory`,
    ],
    [
      'an unknown team',
      () => but('roles', 'front-door', 'back-door'),
      () => `, column team: "back-door" is no team of wexbourne-council`,
    ],
    [
      'a role of nobody',
      () => but('roles', /^p-marlow,/m, 'p-nobody,'),
      () => `roles.csv line ${lineOf('roles', 'p-marlow,')}, column practitioner: "p-nobody" is in no row`,
    ],
    [
      'somebody without a role',
      () => but('roles', /^p-quill,.*\n/m, ''),
      () => `practitioners.csv line ${lineOf('practitioners', 'p-quill,')}: has no row in roles.csv`,
    ],
    [
      'hours that end before they begin',
      () => but('agencies', '08:30,17:30', '18:30,17:30'),
      () => `agencies.csv line 2, column opens: they end before they begin`,
    ],
    [
      'a telephone number that is none',
      () => but('practitioners', '01632 960 111', 'ring me'),
      () => 'column phone: is',
    ],
    [
      'an id that stands twice',
      () => but('teams', /^family-help,/m, 'front-door,'),
      () => `teams.csv line ${lineOf('teams', 'family-help,')}, column id: "front-door" stands twice`,
    ],
    [
      'a feed left without its manager',
      () => but('practitioners', /^p-dunmore,.*\n/m, ''),
      () => 'feed council-social-care',
    ],
    ['a column missing', () => but('roles', 'deputy', 'deputee'), () => 'roles.csv: The first line lacks: deputy'],
    [
      'a column too many',
      () => but('teams', /$/m, ',colour'),
      () => 'teams.csv line 2: has too many or too few values',
    ],
    [
      'a row cut off',
      () => but('worker-numbers', /,SW-101$/m, ''),
      () => 'worker-numbers.csv line 2: has too many or too few',
    ],
  ])('is refused with %s, with file, line and column', async (_, files, expected) => {
    expect((await faults(files())).join('\n')).toContain(expected());
  });

  it('is refused where a file that must be there is not', async () => {
    expect(await faults({})).toEqual([
      'agencies.csv: is not in the folder',
      'practitioners.csv: is not in the folder',
      'roles.csv: is not in the folder',
    ]);
  });

  it('stays in force when the file says again what it said, and until it says something else', async () => {
    const store = await testStore(directoryMigrations);
    try {
      const directory = new Directory({ pool: store.db.events, vault: store.vault });
      await directory.load(FILE);
      const imported = await directory.put(await read(but('practitioners', '01632 960 111', '01632 960 109')));
      expect((await directory.load(FILE)).version).toBe(imported.version);
      const other = join(folder, 'other.yaml');
      await writeFile(other, JSON.stringify({ ...borough, agencies: borough.agencies.toReversed() }));
      expect((await directory.load(other, { overImport: false })).version).toBe(imported.version);
      expect((await directory.load(other)).version).toBeGreaterThan(imported.version);
    } finally {
      await store.close();
    }
  });
});
