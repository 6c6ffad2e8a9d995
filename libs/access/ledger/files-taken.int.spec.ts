import type { AgencyId, PractitionerId, RoleCode, Token } from '@tributary/kernel';
import { accessMigrations, type Disclosure, DisclosureLedger, filesTaken } from '..';
import { testDatabase } from '../../testing/postgres';

const CHILD = '0123456789abcdef0123456789abcdef' as Token;
const OTHER = 'f'.repeat(32) as Token;
const reading = (child: Token, id?: string): Disclosure => ({
  ...{ practitioner: 'p-marlow' as PractitionerId, role: 'social-worker' as RoleCode },
  ...{ agency: 'wexbourne-council' as AgencyId, child, what: id ? 'export' : 'chronology', purpose: 'care' },
  ...{ asKnownOn: null, shown: [{ agency: 'ash-lane', dataClass: 'education', rule: 'cohort', version: 'a/1' }] },
  withheld: [],
  ...(id ? { taken: { id, format: 'pdf', lines: 3 } } : {}),
});

it('files about a child are the newest that left, oldest first, and no look and no other child’s', async () => {
  const db = await testDatabase(accessMigrations);
  const ledger = new DisclosureLedger(db.events);
  for (const one of [
    reading(CHILD, 'a'),
    reading(CHILD),
    reading(OTHER, 'x'),
    reading(CHILD, 'b'),
    reading(CHILD, 'c'),
  ])
    await ledger.record(one);
  const found = await filesTaken(db.events, CHILD, 2);
  expect(found.map(({ taken }) => taken.id)).toEqual(['b', 'c']);
  expect(found[0]).toMatchObject({ role: 'social-worker', purpose: 'care', shown: [{ rule: 'cohort' }] });
  expect(found[0]?.at).toMatch(/Z$/);
  await db.close();
});
