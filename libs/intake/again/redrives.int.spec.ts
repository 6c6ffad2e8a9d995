import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentFacts } from '@tributary/catalogue';
import type { FeedId, PractitionerId, RoleCode } from '@tributary/kernel';
import { Client } from 'pg';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';
import { Mappings } from '../mapping/mappings';
import type { Intake } from '../pipeline/intake';

const FEED = 'police.missing' as FeedId;
const FIRST = readFileSync(join(__dirname, '../../../infra/demo/mappings/missing-child-csv.yaml'), 'utf8');
/** Knows a form of date and a code that the first does not. */
const MENDED = FIRST.replace('[dd-mm-yyyy,', '[dd.mm.yyyy, dd-mm-yyyy,').replace(
  'M: MEDIUM',
  'M: MEDIUM, Very high: HIGH',
);
const HEAD = 'Report Ref,Version,Reported,Risk Level,Outcome,Nominal Ref,First Name,Last Name,Date of Birth,Gender';
type Row = Readonly<{ version?: number; risk?: string; reported?: string }>;
const row = (ref: string, { version = 1, risk = 'M', reported = '16-01-2026 21:05' }: Row = {}): string =>
  `${ref},${version},${reported},${risk},,N-${ref},Briony,Saltmarsh,02-06-2011,F`;
const odd = (ref: string): string => row(ref, { reported: '16.01.2026' });
const many = (count: number): string[] => Array.from({ length: count }, (_, n) => odd(`R${n}`));

let it_: TestIntake;
let intake: Intake;
let mappings: Mappings;
beforeEach(async () => {
  it_ = await testIntake([aFeed(FEED, 'mapped-csv'), aFeed('police.events', 'cloudevents')]);
  // Nothing runs in the background but what a spec begins.
  await it_.intake.stop();
  intake = await it_.open({ idle: true });
  mappings = new Mappings(it_.db.events);
  await put(FIRST);
});
afterEach(() => it_.close());

const put = (text: string): Promise<number> =>
  mappings.put(FEED, { text, by: 'p-brandreth' as PractitionerId, role: 'feed-manager' as RoleCode });
async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const send = (...rows: readonly string[]): Promise<Receipt> =>
  intake.receive(FEED, { body: body(`${[HEAD, ...rows].join('\n')}\n`), mediaType: 'text/csv', backfill: false });
const stated = async () =>
  (await allRecorded(it_.store)).filter(({ event }) => 'record' in event.source && event.childId !== null);
const risksThatHold = async (): Promise<unknown[]> =>
  currentFacts(await stated()).map(({ event }) => (event.data as { risk: unknown }).risk);
const started = () => intake.redrives.parked(FEED, { startedBy: 'p-brandreth' });
const unmapped = (own: string) => ({ own, unmapped: true });

