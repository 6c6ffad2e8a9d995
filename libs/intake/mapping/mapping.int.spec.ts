import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedId, Instant, PractitionerId, RoleCode } from '@tributary/kernel';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';
import { Mappings } from './mappings';
import { UnmappedCodes } from './unmapped';

const FEED = 'police.missing' as FeedId;
const TEXT = readFileSync(join(__dirname, '../../../infra/demo/mappings/missing-child-csv.yaml'), 'utf8');
const HEAD = 'Report Ref,Version,Reported,Risk Level,Outcome,Nominal Ref,First Name,Last Name,Date of Birth,Gender';
const row = (ref: string, more: { version?: number; risk?: string; reported?: string } = {}): string =>
  `${ref},${more.version ?? 1},${more.reported ?? '16-01-2026 21:05'},${more.risk ?? 'M'},,N-${ref},Briony,Saltmarsh,02-06-2011,F`;
const by = { by: 'p-brandreth' as PractitionerId, role: 'feed-manager' as RoleCode };

let it_: TestIntake;
let mappings: Mappings;
beforeEach(async () => {
  it_ = await testIntake([aFeed(FEED, 'mapped-csv')]);
  mappings = new Mappings(it_.db.events);
});
afterEach(() => it_.close());

async function* body(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const send = (...rows: readonly string[]): Promise<Receipt> =>
  it_.intake.receive(FEED, { body: body(`${[HEAD, ...rows].join('\n')}\n`), mediaType: 'text/csv', backfill: false });
const redriven = async () => it_.intake.redrives.follow(await it_.intake.redrives.parked(FEED, { startedBy: 'spec' }));
const risks = async (): Promise<readonly unknown[]> =>
  (await allRecorded(it_.store))
    .filter(({ event }) => event.type === 'police.child-reported-missing')
    .map(({ event }) => (event.data as { risk: unknown }).risk);

describe('a mapped feed', () => {
  it('is refused until a mapping is in force; what came before is then taken in by a redrive', async () => {
    await expect(send(row('1'))).rejects.toMatchObject({ code: 'mapping-missing' });
    await mappings.put(FEED, { text: TEXT, ...by });
    expect(await redriven()).toMatchObject({ requeued: 1 });
    while ((await it_.intake.open()) > 0) await new Promise(setImmediate);
    expect(await risks()).toEqual([{ code: 'MEDIUM', own: 'M' }]);
  });

  it('is read by the version that was in force when it came, not by one that comes into force later', async () => {
    expect(await mappings.put(FEED, { text: TEXT, ...by })).toBe(1);
    const later = TEXT.replace('M: MEDIUM', 'M: LOW');
    expect(await mappings.put(FEED, { text: later, from: '2099-01-01T00:00:00.000Z' as Instant, ...by })).toBe(2);
    await send(row('1'));
    expect(await risks()).toEqual([{ code: 'MEDIUM', own: 'M' }]);
    const { rows } = await it_.db.events.query('SELECT mapping FROM intake.deliveries');
    expect(rows).toEqual([{ mapping: 1 }]);
    expect(await mappings.put(FEED, { text: later, ...by })).toBe(3);
    await send(row('1', { version: 2 }));
    expect((await risks()).at(-1)).toEqual({ code: 'LOW', own: 'M' });
    expect((await mappings.versions(FEED)).map(({ version }) => version)).toEqual([3, 2, 1]);
    expect((await mappings.inForce(FEED))?.version).toBe(3);
  });

  it('takes parked records in once its mapping was mended', async () => {
    await mappings.put(FEED, { text: TEXT, ...by });
    const odd = row('1', { reported: '16.01.2026' });
    expect((await send(odd, row('2'))).counts).toMatchObject({ accepted: 1, parked: 1 });
    expect(await redriven()).toMatchObject({ done: 1, accepted: 0, stillParked: 1 });
    await mappings.put(FEED, { text: TEXT.replace('[dd-mm-yyyy,', '[dd.mm.yyyy, dd-mm-yyyy,'), ...by });
    expect(await redriven()).toMatchObject({ done: 1, accepted: 1, stillParked: 0 });
    expect(await risks()).toHaveLength(2);
  });

  it('keeps a code that nobody mapped, and counts it under seal', async () => {
    const codes = new UnmappedCodes({ pool: it_.db.events, vault: it_.vault });
    await mappings.put(FEED, { text: TEXT, ...by });
    await send(row('1', { risk: 'Very high' }), row('2', { risk: 'Very high' }), row('3', { risk: 'canary' }));
    await send(row('4', { risk: 'Very high' }));
    expect((await risks())[0]).toEqual({ own: 'Very high', unmapped: true });
    expect(await codes.of(FEED, 10)).toMatchObject([
      { type: 'police.child-reported-missing', field: 'risk', own: 'Very high', times: 3 },
      { own: 'canary', times: 1 },
    ]);
    const { rows } = await it_.db.events.query<{ sealed: Buffer }>('SELECT * FROM intake.unmapped_codes');
    expect(rows.map((one) => JSON.stringify(one) + one.sealed.toString('latin1')).join()).not.toContain('canary');
    await codes.drop('2099-01-01T00:00:00.000Z' as Instant);
    expect(await codes.of(FEED, 10)).toEqual([]);
  });

  it('never changes a version, and gives each its own number however many put one at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => mappings.put(FEED, { text: TEXT, ...by })));
    expect(all.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    await expect(it_.db.events.query(`UPDATE intake.mappings SET content = ''`)).rejects.toThrow('permission denied');
    await expect(it_.db.events.query('DELETE FROM intake.mappings')).rejects.toThrow('permission denied');
  });
});
