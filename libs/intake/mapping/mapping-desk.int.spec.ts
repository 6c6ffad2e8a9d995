import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgencyId, FeedId, PractitionerId, RoleCode } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import { aFeed, feedRegistry, testIntake, type TestIntake } from '../../testing/intake';
import { composeMappingDesk } from '../compose';
import type { MappingDesk } from './mapping-desk';

const FEED = 'police.missing' as FeedId;
const FEEDS = [aFeed(FEED, 'mapped-csv'), aFeed('police.events', 'cloudevents')];
const TEXT = readFileSync(join(__dirname, '../../../infra/demo/mappings/missing-child-csv.yaml'), 'utf8');
const CSV = [
  'Report Ref,Version,Reported,Risk Level,Outcome,Nominal Ref,First Name,Last Name,Date of Birth,Gender',
  'MP-1,1,16-01-2026 21:05,Very high,,N-1,Briony,Saltmarsh,02-06-2011,F',
  'MP-2,1,17-01-2026 21:05,M,,N-2,Corin,Dunnock,30-08-2010,M',
  'MP-3,1,18.01.2026,M,,N-3,Wilf,Tarrant,30-08-2010,M',
  '',
].join('\n');
const person = (role: string, agency: string): ReaderContext => ({
  kind: 'person',
  practitioner: 'p-brandreth' as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});
const manager = person('feed-manager', 'police');

let it_: TestIntake;
let desk: MappingDesk;
beforeAll(async () => {
  it_ = await testIntake(FEEDS);
  desk = composeMappingDesk({ pool: it_.db.events, vault: it_.vault, feeds: feedRegistry(FEEDS) });
  await desk.put(manager, FEED, { text: TEXT });
  const body = async function* () {
    yield Buffer.from(CSV);
  };
  await it_.intake.receive(FEED, { body: body(), mediaType: 'text/csv', backfill: false });
});
afterAll(() => it_.close());

describe('the desk of mappings', () => {
  it('shows what is in force, as it was written, and who put it there', async () => {
    const { inForce, text, versions } = await desk.look(manager, FEED);
    expect([inForce, text]).toEqual([1, TEXT]);
    expect(versions).toMatchObject([{ version: 1, by: 'p-brandreth', role: 'feed-manager' }]);
  });

  it('tells of what came already what would change, park, and be taken in; never a value, and keeps nothing', async () => {
    const same = await desk.preview(manager, FEED, { text: TEXT });
    expect(same).toMatchObject({
      deliveries: 1,
      records: 3,
      same: 3,
      changed: 0,
      wouldPark: 0,
      lines: [],
      more: false,
    });
    const text = TEXT.replace('{ NIL: NONE', '{ Very high: HIGH, NIL: NONE')
      .replace('[dd-mm-yyyy,', '[dd.mm.yyyy, dd-mm-yyyy,')
      .replace('givenName: First Name', 'familyName: First Name')
      .replace('familyName: Last Name', 'givenName: Last Name');
    const preview = await desk.preview(manager, FEED, { text });
    expect(preview).toMatchObject({ records: 3, same: 0, changed: 2, wouldPark: 0, noLongerParked: 1 });
    const type = 'police.child-reported-missing';
    expect(preview.lines).toMatchObject([
      {
        place: 'line 2',
        change: 'changed',
        what: [`${type}: risk`, `${type}: flags`, 'record: givenName', 'record: familyName'],
      },
      { place: 'line 3', change: 'changed', what: ['record: givenName', 'record: familyName'] },
      { place: 'line 4', change: 'no-longer-parked', what: [type] },
    ]);
    expect(JSON.stringify(preview)).not.toMatch(/Briony|Saltmarsh|Very high/);
    expect((await desk.look(manager, FEED)).versions).toHaveLength(1);
  });

  it('tells what would park, and what would be refused as a whole', async () => {
    const parks = await desk.preview(manager, FEED, { text: TEXT.replace('[dd-mm-yyyy,', '[dd/mm/yyyy,') });
    expect(parks).toMatchObject({ same: 1, wouldPark: 2 });
    expect(parks.lines[0]?.what).toEqual(['Line 2: Reported is no day in the forms of the mapping. (date-unreadable)']);
    const refused = await desk.preview(manager, FEED, { text: TEXT.replaceAll('Version', 'Issue') });
    expect(refused.refused).toMatchObject([{ code: 'csv-header-wrong' }]);
  });

  it('looks at a sample instead, where one is given', async () => {
    const sample = { text: CSV.split('\n').slice(0, 2).join('\n') };
    expect(await desk.preview(manager, FEED, { text: TEXT, sample })).toMatchObject({
      deliveries: 1,
      records: 1,
      same: 1,
    });
  });

  it('puts none in force that is wrong, another form’s, or for a day gone by', async () => {
    const put = (text: string, from?: string) => desk.put(manager, FEED, { text, ...(from ? { from } : {}) });
    await expect(put(TEXT.replace('H: HIGH', 'H: HIHG'))).rejects.toMatchObject({ code: 'mapping-wrong', status: 422 });
    await expect(put(TEXT.replace('mapped-csv', 'mapped-json'))).rejects.toMatchObject({ code: 'mapping-wrong' });
    await expect(put(TEXT, '2020-01-01')).rejects.toMatchObject({ code: 'mapping-day-wrong' });
    await expect(put(TEXT, 'soon')).rejects.toMatchObject({ code: 'mapping-day-wrong' });
    expect((await desk.look(manager, FEED)).versions).toHaveLength(1);
    expect(await put(TEXT, '2099-01-01')).toBe(2);
    expect((await desk.look(manager, FEED)).inForce).toBe(1);
  });

  it('lists codes that nobody mapped, with the closest there is, until one does', async () => {
    expect(await desk.unmapped(manager, FEED)).toMatchObject([
      {
        type: 'police.child-reported-missing',
        field: 'risk',
        own: 'Very high',
        times: 1,
        suggestion: { code: 'HIGH' },
      },
    ]);
    await desk.put(manager, FEED, { text: TEXT.replace('{ NIL: NONE', '{ very HIGH: HIGH, NIL: NONE') });
    expect(await desk.unmapped(manager, FEED)).toEqual([]);
  });

  it.each([
    ['the operator', person('operator', 'tributary-operator'), 'feed-manager-only'],
    [
      'the agency’s own system',
      { kind: 'agency', agency: 'police', client: 'police', scopes: [] },
      'feed-manager-only',
    ],
    ['an officer', person('police-safeguarding-officer', 'police'), 'feed-unknown'],
    ['another agency’s feed manager', person('feed-manager', 'oakfield'), 'feed-unknown'],
  ])('is shut to %s', async (_, given, code) => {
    const reader = given as ReaderContext;
    for (const attempt of [
      desk.look(reader, FEED),
      desk.preview(reader, FEED, { text: TEXT }),
      desk.put(reader, FEED, { text: TEXT }),
      desk.unmapped(reader, FEED),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code });
    }
  });

  it('has nothing to do with a feed that needs no mapping', async () => {
    await expect(desk.put(manager, 'police.events', { text: TEXT })).rejects.toMatchObject({ code: 'feed-not-mapped' });
  });
});
