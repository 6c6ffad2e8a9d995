import { testDatabase } from '../testing/postgres';
import { migrate, pendingMigrations, requireMigrated, type RoomMigration, storeMigrations } from '.';

const extra: RoomMigration = {
  id: '2026112199-room-under-test',
  up: 'CREATE TABLE store.under_test (n int); GRANT SELECT ON store.under_test TO tributary_app',
};

describe('migrations', () => {
  it('takes each step once and tells the app role what is pending', async () => {
    const db = await testDatabase();
    try {
      const urls = { events: db.ownerUrl, keys: db.keysOwnerUrl };
      const steps = [extra, ...storeMigrations];
      expect(await pendingMigrations(db, steps)).toEqual(['room-under-test-2026112199000']);
      await expect(requireMigrated(db, steps)).rejects.toMatchObject({ code: 'migrations-pending' });
      const both = await Promise.all([migrate(urls, steps), migrate(urls, steps)]);
      expect(both.flat()).toEqual(['room-under-test-2026112199000']);
      await requireMigrated(db, steps);
      expect((await db.events.query('SELECT * FROM store.under_test')).rows).toEqual([]);
    } finally {
      await db.close();
    }
  });

  it('refuses the app role what only the owner may', async () => {
    const db = await testDatabase();
    try {
      await expect(db.events.query('CREATE TABLE store.mine (n int)')).rejects.toThrow(/permission denied/);
      await expect(db.events.query('CREATE TABLE public.mine (n int)')).rejects.toThrow(/permission denied/);
      await expect(db.events.query('SET ROLE tributary_owner')).rejects.toThrow(/permission denied/);
    } finally {
      await db.close();
    }
  });
});
