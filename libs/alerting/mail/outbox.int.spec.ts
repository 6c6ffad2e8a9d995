import { inTransaction } from '@tributary/event-store';
import { type Instant, uuidv7 } from '@tributary/kernel';
import { chronologyMigrations } from '@tributary/chronology';
import { testDatabase } from '../../testing/postgres';
import { alertingMigrations } from '../storage/migrations';
import { Outbox, post } from './outbox';

it('letters about alerts are those that a mail server took', async () => {
  const db = await testDatabase([...chronologyMigrations, ...alertingMigrations]);
  const outbox = new Outbox(db.events);
  const [alertId, other] = [uuidv7(), uuidv7()];
  const common = { practitioner: 'p-marlow', severity: 'today', since: '2026-03-02T09:00:00.000Z' as Instant };
  await inTransaction(db.events, async (tx) => {
    for (const [messageId, id] of [
      ['<a>', alertId],
      ['<b>', alertId],
      ['<c>', other],
    ] as const)
      await post({ ...common, messageId, alertId: id }, tx);
  });
  await outbox.sent(['<a>']);
  await outbox.sent(['<c>']);
  expect(await outbox.sentAbout([alertId])).toEqual([
    { messageId: '<a>', alertId, practitioner: 'p-marlow', at: expect.stringMatching(/Z$/) as string },
  ]);
  await db.close();
});
