import { inTransaction } from '@tributary/event-store';
import { type FeedId, type Instant, instantOf, type PlainDate } from '@tributary/kernel';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Directory, directoryMigrations, readDirectoryFile } from '.';
import { join } from 'node:path';
import { testStore, type TestStore } from '../testing/store';

const FILE = join(__dirname, '../../infra/demo/directory.yaml');

describe('directory versions', () => {
  let store: TestStore;
  beforeAll(async () => (store = await testStore(directoryMigrations)));
  afterAll(async () => store.close());

  it('are made only by a change, and answer as of a time', async () => {
    const directory = new Directory({ pool: store.db.events, vault: store.vault });
    await expect(directory.current()).rejects.toThrow('There is no directory yet');
    const first = await directory.load(FILE);
    expect((await directory.load(FILE)).version).toBe(first.version);
    const between = await now();
    const document = await readDirectoryFile(FILE);
    const agencies = document.agencies.map((a) => (a.id === 'st-oswins' ? { ...a, name: 'St Oswin’s Academy' } : a));
    const second = await directory.put({ ...document, agencies });
    expect(second.version).toBeGreaterThan(first.version);
    expect((await directory.at(between)).agency('st-oswins')?.name).toBe('St Oswin’s School');
    expect((await directory.at(await now())).agency('st-oswins')?.name).toBe('St Oswin’s Academy');
    expect((await directory.at('2001-01-01T00:00:00.000Z' as Instant)).version).toBe(first.version);
  });

  it('loaded by several processes at once are one', async () => {
    const directories = Array.from({ length: 5 }, () => new Directory({ pool: store.db.events, vault: store.vault }));
    const views = await Promise.all(directories.map((directory) => directory.load(FILE)));
    expect(new Set(views.map((view) => view.version)).size).toBe(1);
  });

  it('keep what a manager declared against a file that was written before', async () => {
    const directory = new Directory({ pool: store.db.events, vault: store.vault });
    const before = await directory.load(FILE);
    const feed = before.document.feeds[0]?.id as FeedId;
    expect(before.feed(feed)).toMatchObject({ live: true, liveSince: '2025-09-01' });
    const declare = (since: PlainDate | null) =>
      inTransaction(store.db.events, (tx) => directory.declare(feed, since, tx)).then(() => directory.changed());
    await declare(null);
    const after = await directory.current();
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.feed(feed)).toMatchObject({ live: false });
    expect(after.feed(feed)).not.toHaveProperty('liveSince');
    // The same file changes nothing; another one brings all it says but that.
    expect((await directory.load(FILE)).version).toBe(after.version);
    const changed = join(await mkdtemp(join(tmpdir(), 'tributary-directory-')), 'directory.yaml');
    await writeFile(changed, (await readFile(FILE, 'utf8')).replace('name: Marlpit Primary School', 'name: Marlpit'));
    const reloaded = await directory.load(changed);
    expect(reloaded.agency('marlpit-primary')?.name).toBe('Marlpit');
    expect(reloaded.feed(feed)?.live).toBe(false);
    await declare('2026-11-02' as PlainDate);
    expect((await directory.current()).feed(feed)).toMatchObject({ live: true, liveSince: '2026-11-02' });
  });

  it('stand sealed: no name is in the table', async () => {
    const { rows } = await store.db.events.query('SELECT * FROM directory.versions');
    expect(JSON.stringify(rows.map((row: { sealed: Buffer }) => row.sealed.toString('latin1')))).not.toContain(
      'Marlow',
    );
  });

  const now = async (): Promise<Instant> => {
    const { rows } = await store.db.events.query<{ now: Date }>(`SELECT clock_timestamp() AS now`);
    return instantOf((rows[0]?.now.getTime() ?? 0) + 1);
  };
});
