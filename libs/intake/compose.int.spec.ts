import { Directory, type DirectoryDocument, directoryMigrations } from '@tributary/directory';
import { Children, Identity, identityMigrations } from '@tributary/identity';
import type { AgencyId, AgreementVersion, FeedId, PractitionerId, RoleCode } from '@tributary/kernel';
import { Metrics, NO_TRACES, silentLogger } from '@tributary/runtime';
import { testStore, type TestStore } from '../testing/store';
import { peopleMigrations } from '@tributary/people';
import { composeIntake, DirectoryFeeds, intakeMigrations } from '.';

const SCHOOL = 'wexbourne-oak' as AgencyId;
const MANAGER = 'p-feeds' as PractitionerId;
const DOCUMENT: DirectoryDocument = {
  authorities: [{ code: '999', name: 'Wexbourne', frontDoor: '01632 960001', outOfHours: '01632 960002' }],
  agencies: [{ id: SCHOOL, name: 'Oak School', sector: 'education', authority: '999' }],
  feeds: [
    {
      id: 'oak.attendance' as FeedId,
      agency: SCHOOL,
      format: 'attendance-csv',
      live: false,
      agreement: 'education-1' as AgreementVersion,
      manager: MANAGER,
      currency: 'weekly',
    },
  ],
  practitioners: [{ id: MANAGER, name: 'F. Eeds', roles: [{ role: 'feed-manager' as RoleCode, agency: SCHOOL }] }],
};
const CSV = `UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code
,P1,Okoro,Wren,2014-03-04,9994001,2026-01-12,AM,O
`;

async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('an intake put together from its rooms', () => {
  let base: TestStore;
  beforeEach(async () => {
    base = await testStore([...intakeMigrations, ...identityMigrations, ...directoryMigrations, ...peopleMigrations]);
  });
  afterEach(async () => {
    await base.close();
  });

  const composed = async (env: 'demo' | 'production') => {
    const { store, vault } = base;
    const pool = base.db.events;
    const directory = new Directory({ pool, vault });
    await directory.put(DOCUMENT);
    const metrics = new Metrics();
    const feeds = new DirectoryFeeds(directory);
    const intake = composeIntake({
      ...{ pool, vault, store, directory, feeds, metrics },
      identity: new Identity({ pool, vault }),
      children: new Children({ pool, vault }),
      config: { maxBodyBytes: 10_000, rawRetentionDays: 1, env },
      logger: silentLogger,
      traces: NO_TRACES,
    });
    return { intake, feeds, metrics };
  };

  it('takes a file of a feed that the directory knows, from the client that the directory knows', async () => {
    const { intake, feeds, metrics } = await composed('demo');
    await intake.start();
    try {
      expect(await feeds.feed('oak.attendance')).toMatchObject({ currency: 'weekly', live: false });
      const receipt = await intake.receive('oak.attendance', {
        body: body(CSV),
        mediaType: 'text/csv',
        backfill: false,
      });
      // Not live yet: what it delivers is history.
      expect(receipt).toMatchObject({ status: 'done', backfill: true, counts: { accepted: 1 } });
      expect(receipt.records[0]?.childId).toMatch(/^[0-9a-f]{32}$/);
      expect(await metrics.registry.metrics()).toContain(
        'tributary_intake_statements_total{feed="oak.attendance",outcome="accepted"} 1',
      );
      expect(await intake.dropOldPayloads()).toBe(0);
    } finally {
      await intake.stop();
    }
  });

  it('takes nothing in production of a feed that has not declared all it must', async () => {
    const { intake } = await composed('production');
    const delivery = { body: body(CSV), mediaType: 'text/csv', backfill: false };
    await expect(intake.receive('oak.attendance', delivery)).rejects.toMatchObject({
      code: 'feed-undeclared',
      extra: { undeclared: ['cohort', 'rhythm', 'controller', 'supplier'] },
    });
    await intake.stop();
    const { rows } = await base.db.events.query('SELECT FROM intake.deliveries');
    expect(rows).toEqual([]);
  });
});
