import type { AgencyId, ChildId, Envelope, PlainDate, PractitionerId, RecordId, RoleCode } from '@tributary/kernel';
import { childStream, recordStream } from '@tributary/kernel';
import { testStore, type TestStore } from '../../testing/store';
import {
  type Asked,
  firstSightEvents,
  FollowingRecords,
  Identity,
  IdentityDesk,
  identityMigrations,
  Joining,
  Rematch,
  rematchingReactor,
  type Resolution,
  TakingBack,
} from '..';

export const wren = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' as PlainDate };
export const byHand = { by: 'p-ellingham' as PractitionerId, role: 'data-steward' as RoleCode, reason: 'one child' };

const NOWHERE = { generation: 0, tx: 0, position: 0 } as never;
type Waiting = Readonly<{ record: RecordId; child: ChildId; reason: string }>;

/** Records that speak, as intake takes them in, with the hub deciding what it may. */
export class Speaking {
  /** Children whom a person may have seen. */
  readonly seenBy = new Set<ChildId>();
  readonly desk: IdentityDesk;
  readonly identity: Identity;

  private constructor(readonly store: TestStore) {
    const { db, vault } = store;
    this.identity = new Identity({ pool: db.events, vault });
    this.desk = new IdentityDesk({ pool: db.events, store: store.store, vault });
  }

  static async begin(): Promise<Speaking> {
    return new Speaking(await testStore(identityMigrations));
  }

  async says(agency: string, said: object, more: Partial<Asked> = {}): Promise<Resolution> {
    const { store } = this.store;
    const sighting = { system: 'pas', localId: '1', ...said };
    const [sight] = await this.identity.resolve([{ agency: agency as AgencyId, sector: 'health', sighting, ...more }]);
    if (!sight) throw new Error('nothing resolved');
    const record = recordStream(sight.recordId);
    const appended = await store.append({ streams: [record, childStream(sight.childId)] }, (view) => {
      const events = firstSightEvents(sight, { at: view.now, correlationId: 'c', causationId: 'c' });
      const isNew = view.head(record) === undefined;
      return {
        events: isNew ? events : sight.proposals.length > 0 ? events.slice(-1) : [],
        links: [{ streamId: record, childId: sight.childId }],
      };
    });
    await this.decides(appended);
    return sight;
  }

  /** What the hub makes of what was written. */
  async decides({ events }: Readonly<{ events: readonly Envelope[] }>): Promise<void> {
    const { db, vault, store } = this.store;
    const options = { pool: db.events, vault, desk: this.desk, store };
    const all = { ...options, seen: async (child: ChildId) => Promise.resolve(this.seenBy.has(child)) };
    const rooms = { rematch: new Rematch(all), joining: new Joining(all), takingBack: new TakingBack(all) };
    await rematchingReactor({ pool: db.events, ...rooms, following: new FollowingRecords(all) }).react(
      events.map((event) => ({ at: NOWHERE, event })),
      undefined as never,
    );
  }

  async childOf({ recordId }: Pick<Resolution, 'recordId'>): Promise<ChildId | undefined> {
    const { rows } = await this.store.db.events.query<{ id: ChildId }>(
      'SELECT child_id AS id FROM identity.records WHERE record_id = $1',
      [recordId],
    );
    return rows[0]?.id;
  }

  async waiting(): Promise<readonly Waiting[]> {
    const { rows } = await this.store.db.events.query<Waiting>(
      'SELECT record_id AS record, child_id AS child, reason FROM identity.proposals ORDER BY 1, 2',
    );
    return rows;
  }
}
