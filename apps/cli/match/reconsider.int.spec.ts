import { accessMigrations } from '@tributary/access';
import { identityMigrations, ReconsideringBook } from '@tributary/identity';
import type { ChildId, Instant, RecordId } from '@tributary/kernel';
import { testStore, type TestStore } from '../../../libs/testing/store';
import { reconsider, type ReconsiderOptions } from '../commands/match-reconsider';
import { withRooms } from '../with-rooms';

jest.mock('../with-rooms');

const STEWARD: ReconsiderOptions = {
  ...{ as: 'p-ellingham', role: 'data-steward', agency: 'tributary-operator' },
  ...{ reason: 'Other weights', json: true },
};
const [ONE, OTHER] = ['r-1', 'r-2'] as readonly string[] as readonly RecordId[];

describe('tributary match reconsider', () => {
  let store: TestStore;
  let printed = '';
  const run = async (options: Partial<ReconsiderOptions> = {}) => {
    printed = '';
    const code = await reconsider({ ...STEWARD, ...options });
    return { code, told: JSON.parse(printed) as unknown };
  };
  const lines = async () =>
    (
      await store.db.events.query<{ practitioner: string; shown: readonly object[] }>(
        "SELECT practitioner, shown FROM access.disclosures WHERE what = 'match-reconsidered' ORDER BY at",
      )
    ).rows;

  beforeAll(async () => {
    store = await testStore([...identityMigrations, ...accessMigrations]);
    const base = { database: { events: store.db.events }, vault: store.vault };
    const directory = { current: () => Promise.resolve({ holds: (who: string) => who === STEWARD.as }) };
    jest.mocked(withRooms).mockImplementation(async (work) => work({ ...base, directory } as never, {} as never));
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await store.close();
  });

  it('looks, and keeps what it came to for whoever asks later', async () => {
    expect(await run({ last: true })).toEqual({ code: 0, told: null });
    expect(await run()).toMatchObject({ code: 0, told: { records: 0, proposed: 0, splits: [] } });
    expect(await run({ last: true })).toMatchObject({
      code: 0,
      told: { records: 0, beganAt: expect.any(String) as string },
    });
    expect(await lines()).toMatchObject([
      { practitioner: 'p-ellingham', shown: [{ records: 0, proposed: 0 }] },
      { practitioner: 'p-ellingham', shown: [{ lookedAt: expect.any(String) as string, splits: 0 }] },
    ]);
  });

  it('names what a steward has to take apart, as the last look found it', async () => {
    const splits = [{ childId: 'c' as ChildId, records: [[ONE], [OTHER]] as RecordId[][] }];
    const at = { beganAt: '2026-11-22T03:00:00.000Z' as Instant, tookMs: 1, mark: 'm' };
    const found = { weights: 'w', records: 2, children: 2, proposed: 0, left: 0, splits, until: null };
    await new ReconsideringBook(store.db.events).ended(at, found);
    expect(await run({ last: true })).toMatchObject({ code: 1, told: { splits } });
    await reconsider({ ...STEWARD, last: true, json: false });
    expect(printed).toContain('take apart: r-1 | r-2');
  });

  it.each([
    ['somebody else', { as: 'p-nobody' }, 'person-unknown'],
    ['somebody in another role', { role: 'auditor' }, 'not-data-steward'],
  ])('refuses %s, whether to look or to be told', async (_, options, code) => {
    const before = await lines();
    for (const last of [true, false]) await expect(run({ ...options, last })).rejects.toMatchObject({ code });
    expect(await lines()).toEqual(before);
  });
});
