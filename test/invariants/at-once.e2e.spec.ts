import { enter, type House } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { AppProcess, freePort } from '../support/processes';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const SENDERS = 100;
/** Children of whom nothing was known before. */
const CHILDREN = 2;

type Event = Readonly<{ id: string; data: Readonly<{ record: Readonly<Record<string, unknown>> }> }>;

/** A child as one of many records has it: every other one without the number, and each with a number of its own. */
function sight(child: number, nth: number): object {
  const event = loadEvent(child, 0) as Event;
  const { nhsNumber, nhsNumberStatus, ...record } = event.data.record;
  const numbers = nth % 2 === 0 ? { nhsNumber, nhsNumberStatus } : {};
  return {
    ...event,
    id: `${event.id}-${nth}`,
    data: { ...event.data, record: { ...record, ...numbers, localId: `P${child}-${nth}` } },
  };
}

describe('two processes that take in', () => {
  let shape: Shape;
  let second: AppProcess;
  let house: House;

  beforeAll(async () => {
    shape = await startShape('hub');
    second = new AppProcess('hub', 'dist/apps/hub/main.js', shape.env, await freePort()).start();
    await second.ready();
    house = await enter(shape);
  });
  afterAll(async () => {
    await house?.close();
    await second?.stop();
    await shape?.stop();
  });

  it('make one child of a new one whom both meet a hundred times at the same moment', async () => {
    const token = () => tokensOf(shape.home).client('wexbourne-hospital');
    const [one, other] = [shape.intakeUrl, second.url].map((url) => new Deliverer(() => url, token)) as [
      Deliverer,
      Deliverer,
    ];
    for (let child = 0; child < CHILDREN; child += 1) {
      const receipts = await Promise.all(
        Array.from({ length: SENDERS }, (_, nth) =>
          (nth % 2 === 0 ? one : other).deliver(`c${child}-${nth}`, [sight(child, nth)]),
        ),
      );
      const told = receipts.flatMap(({ records }) => records);
      expect(told.map(({ outcome }) => outcome)).toEqual(Array.from({ length: SENDERS }, () => 'accepted'));
      expect(new Set(told.map(({ childId }) => childId)).size).toBe(1);
    }
    const { rows } = await house.base.database.events.query(
      `SELECT count(DISTINCT child_id)::int AS children, count(*)::int AS records,
              (count(*) FILTER (WHERE founded))::int AS founded
         FROM identity.records`,
    );
    expect(rows).toEqual([{ children: CHILDREN, records: CHILDREN * SENDERS, founded: CHILDREN }]);
  });
});
