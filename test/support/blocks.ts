import { councilParcel, EVENTS_OF_KNOWN, type Known, type Suspension, suspensionParcel } from './care';
import { loadEvent, markEvent, type Receipt } from './load';
import type { Senders } from './senders';

/** The load comes in blocks of children: one in care, one in need, three whom nobody knows. */
const CHILDREN = 5;
const MARKS = 200;
const BATCH = 50;
const VISITS = 10;
/** The council speaks of the children of so many blocks at once, as it does each night. */
const TOGETHER = 5;
const WORKERS = ['SW-101', 'SW-102', 'SW-103', 'SW-104'] as const;

/** Somebody has to be told of it exactly once; `withdrawn`: and that it was not so. */
export type Owed = { readonly events: string[]; withdrawn: boolean };

/** What the load has delivered and is answered for. */
export class Delivered {
  /** Each thing stated, by who it is about and what it is. */
  readonly things = new Set<string>();
  /** Suspensions of children who have a worker. */
  readonly owed = new Map<string, Owed>();
}

type Order = Readonly<{ senders: Senders; delivered: Delivered; goesOn: () => boolean }>;

/** One block; `number` is its own in the whole load, `of` how many workers share it. */
export async function deliverBlock(number: number, of: number, order: Order): Promise<void> {
  const first = number * CHILDREN;
  const [inCare, inNeed, ...others] = Array.from({ length: CHILDREN }, (_, i) => first + i) as [number, number];
  const turn = Math.floor(number / of);
  if (turn % TOGETHER === 0) await beKnown(number, of, order);
  await suspend(number, [inCare, inNeed], order);
  for (const child of [inNeed, ...others]) await visit(child, order);
  await thinkAgain(number, [inCare, inNeed], order);
  for (let mark = 0; mark < MARKS && order.goesOn(); mark += BATCH) {
    for (let child = first; child < first + CHILDREN; child += 1) await attend(child, mark, order);
  }
}

async function beKnown(number: number, of: number, { senders, delivered }: Order): Promise<void> {
  const blocks = Array.from({ length: TOGETHER }, (_, i) => number + i * of);
  const known = blocks.flatMap((block): Known[] => [
    { child: block * CHILDREN, as: 'looked-after', worker: workerOf(block) },
    { child: block * CHILDREN + 1, as: 'in-need', worker: workerOf(block + 1) },
  ]);
  await senders.send('wexbourne-council', `b${number}-council`, councilParcel(known));
  for (const { child } of known) {
    for (let n = 0; n < EVENTS_OF_KNOWN; n += 1) delivered.things.add(`${child}/council/${n}`);
  }
}
const workerOf = (block: number): string => WORKERS[block % WORKERS.length] as string;

async function suspend(number: number, children: readonly number[], order: Order): Promise<void> {
  const all = children.flatMap((child) => ['S1', 'S2', 'S3'].map((id): Suspension => ({ child, id })));
  await sendSuspensions(`b${number}-suspended`, all, order);
}

/** The second suspension is corrected, the third was none. */
async function thinkAgain(number: number, children: readonly number[], order: Order): Promise<void> {
  const all = children.flatMap((child): Suspension[] => [
    { child, id: 'S2', said: 'corrected' },
    { child, id: 'S3', said: 'withdrawn' },
  ]);
  await sendSuspensions(`b${number}-again`, all, order);
}

async function sendSuspensions(key: string, rows: readonly Suspension[], { senders, delivered }: Order): Promise<void> {
  const receipt = await senders.send('ash-lane-primary', key, suspensionParcel('ash-lane-suspensions', rows));
  for (const [i, { child, id, said = 'first' }] of rows.entries()) {
    delivered.things.add(`${child}/${id}/${said}`);
    const owed = delivered.owed.get(`${child}/${id}`) ?? { events: [], withdrawn: false };
    owed.events.push(...eventsAt(receipt, `line ${i + 2}`));
    owed.withdrawn ||= said === 'withdrawn';
    delivered.owed.set(`${child}/${id}`, owed);
  }
}

const eventsAt = ({ records }: Receipt, place: string): readonly string[] =>
  records.filter((one) => one.place === place).flatMap(({ eventIds }) => eventIds ?? []);

/** Each visit is stated twice, and the second word of one child in five comes under two keys. */
async function visit(child: number, { senders, delivered }: Order): Promise<void> {
  for (const revision of [1, 2]) {
    const events = Array.from({ length: VISITS }, (_, item) => loadEvent(child, item, revision));
    await senders.deliver('wexbourne-hospital', `c${child}-r${revision}`, events);
    for (let item = 0; item < VISITS; item += 1) delivered.things.add(`${child}/i${item}/${revision}`);
    if (revision === 2 && child % 5 === 2) await senders.deliver('wexbourne-hospital', `c${child}-again`, events);
  }
}

async function attend(child: number, from: number, { senders, delivered }: Order): Promise<void> {
  const marks = Array.from({ length: BATCH }, (_, i) => from + i);
  const events = marks.map((mark) => markEvent(child, mark));
  await senders.deliver('ash-lane-primary', `c${child}-m${from}`, events);
  for (const mark of marks) delivered.things.add(`${child}/m${mark}`);
}
