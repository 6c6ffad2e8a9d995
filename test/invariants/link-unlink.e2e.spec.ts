import { asTx } from '@tributary/event-store';
import type { ChildId, PractitionerId, Recorded, RecordId, RoleCode, StreamId } from '@tributary/kernel';
import { otherSlot } from '@tributary/runtime';
import { describeWithKafka } from '../../libs/testing/broker';
import { caughtUp, enter, foldsOf, type House, rowsOf, wholeStore } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { sized } from '../support/random';
import { type Shape, type ShapeName, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const ROUNDS = Math.max(3, Math.round(sized('INVARIANT_EVENTS', 4_000) / 1_000));
const [A, B, OTHERS] = [1, 2, 100];
const byHand = (reason: string) => ({
  by: 'p-halloran' as PractitionerId,
  role: 'team-manager' as RoleCode,
  reason,
});
type Place = Readonly<{ stream: StreamId; recordId: RecordId }>;

function linkedAndUnlinked(name: ShapeName): void {
  let shape: Shape;
  let house: House;
  let deliverer: Deliverer;

  beforeAll(async () => {
    shape = await startShape(name);
    house = await enter(shape);
    const tokens = tokensOf(shape.home);
    deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => tokens.client('wexbourne-hospital'),
    );
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
  });

  const placeOf = async (eventId: string | undefined): Promise<Place> => {
    const found = (await wholeStore(house)).find(({ event }) => event.id === eventId)?.event.streamId;
    if (!found) throw new Error('the event of the receipt is not in the store');
    return { stream: found, recordId: found.slice('record-'.length) as RecordId };
  };
  const childNow = async ({ recordId }: Place): Promise<ChildId> => {
    const { rows } = await house.base.database.events.query<{ child_id: ChildId }>(
      'SELECT child_id FROM identity.records WHERE record_id = $1',
      [recordId],
    );
    if (!rows[0]) throw new Error('the record has no child');
    return rows[0].child_id;
  };
  const first = async (child: number): Promise<Place> => {
    const { records } = await deliverer.deliver(`first-${child}`, [withMother(loadEvent(child, 0))]);
    return placeOf(records[0]?.eventIds?.[0]);
  };

  it('leaves both children as if they had never been one, while both are written to', async () => {
    const [a, b] = [await first(A), await first(B)];
    const [childA, childB] = [await childNow(a), await childNow(b)];
    expect(childA).not.toBe(childB);
    let linking = true;
    const writing = (async () => {
      let n = 0;
      for (; linking || n < 10; n += 1) {
        const children = [A, B, OTHERS + (n % 20)];
        await deliverer.deliver(
          `n${n}`,
          children.map((child) => loadEvent(child, 1 + (n % 40), 1 + Math.floor(n / 40))),
        );
      }
      return n;
    })();
    const separated = moveToAndFro({ house, a, b, childNow }).finally(() => (linking = false));
    const [rounds] = await Promise.all([writing, separated]);
    await caughtUp(house);
    const home = new Map<StreamId, ChildId>([
      [a.stream, await childNow(a)],
      [b.stream, await childNow(b)],
    ]);
    expect(home.get(a.stream)).toBe(childA);
    expect(home.get(b.stream)).toBe(childB);
    const never = await neverLinked(house, home);
    for (const [table, rows] of await asTheyStand(house, [...home.values()]))
      expect([table, rows]).toEqual([table, never.get(table)]);
    expect(never.get('chronology')?.length).toBeGreaterThan(10);
    expect(never.get('people_around')).toHaveLength(2);
    expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
    process.stdout.write(`${name}: ${ROUNDS} links and unlinks while ${rounds} deliveries were taken in\n`);
  });
}

/** Both children have one: who stands around a child goes with the record that names them. */
function withMother(event: object): object {
  const { data, ...rest } = event as { data: { record: object } };
  const around = [{ relationship: 'mother', number: 'K1', givenName: 'Rowena' }];
  return { ...rest, data: { ...data, record: { ...data.record, around } } };
}

type Moving = Readonly<{ house: House; a: Place; b: Place; childNow: (place: Place) => Promise<ChildId> }>;

/** Links B's record to A's child and takes it away again; every other time the read models have seen both in between. */
async function moveToAndFro({ house, a, b, childNow }: Moving): Promise<void> {
  const { desk } = house.rooms;
  for (let round = 0; round < ROUNDS; round += 1) {
    const childA = await childNow(a);
    await desk.link(b.recordId, childA, byHand(`the same person, round ${round}`));
    if (round % 2 === 0) await caughtUp(house);
    await desk.unlink(b.recordId, childA, byHand(`not the same person, round ${round}`));
  }
}

const OF_CHILDREN = ['chronology', 'status', 'involvement', 'people-around'];

async function asTheyStand(house: House, children: readonly ChildId[]) {
  const tables = new Map<string, readonly string[]>();
  for (const definition of house.rooms.projections.filter((one) => OF_CHILDREN.includes(one.name))) {
    const slot = await house.base.reads.activeSlot(definition.name);
    for (const table of definition.tables)
      tables.set(table, await rowsOf(house, `${slot}.${table}`, 'child_id = ANY($1::uuid[])', [children]));
  }
  return tables;
}

/** The same facts folded as of records that were never moved, in the slot nobody reads, and then undone. */
async function neverLinked(house: House, home: ReadonlyMap<StreamId, ChildId>) {
  const told = (await wholeStore(house)).flatMap(({ at, event }): Recorded[] => {
    const childId = home.get(event.streamId);
    return childId && !event.type.startsWith('identity.') ? [{ at, event: { ...event, childId } }] : [];
  });
  const tables = new Map<string, readonly string[]>();
  for (const definition of house.rooms.projections.filter((one) => OF_CHILDREN.includes(one.name))) {
    const slot = otherSlot(await house.base.reads.activeSlot(definition.name));
    const client = await house.base.database.events.connect();
    try {
      await client.query('BEGIN');
      const tx = asTx(client);
      const projection = definition.create(slot);
      await projection.reset(tx);
      await projection.apply(told, tx);
      for (const [table, rows] of await foldsOf(client, definition, slot)) tables.set(table, rows);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }
  return tables;
}

describe('two records of the hub, linked and unlinked', () => linkedAndUnlinked('hub'));
describeWithKafka('two records of the microservices, linked and unlinked', () => linkedAndUnlinked('microservices'));
