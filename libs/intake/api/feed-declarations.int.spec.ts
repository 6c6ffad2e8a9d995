import { Directory, directoryMigrations, readDirectoryFile } from '@tributary/directory';
import type { AgencyId, FeedId, PractitionerId, RoleCode } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import { join } from 'node:path';
import { testStore, type TestStore } from '../../testing/store';
import type { ChecklistItem } from '../onboarding/checklist';
import { practiceStream } from '../pipeline/group-parts';
import { DirectoryFeeds } from './directory';
import { FeedDeclarations } from './feed-declarations';

const FILE = join(__dirname, '../../../infra/demo/directory.yaml');
const FEED = 'orchard-street-events';
const person = (role: string, agency: string): ReaderContext => ({
  kind: 'person',
  practitioner: 'p-swithin' as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});
const manager = person('feed-manager', 'orchard-street');

describe('declaring a feed live', () => {
  let base: TestStore;
  let directory: Directory;
  let feeds: DirectoryFeeds;
  beforeEach(async () => {
    base = await testStore(directoryMigrations);
    directory = new Directory({ pool: base.db.events, vault: base.vault });
    feeds = new DirectoryFeeds(directory);
    const document = await readDirectoryFile(FILE);
    await directory.put({
      ...document,
      feeds: document.feeds.map(({ supplier: _whose, liveSince: _from, ...feed }) => ({ ...feed, live: false })),
    });
  });
  afterEach(() => base.close());

  const openStep: ChecklistItem = { id: 'rhythm', title: 'Rhythm and calendar', done: false, finding: 'None declared' };
  const declarations = (production = false, checklist: readonly ChecklistItem[] = []) =>
    new FeedDeclarations({ feeds, directory, store: base.store, checklist: async () => checklist, production });
  const events = () => base.store.load(practiceStream(FEED));

  it('is an event that says who and when, and counts from then on; said twice it is one', async () => {
    expect(await feeds.feed(FEED)).toMatchObject({ live: false });
    const { position } = await declarations().declare(manager, FEED, true);
    expect(position).toMatch(/^\d+\.\d+\.\d+$/);
    const declared = await feeds.feed(FEED);
    expect(declared).toMatchObject({ live: true, liveSince: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string });
    expect(await declarations().declare(manager, FEED, true)).toEqual({ open: [] });
    const data = { feed: FEED, live: true, since: declared?.liveSince, by: 'p-swithin', role: 'feed-manager' };
    expect(await events()).toMatchObject([
      { type: 'practice.feed-declared', data, source: { actor: 'p-swithin', role: 'feed-manager' } },
    ]);
    await declarations().declare(manager, FEED, false);
    expect(await feeds.feed(FEED)).toMatchObject({ live: false });
    expect(await events()).toHaveLength(2);
  });

  it.each([
    ['the operator', person('operator', 'tributary-operator'), 'feed-manager-only'],
    ['the agency’s own system', agencySystem('orchard-street'), 'feed-manager-only'],
    ['a doctor of the practice', person('gp', 'orchard-street'), 'feed-unknown'],
    ['a feed manager of another agency', person('feed-manager', 'millrace-practice'), 'feed-unknown'],
  ])('is not for %s', async (_, reader, code) => {
    await expect(declarations().declare(reader, FEED, true)).rejects.toMatchObject({ code });
    expect(await events()).toEqual([]);
    expect(await feeds.feed(FEED)).toMatchObject({ live: false });
  });

  it('waits in production until the directory says all it must', async () => {
    const refused = declarations(true).declare(manager, FEED, true);
    await expect(refused).rejects.toMatchObject({ code: 'feed-undeclared', extra: { undeclared: ['supplier'] } });
    const { document } = await directory.current();
    const whole = document.feeds.map((feed) => (feed.id === (FEED as FeedId) ? { ...feed, supplier: 's' } : feed));
    await directory.put({ ...document, feeds: whole });
    const step = [openStep];
    const early = declarations(true, step).declare(manager, FEED, true);
    await expect(early).rejects.toMatchObject({ code: 'checklist-open', extra: { open: ['Rhythm and calendar'] } });
    expect(await events()).toEqual([]);
    await declarations(true).declare(manager, FEED, true);
    expect(await feeds.feed(FEED)).toMatchObject({ live: true });
    // What has begun can always be stopped.
    await declarations(true, step).declare(manager, FEED, false);
    expect(await feeds.feed(FEED)).toMatchObject({ live: false });
  });

  it('says outside production what is still open', async () => {
    expect(await declarations(false, [openStep]).declare(manager, FEED, true)).toMatchObject({
      open: ['Rhythm and calendar'],
    });
    expect(await feeds.feed(FEED)).toMatchObject({ live: true });
  });
});

function agencySystem(agency: string): ReaderContext {
  return { kind: 'agency', agency: agency as AgencyId, client: agency, scopes: [] };
}
