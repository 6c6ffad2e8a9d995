import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentFacts } from '@tributary/catalogue';
import type { Appender } from '@tributary/event-store';
import type { Recorded } from '@tributary/kernel';
import { Client } from 'pg';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';
import type { Intake } from './intake';

const HEADER = 'UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code,RecordedAt';
/** One unauthorised absence each of so many pupils. */
const marks = (pupils: number, code = 'O', recordedAt = ''): string =>
  [
    HEADER,
    ...Array.from(
      { length: pupils },
      (_, i) => `,P${i},Testov,Anna,2014-03-04,9994001,2026-01-12,AM,${code},${recordedAt}`,
    ),
    '',
  ].join('\n');
const census = readFileSync(join(__dirname, '../../feeds/cin-census-xml/fixtures/good.xml'), 'utf8');
const social = JSON.parse(readFileSync(join(__dirname, '../../feeds/dfe-csc-json/fixtures/good.json'), 'utf8')) as {
  Children: { la_child_id: string; purge?: boolean }[];
};

async function* body(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 65_536) yield Buffer.from(text.slice(at, at + 65_536));
}

let it_: TestIntake;
beforeEach(async () => {
  const feeds = [
    aFeed('oakfield.attendance', 'attendance-csv'),
    aFeed('wexbourne.census', 'cin-census-xml', { live: false }),
    aFeed('wexbourne.social', 'dfe-csc-json'),
  ];
  it_ = await testIntake(feeds, { inlineBytes: 20_000 });
});
afterEach(() => it_.close());

const TYPES: Record<string, string> = { attendance: 'text/csv', census: 'application/xml', social: 'application/json' };
const sendTo = (intake: Intake, feed: string, text: string, key?: string): Promise<Receipt> =>
  intake.receive(feed, {
    body: body(text),
    mediaType: TYPES[feed.split('.')[1] ?? ''] ?? '',
    backfill: false,
    ...(key === undefined ? {} : { key }),
  });
const send = (feed: string, text: string): Promise<Receipt> => sendTo(it_.intake, feed, text);