describe('sending all parked records again', () => {
  it('is counted record by record, each with its receipt, and ends', async () => {
    const receipt = await send(odd('1'), row('2'), odd('3'), row('4', { reported: 'never' }));
    await put(MENDED);
    const run = await started();
    expect(run).toMatchObject({ state: 'running', total: 3, done: 0, remaining: 3, startedBy: 'p-brandreth' });
    const seen: number[] = [];
    const ended = await intake.redrives.follow(run, ({ done }) => seen.push(done));
    expect(ended).toMatchObject({ state: 'done', done: 3, accepted: 2, stillParked: 1, remaining: 0 });
    expect(ended.position).toMatch(/^\d+\.\d+\.\d+$/);
    expect(seen.at(-1)).toBe(3);
    const after = await intake.receipt('police' as never, receipt.id);
    expect(after?.counts).toMatchObject({ accepted: 3, parked: 1 });
    expect(await intake.redrives.of(FEED, 10)).toEqual([ended]);
  });

  it('takes those of one reason alone where it is named', async () => {
    await send(odd('1'), row('2').replace('Briony', ''), `${row('3')},too,long`);
    const reasons = await intake.parkedReasons(FEED);
    const code = reasons[0]?.code ?? '';
    const run = await intake.redrives.parked(FEED, { startedBy: 'spec', code });
    expect(run).toMatchObject({ code, total: reasons[0]?.count });
    expect(reasons.length).toBeGreaterThan(1);
    await intake.redrives.follow(run);
    const tried = (await intake.parked(FEED, undefined, 10)).filter(({ tries }) => tries > 0);
    expect(tried.map((one) => one.code)).toEqual([code]);
  });

  it('runs one at a time for a feed, and leaves what came later to another', async () => {
    await send(odd('1'));
    const run = await started();
    await expect(started()).rejects.toMatchObject({ code: 'redrive-running', extra: { redrive: run.id } });
    await send(odd('2'), row('3'));
    await put(MENDED);
    expect(await intake.redrives.follow(run)).toMatchObject({ total: 1, done: 1, accepted: 1 });
    expect(await intake.parked(FEED, undefined, 10)).toHaveLength(1);
    expect(await started()).toMatchObject({ total: 1 });
  });

  it('stops where it stands, and goes on from there', async () => {
    await send(...many(120));
    await put(MENDED);
    const run = await started();
    let turns = 0;
    const stopped = await intake.redrives.follow(run, ({ state }) => {
      if (state === 'running' && (turns += 1) === 1) void intake.redrives.stop(FEED, run.id);
    });
    expect(stopped.state).toBe('stopped');
    expect(stopped.remaining).toBeGreaterThan(0);
    expect(await intake.parked(FEED, undefined, 200)).toHaveLength(stopped.remaining);
    const gone = await intake.redrives.follow(await intake.redrives.resume(FEED, run.id));
    expect(gone).toMatchObject({ state: 'done', done: 120, accepted: 120 });
    expect(await stated()).toHaveLength(120);
    await expect(intake.redrives.resume(FEED, run.id)).rejects.toMatchObject({ code: 'redrive-ended' });
    await expect(intake.redrives.one(FEED, 'x')).rejects.toMatchObject({ code: 'redrive-unknown' });
  });

  it('goes on in another process where one was killed in the middle of a record: none lost, none doubled', async () => {
    await send(...many(12));
    await put(MENDED);
    const run = await started();
    const stuck = stuckAfter(7);
    const dying = await it_.open({ store: stuck.store });
    await stuck.reached;
    expect(await dying.redrives.one(FEED, run.id)).toMatchObject({ state: 'running', done: 7 });
    await killWorkers();
    const other = await it_.open();
    await until(async () => (await other.redrives.one(FEED, run.id)).state === 'done');
    expect(await other.redrives.one(FEED, run.id)).toMatchObject({ done: 12, accepted: 12, stillParked: 0 });
    stuck.goOn();
    await dying.stop();
    expect(await stated()).toHaveLength(12);
    const ids = (await stated()).map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(12);
  });

  it('passes a record over that fails by a fault of ours each time, and says so on it', async () => {
    await send(odd('1'), odd('2'));
    await put(MENDED);
    const store = failingFor(1);
    const run = await started();
    const failing = await it_.open({ store });
    await until(async () => (await failing.redrives.one(FEED, run.id)).state === 'done');
    expect(await failing.redrives.one(FEED, run.id)).toMatchObject({ done: 2, accepted: 1, stillParked: 1 });
    expect(await intake.parked(FEED, undefined, 10)).toMatchObject([{ code: 'processing-failed' }]);
  }, 20_000);
});

