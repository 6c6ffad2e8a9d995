import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mappedCsv } from '.';
import { mappingFaults, mappingOf } from '../shared/mapping';
import {
  factsOf,
  invalidFacts,
  parkedOf,
  parseMapped,
  preset,
  problemOfMapped,
  records,
  shortFacts,
} from '../spec-help';

const PRESETS = join(__dirname, '../../../infra/demo/mappings');
const fixture = (name: string): Buffer => readFileSync(join(__dirname, 'fixtures', `${name}.csv`));
const read = (name: string, content: string | Buffer, mapping = preset(`${name}-csv`)) =>
  parseMapped(mappedCsv, mappingOf(mapping), content);

describe('a mapping for', () => {
  it.each(readdirSync(PRESETS))('%s has no fault', (file) => {
    expect(mappingFaults(readFileSync(join(PRESETS, file), 'utf8'))).toEqual([]);
  });

  it('temporary accommodation and eviction: several events a row, in another alphabet, with semicolons', async () => {
    const all = await read('housing-moves', fixture('housing-moves'));
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual([
      'temporary-accommodation-placed',
      'temporary-accommodation-placed',
      'temporary-accommodation-ended',
      'eviction-notice-served',
      '-temporary-accommodation-placed',
    ]);
    expect(records(all)[0]).toMatchObject({
      sighting: { system: 'housing', localId: 'P-201', givenName: 'Zoë', birthDate: '2014-03-04' },
      dropped: 1,
    });
    const [first, moved, ended, notice, cancelled] = factsOf(all);
    expect(first).toEqual({
      type: 'housing.temporary-accommodation-placed',
      item: 'housing/P-201/housing.temporary-accommodation-placed/S-11',
      occurred: { from: '2026-01-12' },
      recordedAt: '2026-01-12T16:20:00.000Z',
      revision: '2026-01-12T16:20:00.000Z',
      data: {
        startDate: '2026-01-12',
        stay: 'S-11',
        kind: { code: 'BED-AND-BREAKFAST', own: 'BB' },
        outOfArea: false,
      },
    });
    expect(moved?.data).toMatchObject({ kind: { own: 'Caravan', unmapped: true }, flags: ['code-unmapped'] });
    expect(ended?.data).toMatchObject({ endDate: '2026-02-02', reason: { code: 'SETTLED', own: 'Settled' } });
    expect(notice?.data).toMatchObject({ leaveBy: '2026-03-09', ground: { code: 'NO-FAULT', own: 'Section 21' } });
    expect([cancelled?.item, cancelled?.retracted]).toEqual([first?.item, true]);
    // An enquiry says nothing, on purpose: it is looked up and makes no record.
    expect(records(all)[3]).toMatchObject({ facts: [], ifKnown: true });
  });

  it('domestic abuse notifications: an event for each child, taken back for one', async () => {
    const all = await read('domestic-abuse', fixture('domestic-abuse'));
    expect(shortFacts(all)).toEqual([
      'domestic-abuse-incident-attended',
      'domestic-abuse-incident-attended',
      '-domestic-abuse-incident-attended',
    ]);
    expect(factsOf(all)[0]?.data).toEqual({
      date: '2026-01-17',
      attendedAt: '2026-01-17T23:40:00.000Z',
      incident: 'WX/26/1001',
      risk: { code: 'MEDIUM', own: 'M' },
      childPresent: true,
    });
    expect(factsOf(all)[0]?.item).toBe('police/N-9001/police.domestic-abuse-incident-attended/WX%2F26%2F1001');
    expect(JSON.stringify(all)).not.toContain('never read');
  });

  it('missing children: versions in order, a column that may be missing, a code that nobody knows', async () => {
    const all = await read('missing-child', fixture('missing-child'));
    const facts = factsOf(all);
    expect(facts.map(({ revision }) => revision?.replace(/^0+/, ''))).toEqual(['1', '2', '1', '2']);
    expect(facts[0]?.data).toMatchObject({ date: '2026-01-16', reportedAt: '2026-01-16T21:05:00.000Z' });
    expect(facts[2]?.data['risk']).toEqual({ own: 'Very high', unmapped: true });
    expect(shortFacts(all).at(-1)).toBe('-child-reported-missing');
    expect(records(all)[0]?.sighting.sex).toBe('female');
  });

  it('early help: what is empty is left out, a default stands in', async () => {
    const all = await read('early-help', fixture('early-help'));
    expect(shortFacts(all)).toEqual([
      'family-help-started',
      'family-help-started',
      'family-help-ended',
      'family-help-started',
      'family-help-ended',
    ]);
    expect(factsOf(all)[0]?.data).toMatchObject({ lead: 'EH-101', leadRole: 'early-help-coordinator' });
    expect(factsOf(all)[4]?.data).toMatchObject({ reason: { own: 'School asked', unmapped: true } });
    expect(records(all)[0]?.sighting.parents).toEqual(['Ada Quillfeather']);
    expect(records(all)[2]?.sighting).not.toHaveProperty('birthDate');
  });

  it('safeguarding software: the kind of a concern, never its account', async () => {
    const all = await read('safeguarding-export', fixture('safeguarding-export'));
    expect(shortFacts(all)).toEqual(['school-concern-raised', 'school-concern-raised', '-school-concern-raised']);
    expect(records(all)[0]).toMatchObject({ sighting: { localId: '9994001/S1' }, dropped: 2 });
    expect(JSON.stringify(all)).not.toContain('never read');
  });
});