/** The receipt once the delivery is dealt with. */
async function finished(given: Receipt): Promise<Receipt> {
  const agency = given.feed.split('.')[0] as never;
  return until(async () => {
    const receipt = await it_.intake.receipt(agency, given.id);
    return receipt && receipt.status !== 'processing' ? receipt : undefined;
  });
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('waited 30 s in vain');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function facts(type?: string): Promise<readonly Recorded[]> {
  const all = await allRecorded(it_.store);
  return all.filter(({ event }) => (type === undefined ? 'record' in event.source : event.type === type));
}
const MARK = 'education.attendance-recorded';

describe('files too large to deal with before the answer', () => {
  it('are durable when answered, and done by the worker', async () => {
    const answered = await send('oakfield.attendance', marks(1_300));
    expect(answered).toMatchObject({ status: 'processing' });
    const receipt = await finished(answered);
    expect(receipt).toMatchObject({ status: 'done', counts: { accepted: 1_300, parked: 0, duplicate: 0 } });
    expect(receipt.records).toHaveLength(1_300);
    expect(await facts(MARK)).toHaveLength(1_300);
  });

  it('change nothing when sent again, in other words too', async () => {
    const first = await finished(await send('oakfield.attendance', marks(600)));
    expect(await send('oakfield.attendance', marks(600))).toMatchObject({
      id: first.id,
      repeated: true,
      counts: first.counts,
    });
    const again = await finished(await send('oakfield.attendance', `${marks(600)}\n`));
    expect(again.counts).toMatchObject({ accepted: 0, duplicate: 600 });
    expect(await facts(MARK)).toHaveLength(600);
  });

  it('keep the order of their feed: what is sent later holds', async () => {
    const sent = [];
    for (const code of ['O', 'C', 'O', 'N']) sent.push(await send('oakfield.attendance', marks(400, code)));
    sent.push(await send('oakfield.attendance', marks(1, 'C')));
    for (const one of sent) expect(await finished(one)).toMatchObject({ status: 'done' });
    const holds = currentFacts(await facts()).filter(({ event }) => event.type === MARK);
    const codes = holds.map(({ event }) => (event.data as { mark: { code: string } }).mark.code);
    expect(codes.filter((code) => code === 'N')).toHaveLength(399);
    expect(codes.filter((code) => code === 'C')).toHaveLength(1);
  });

  it('leave nothing behind where they are cut off, and can be redriven', async () => {
    const cut = `${census.slice(0, census.indexOf('<Child>'))}${'<!-- filler -->'.repeat(2_000)}${census.slice(census.indexOf('<Child>'), census.lastIndexOf('</Child>'))}`;
    const receipt = await finished(await send('wexbourne.census', cut));
    expect(receipt).toMatchObject({ status: 'failed', problem: { status: 400 }, counts: { accepted: 0 } });
    expect(await facts()).toEqual([]);
    expect(await it_.intake.redrives.parked('wexbourne.census', { startedBy: 'spec' })).toMatchObject({ requeued: 1 });
    expect(await finished(receipt)).toMatchObject({ status: 'failed' });
  });
});

it('a present mark takes back what stands of it, in the same file too, and else changes nothing', async () => {
  await finished(await send('oakfield.attendance', marks(3)));
  const row = (pupil: number, session: string, code: string): string =>
    `,P${pupil},Testov,Anna,2014-03-04,9994001,2026-01-12,${session},${code},`;
  const rows = [row(0, 'AM', '/'), row(1, 'PM', 'O'), row(1, 'PM', '\\'), row(2, 'PM', '\\'), row(9, 'AM', '/')];
  const receipt = await finished(await send('oakfield.attendance', [HEADER, ...rows, ''].join('\n')));
  expect(receipt.counts).toMatchObject({ retracted: 2, duplicate: 1 });
  expect(receipt.records.map(({ outcome }) => outcome)).toEqual([
    ...['accepted', 'accepted', 'accepted', 'duplicate', 'duplicate', 'accepted', 'accepted'],
  ]);
  expect(receipt.records[3]?.childId).toEqual(expect.any(String));
  const holds = currentFacts(await facts()).filter(({ event }) => event.type === MARK);
  expect(holds).toHaveLength(2);
});

describe('a killed intake', () => {
  it('is taken over by another one, which goes on where it stood', async () => {
    await it_.intake.stop();
    const stuck = stuckAfter(it_.store, 2);
    const first = await it_.open({
      store: Object.assign(Object.create(it_.store) as typeof it_.store, { append: stuck.append }),
    });
    const answered = await sendTo(first, 'oakfield.attendance', marks(1_300));
    await stuck.reached;
    const before = (await facts(MARK)).length;
    expect(before).toBeGreaterThan(0);
    await killWorkers();
    const second = await it_.open();
    const receipt = await until(async () => {
      const one = await second.receipt('oakfield' as never, answered.id);
      return one?.status === 'done' ? one : undefined;
    });
    stuck.goOn();
    expect(receipt.counts).toMatchObject({ accepted: 1_300, duplicate: 0 });
    await first.stop();
    const events = await facts(MARK);
    expect(events).toHaveLength(1_300);
    const listed = receipt.records.flatMap((r) => r.eventIds ?? []);
    expect(new Set(listed)).toEqual(new Set((await facts()).map(({ event }) => event.id)));
    expect(listed).toHaveLength(1_300);
  });
});

/** An append that is refused no more after so many, until it is let go: a process that stands still. */
function stuckAfter(store: Appender, appends: number) {
  let done = 0;
  let goOn: () => void = () => undefined;
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const free = new Promise<void>((resolve) => (goOn = resolve));
  const append: Appender['append'] = async (scope, decide) => {
    done += 1;
    if (done > appends) {
      reach();
      await free;
    }
    return store.append(scope, decide);
  };
  return { append, reached, goOn: () => goOn() };
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

describe('a return', () => {
  const withoutSecond = census.replace(/<Child>(?:(?!<\/Child>)[\s\S])*WX-1002[\s\S]*?<\/Child>/, '');

  it('fills history, and sent again becomes its differences only', async () => {
    const first = await send('wexbourne.census', census);
    expect(first).toMatchObject({ status: 'done', backfill: true, counts: { accepted: 13, parked: 0 } });
    const same = await send('wexbourne.census', `${census}\n`);
    expect(same.counts).toMatchObject({ accepted: 0, duplicate: 13, retracted: 0 });
    const changed = census.replace('<CPPreviewDate>2026-03-10', '<CPPreviewDate>2026-03-11');
    const { counts } = await send('wexbourne.census', changed);
    expect(counts).toMatchObject({ retracted: 1, accepted: 1 });
    expect((await facts()).every(({ event }) => event.backfill === true)).toBe(true);
  });

  it('takes back what it no longer names, and nothing where it is cut off', async () => {
    await send('wexbourne.census', census);
    const before = currentFacts(await facts()).length;
    await expect(send('wexbourne.census', census.slice(0, census.indexOf('WX-1002')))).rejects.toMatchObject({
      status: 400,
    });
    expect(currentFacts(await facts())).toHaveLength(before);
    const { counts } = await send('wexbourne.census', withoutSecond);
    expect(counts).toMatchObject({ accepted: 0, retracted: 3 });
    expect(currentFacts(await facts())).toHaveLength(before - 3);
    const again = await send('wexbourne.census', census);
    expect(again.counts).toMatchObject({ accepted: 3, retracted: 0 });
    expect(currentFacts(await facts())).toHaveLength(before);
  });
});

describe('a record that its source removes as a whole', () => {
  it('loses all that was ever stated of it, not only what the payload still names', async () => {
    const text = (children: unknown[]): string => JSON.stringify({ ...social, Children: children });
    const first = await send('wexbourne.social', text(social.Children));
    const name = social.Children[0]?.la_child_id ?? '';
    const purged = await send('wexbourne.social', text([{ la_child_id: name, purge: true }]));
    expect(purged.counts.retracted).toBeGreaterThan(1);
    const holds = currentFacts(await facts());
    expect(holds.length).toBe(first.counts.accepted - purged.counts.retracted);
    const back = await send('wexbourne.social', text(social.Children));
    expect(back.counts.accepted).toBe(purged.counts.retracted);
  });
});