describe('reading anew by a mended mapping', () => {
  const readAnew = async () => {
    const run = await intake.redrives.mapping(FEED, 'p-brandreth');
    return intake.redrives.follow(run);
  };

  it('corrects what differs, leaves the rest, and is done with once', async () => {
    const receipt = await send(row('1', { risk: 'Very high' }), row('2'), row('3', { risk: 'Very high' }));
    expect(await intake.redrives.readBefore(FEED)).toBe(0);
    await put(MENDED);
    expect(await intake.redrives.readBefore(FEED)).toBe(1);
    expect(await readAnew()).toMatchObject({
      state: 'done',
      kind: 'mapping',
      mapping: 2,
      total: 1,
      done: 1,
      accepted: 2,
    });
    expect(await stated()).toHaveLength(5);
    const high = { code: 'HIGH', own: 'Very high' };
    expect(await risksThatHold()).toEqual([{ code: 'MEDIUM', own: 'M' }, high, high]);
    const after = await intake.receipt('police' as never, receipt.id);
    expect(after?.counts).toMatchObject({ accepted: 5, duplicate: 0 });
    expect(after?.records.slice(3).map(({ place, redriven }) => [place, redriven])).toEqual([
      ['line 2', true],
      ['line 4', true],
    ]);
    expect(await intake.redrives.readBefore(FEED)).toBe(0);
    expect(await readAnew()).toMatchObject({ total: 0, done: 0, accepted: 0 });
    expect(await stated()).toHaveLength(5);
  });

  it('does not touch what its source has said since', async () => {
    await send(row('1', { version: 1, risk: 'Very high' }), row('2', { version: 1, risk: 'Very high' }));
    await put(FIRST.replace('M: MEDIUM', 'M: MEDIUM, Newer: LOW'));
    await send(row('1', { version: 2, risk: 'Newer' }));
    await put(MENDED.replace('M: MEDIUM', 'M: MEDIUM, Newer: LOW'));
    expect(await readAnew()).toMatchObject({ done: 2, accepted: 1 });
    expect(await risksThatHold()).toEqual([
      { code: 'LOW', own: 'Newer' },
      { code: 'HIGH', own: 'Very high' },
    ]);
    expect(await stated()).toHaveLength(4);
  });

  it('takes back what a mapping said that was wrong about the item itself', async () => {
    await send(row('1', { risk: 'Very high' }), row('2'));
    const [first] = await stated();
    await put(MENDED.replace('item: [Report Ref]', 'item: [Report Ref, Reported]'));
    expect(await readAnew()).toMatchObject({ done: 1, accepted: 4 });
    const facts = currentFacts(await stated());
    expect(facts).toHaveLength(2);
    expect(facts.map(({ event }) => 'record' in event.source && event.source.record)).not.toContain(
      first && 'record' in first.event.source && first.event.source.record,
    );
  });

  it('is repeated without a trace where it was cut in the middle of a delivery', async () => {
    await send(...Array.from({ length: 450 }, (_, n) => row(`Q${n}`, { risk: 'Very high' })));
    await put(MENDED);
    const run = await intake.redrives.mapping(FEED, 'p-brandreth');
    const stuck = stuckAfter(1);
    const dying = await it_.open({ store: stuck.store });
    await stuck.reached;
    expect(await dying.redrives.one(FEED, run.id)).toMatchObject({ done: 0, accepted: 200 });
    await killWorkers();
    const other = await it_.open();
    await until(async () => (await other.redrives.one(FEED, run.id)).state === 'done');
    expect(await other.redrives.one(FEED, run.id)).toMatchObject({ done: 1, accepted: 450 });
    stuck.goOn();
    await dying.stop();
    expect(await stated()).toHaveLength(900);
    expect(
      (await risksThatHold()).filter((risk) => JSON.stringify(risk) === JSON.stringify(unmapped('Very high'))),
    ).toEqual([]);
  });

  it('is refused for a feed that no mapping reads', async () => {
    const refused = intake.redrives.mapping('police.events', 'spec');
    await expect(refused).rejects.toMatchObject({ code: 'feed-not-mapped' });
    expect(await intake.redrives.readBefore('police.events')).toBe(0);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

type Store = TestIntake['store'];
const over = (append: Store['append']): Store => Object.assign(Object.create(it_.store) as Store, { append });

/** Stands still after so many appends, as a process whose machine stopped, until it is let go on. */
function stuckAfter(appends: number) {
  let done = 0;
  let goOn: () => void = () => undefined;
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const free = new Promise<void>((resolve) => (goOn = resolve));
  const store = over(async (...args) => {
    done += 1;
    if (done > appends) {
      reach();
      await free;
    }
    return it_.store.append(...args);
  });
  return { store, reached, goOn: () => goOn() };
}

/** Cuts the sessions by which intakes show that they run, as the death of their process would. */
async function killWorkers(): Promise<void> {
  const admin = new Client({ connectionString: it_.db.adminUrl });
  await admin.connect();
  try {
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
  } finally {
    await admin.end();
  }
}

/** The n-th record that is appended fails each time by a fault of the store. */
function failingFor(nth: number): Store {
  let first: string | undefined;
  let seen = 0;
  return over(async (scope, plan) => {
    const stream = scope.streams.find((one) => one.startsWith('record-'));
    if (stream !== undefined && first === undefined && (seen += 1) === nth) first = stream;
    if (stream !== undefined && stream === first) throw new Error('a fault of ours');
    return it_.store.append(scope, plan);
  });
}