describe('a mapped CSV', () => {
  const head = 'Report Ref,Version,Reported,Risk Level,Outcome,Nominal Ref,First Name,Last Name,Date of Birth,Gender\n';
  const row = 'MP-77,1,16-01-2026 21:05,M,,N-9003,Briony,Saltmarsh,02-06-2011,F\n';

  it.each([
    ['a day that is none', row.replace('16-01-2026 21:05', 'yesterday'), 'date-unreadable'],
    ['no day', row.replace('16-01-2026 21:05', ''), 'value-missing'],
    ['no number of its own', row.replace('N-9003', ''), 'value-missing'],
    ['nothing to know it by', row.replace('MP-77', ''), 'value-missing'],
    ['an order that cannot be compared', row.replace(',1,', ',1a,'), 'value-invalid'],
    ['too few values', 'MP-77,1\n', 'csv-row-wrong-length'],
    ['a name as long as a story', row.replace('Briony', 'x'.repeat(300)), 'value-too-long'],
  ])('parks a row with %s, without repeating it, and goes on', async (_, bad, code) => {
    const all = await read('missing-child', head + bad + row.replaceAll('77', '79'));
    expect(parkedOf(all).map((one) => [one.place, one.code])).toEqual([['line 2', code]]);
    expect(parkedOf(all)[0]?.message).toMatch(/^Line 2: /);
    expect(parkedOf(all)[0]?.message).not.toMatch(/Briony|Saltmarsh|yesterday|N-9003/);
    expect(records(all)).toHaveLength(1);
    const [again] = parkedOf(await read('missing-child', parkedOf(all)[0]?.raw ?? ''));
    expect(again?.code).toBe(code);
  });

  it('keeps a parked row so that it can be read again, whatever the encoding of its file', async () => {
    const text = fixture('housing-moves').toString('latin1').replace('12/01/2026;;;', '32/01/2026;;;');
    const all = await read('housing-moves', Buffer.from(text, 'latin1'));
    const [one] = parkedOf(all);
    expect(one?.raw).toContain('Zoë');
    const mended = await read('housing-moves', (one?.raw ?? '').replace('32/01/2026', '12/01/2026'));
    expect(records(mended)[0]?.sighting.givenName).toBe('Zoë');
  });

  it('parks a row to which no event of the mapping applies', async () => {
    const text = fixture('housing-moves').toString('latin1').replace('Placed', 'Evaporated');
    const all = await read('housing-moves', Buffer.from(text, 'latin1'));
    expect(parkedOf(all).map(({ place, code }) => [place, code])).toEqual([['line 2', 'mapping-no-event']]);
  });

  it('takes a formula for the text that it is', async () => {
    const all = await read('missing-child', head + row.replace('Briony', '"=HYPERLINK(""http://x"")"'));
    expect(records(all)[0]?.sighting.givenName).toBe('=HYPERLINK("http://x")');
  });

  it.each([
    ['lacks a column that the mapping names', head.replace('Version', 'Revision') + row, 'csv-header-wrong'],
    ['has other separators', head.replaceAll(',', ';') + row, 'csv-header-wrong'],
    ['has ten million columns', `${head.trim()}${',x'.repeat(10_000_000)}\n`, 'csv-row-too-long'],
    ['is one endless line', `${head}"${'x'.repeat(200_000)}`, 'csv-row-too-long'],
    ['is in another alphabet', Buffer.from(head + row.replace('Briony', 'Zoë'), 'latin1'), 'encoding-wrong'],
    ['is empty', '', 'file-empty'],
  ])('is refused where it %s', async (_, content, code) => {
    const problem = await problemOfMapped(mappedCsv, mappingOf(preset('missing-child-csv')), content);
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/Briony|Saltmarsh/);
  });

  it('is refused where the feed has no mapping, or one for JSON', async () => {
    expect((await problemOfMapped(mappedCsv, undefined, head)).code).toBe('mapping-missing');
    const json = mappingOf(preset('domestic-abuse-json'));
    expect((await problemOfMapped(mappedCsv, json, head)).code).toBe('mapping-missing');
  });

  it('reads UTF-16 where its mapping says so', async () => {
    const mapping = `${preset('missing-child-csv')}reads: { encoding: utf-16le }\n`;
    for (const mark of ['', '\ufeff']) {
      const all = await read('missing-child', Buffer.from(mark + head + row, 'utf16le'), mapping);
      expect(shortFacts(all)).toEqual(['child-reported-missing']);
    }
  });
});
