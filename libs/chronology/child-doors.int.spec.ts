import { accessMigrations, DisclosureLedger } from '@tributary/access';
import { type Directory, type DirectoryDocument, DirectoryView } from '@tributary/directory';
import { inTransaction } from '@tributary/event-store';
import type { PractitionerId, RoleCode } from '@tributary/kernel';
import { type TestStore, testStore } from '../testing/store';
import { childDoors } from './child-doors';
import { CHILD, COUNCIL, DAILY, fact, given, linked, onDay, SCHOOL } from './domain/given.fixture';
import type { ChildDoors, Viewer } from './ports';
import { ChildReader } from './reader';
import { migrations } from './storage/migrations';
import { chronologyProjections } from './storage/projections';

const view = new DirectoryView(1, {
  authorities: [],
  agencies: [{ id: COUNCIL, name: 'Council', sector: 'social-care', authority: '999' }],
  feeds: [{ id: DAILY, agency: COUNCIL, format: 'dfe-csc-json', live: true, agreement: '1', manager: 'm' }],
  practitioners: [
    {
      ...{ id: 'p-worker', name: 'p-worker', workerNumbers: [{ agency: COUNCIL, number: 'W1' }] },
      roles: [{ role: 'social-worker', agency: COUNCIL }],
    },
  ],
} as unknown as DirectoryDocument);
const directory = { current: async () => view, at: async () => view } as unknown as Directory;
const worker: Viewer = {
  practitioner: 'p-worker' as PractitionerId,
  role: 'social-worker' as RoleCode,
  agency: COUNCIL,
};
const stranger: Viewer = { ...worker, practitioner: 'p-stranger' as PractitionerId };

describe('the doors of a child', () => {
  let stand: TestStore;
  let doors: ChildDoors;
  let alerted = false;

  beforeAll(async () => {
    stand = await testStore([...migrations, ...accessMigrations]);
    const { db, vault, store } = stand;
    const refOf = vault.ref.bind(vault);
    const reader = new ChildReader({ pool: db.events, store, refOf, slotOf: async () => 'read_a' });
    doors = childDoors({
      ...{ reader, directory, vault, ledger: new DisclosureLedger(db.events) },
      wasAlerted: async () => alerted,
      viewerOf: async () => worker,
      childOf: async () => CHILD,
      namesOf: async () => [],
      waitFor: async () => true,
      now: () => onDay(2),
    });
    const recorded = given(
      linked('council-1', { knownFrom: onDay(0) }),
      fact({
        type: 'social-care.worker-changed',
        data: { worker: 'W1', startDate: '2026-02-01' },
        knownFrom: onDay(1),
      }),
    );
    const batch = recorded.filter((r) => r.event.type === 'social-care.worker-changed');
    for (const definition of chronologyProjections(refOf).slice(0, 3)) {
      await inTransaction(db.events, (tx) => definition.create('read_a').apply(batch, tx));
    }
  }, 60_000);
  afterAll(async () => stand.close());

  const attendance = { type: 'x', agency: SCHOOL, dataClass: 'attendance', release: { state: 'open' } } as const;
  const education = { ...attendance, dataClass: 'education' } as const;
  const levels = async (viewer: Viewer): Promise<string[]> => {
    const judge = await doors.judgeFor(viewer, CHILD, { purpose: 'direct-work', at: onDay(2) });
    return [judge(attendance).level, judge(education).level];
  };

  it('open to the allocated worker, and to nobody for a claim', async () => {
    expect(await levels(worker)).toEqual(['content', 'content']);
    expect(await levels({ ...stranger, agency: SCHOOL })).toEqual(['content', 'content']);
    expect(await levels(stranger)).toEqual(['nothing', 'nothing']);
  });

  it('open to one who was alerted, as far as an alert goes', async () => {
    alerted = true;
    expect(await levels(stranger)).toEqual(['nothing', 'content']);
    alerted = false;
  });

  it('write each reading in the ledger, without the child’s id', async () => {
    const shown = [{ agency: SCHOOL, dataClass: 'education', rule: 'allocated-worker', version: '1' }];
    await doors.disclose({
      ...{ viewer: worker, child: CHILD, what: 'chronology', purpose: 'direct-work', asKnownOn: null },
      ...{ shown, withheld: [] },
    });
    const { rows } = await stand.db.owner.query<{ row: object }>('SELECT to_jsonb(d) AS row FROM access.disclosures d');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toMatchObject({ practitioner: 'p-worker', what: 'chronology', shown, withheld: [] });
    expect(JSON.stringify(rows)).not.toContain(CHILD);
  });
});
