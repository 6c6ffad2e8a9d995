import { boroughOf, DEMO_SEED, type DemoFile, schoolYearsIn } from '@tributary/demo';
import type { DirectoryView } from '@tributary/directory';
import { londonDate, systemClock } from '@tributary/kernel';
import { describeWithKafka } from '../../libs/testing/broker';
import { type Dump, sizesOf, unlike } from '../support/parity';
import type { Delivery } from '../support/parity-load';
import { bothSides, type Side } from '../support/parity-side';

const HOUR = 3_600_000;
/** By hand, and in `npm run soak`: both shapes take in two terms of a thousand children. */
const describeAtLength = process.env['PARITY_BOROUGH'] ? describeWithKafka : describe.skip;

function deliveryOf(file: DemoFile, view: DirectoryView): Delivery {
  const sender = view.feed(file.feed)?.agency;
  if (sender === undefined) throw new Error(`no feed ${file.feed}`);
  const { mediaType: type, backfill } = file;
  const parcel = { path: `/v1/feeds/${file.feed}/messages`, type, body: file.text(), backfill };
  return { key: file.name, sender, parcel };
}

describeAtLength('the microservices and the hub, given the whole borough', () => {
  let sides: readonly [Side, Side];
  let dumps: readonly [Dump, Dump];

  beforeAll(async () => {
    // Nobody answers here, and an alert that goes up the line while files come in would tell by when they came.
    sides = await bothSides({ ACK_LIMIT_IMMEDIATE: 'P2D', ACK_LIMIT_TODAY: 'P2D', ACK_LIMIT_THIS_WEEK: 'P2D' });
    const view = await sides[0].house.base.directory.current();
    const today = londonDate(systemClock());
    const { stories, rest } = boroughOf({ seed: DEMO_SEED, today, schools: schoolYearsIn(view) });
    const deliveries = [...stories, ...rest].map((file) => deliveryOf(file, view));
    await Promise.all(sides.map((side) => side.take(deliveries)));
    dumps = [await sides[0].dump(), await sides[1].dump()];
    process.stdout.write(`the borough: ${deliveries.length} files; ${sizesOf(dumps[0])}\n`);
  }, HOUR);
  afterAll(async () => {
    await Promise.all((sides ?? []).map((side) => side.close()));
  });

  it('come to the same read models, row for row', () => {
    expect(unlike(...dumps)).toEqual([]);
  });

  it('hold enough to tell, alerts among it', () => {
    expect(dumps[0].get('chronology')?.length).toBeGreaterThan(5_000);
    expect(dumps[0].get('alert_inbox')?.length).toBeGreaterThan(10);
  });
});
