import { zipOf } from '../../testing/zip';
import { ssda903 } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

const TABLES = ['episodes.csv', 'reviews.csv', 'missing.csv', 'social-worker.csv', 'uasc.csv', 'header.csv'];
const table = (name: string): string => fixture('ssda903', name);
const files = (change: (text: string, name: string) => string = (text) => text) =>
  TABLES.map((name) => ({ name, content: change(table(name), name) }));
const set = (change?: (text: string, name: string) => string): Buffer => zipOf(files(change));
const inTable = (name: string, change: (text: string) => string) => (text: string, one: string) =>
  one === name ? change(text) : text;
const xml = table('return.xml');

describe('SSDA903 as a ZIP of its tables', () => {
  it('knows from Header whose each row is, wherever Header stands', async () => {
    const all = await parseAll(ssda903, set());
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(records(all)).toHaveLength(16);
    const [first] = records(all).filter(({ place }) => place === 'Episodes line 2');
    expect(first?.sighting).toEqual({
      system: 'csc',
      localId: 'WX-1001',
      birthDate: '2014-03-04',
      sex: 'female',
      upn: 'C999400120001',
    });
    expect(all.at(-1)).toEqual({ kind: 'complete', scope: 'ssda903-2026' });
    expect(new Set(records(all).map(({ scope }) => scope))).toEqual(new Set(['ssda903-2026']));
  });

  it('tells start, moves and end of being looked after by the reasons given', async () => {
    const all = await parseAll(ssda903, set());
    expect(shortFacts(all)).toEqual([
      'child-details-recorded',
      'child-details-recorded',
      'child-details-recorded',
      'looked-after-started',
      'placement-changed',
      'placement-changed',
      'looked-after-ended',
      'looked-after-started',
      'looked-after-reviewed',
      'looked-after-reviewed',
      'looked-after-reviewed',
      'missing-started',
      'missing-ended',
      'missing-started',
      'worker-changed',
      'worker-changed',
    ]);
    expect(factsOf(all)[5]).toEqual({
      type: 'social-care.placement-changed',
      item: 'csc/WX-1002/episode/2024-05-01/start',
      occurred: { from: '2024-05-01', to: '2025-12-20' },
      data: {
        startDate: '2024-05-01',
        reason: { code: 'L', own: 'L' },
        placementType: { code: 'U4', own: 'U4' },
        endDate: '2025-12-20',
      },
    });
    expect(factsOf(all)[6]).toMatchObject({
      occurred: { on: '2025-12-20' },
      data: { endDate: '2025-12-20', reason: { code: 'E4A' } },
    });
  });

  it('keeps what is doubtful and flags it, a wrong pupil number above all', async () => {
    const facts = factsOf(await parseAll(ssda903, set()));
    expect(facts.slice(0, 3).map(({ data }) => data['flags'])).toEqual([undefined, ['upn-invalid'], ['code-unmapped']]);
    expect(facts[2]?.data['upnUnknown']).toEqual({ code: 'UN1', own: 'UN1' });
    expect(facts[7]?.data['flags']).toEqual(['code-unmapped', 'end-date-missing']);
    expect(facts[10]?.data['participation']).toEqual({ own: 'PN9', unmapped: true });
  });

  it('holds neither postcodes nor immigration nor who was away without leave, and counts what it leaves out', async () => {
    const all = await parseAll(ssda903, set());
    expect(JSON.stringify(all)).not.toMatch(/WX\d \d|SC999|2031|SWPC|ORGRST|2025-11-08/);
    const at = (place: string) => records(all).find((one) => one.place === place);
    expect(at('Episodes line 2')?.dropped).toBe(6);
    expect(at('UASC line 2')).toMatchObject({ facts: [], dropped: 2, ifKnown: true });
    expect(at('Missing line 3')).toMatchObject({ facts: [], ifKnown: true });
  });

  it('parks a row of a child who is not in Header, and then takes nothing back', async () => {
    const stray = inTable('reviews.csv', (text) => `${text}WX-1009,04/03/2014,01/02/2026,PN1\n`);
    const all = await parseAll(ssda903, set(stray));
    expect(parkedOf(all).map(({ place, code }) => [place, code])).toEqual([
      ['Reviews line 5', 'ssda903-not-in-header'],
    ]);
    expect(parkedOf(all)[0]?.message).not.toContain('WX-1009');
    expect(all.at(-1)).toEqual({ kind: 'complete' });
    expect(shortFacts(await parseAll(ssda903, parkedOf(all)[0]?.raw ?? ''))).toEqual(['looked-after-reviewed']);
  });

  it('takes nothing back where Header or Episodes is not there', async () => {
    for (const missing of ['header.csv', 'episodes.csv']) {
      const all = await parseAll(ssda903, zipOf(files().filter(({ name }) => name !== missing)));
      expect(all.at(-1)).toEqual({ kind: 'complete' });
    }
  });

  it('says the same in whatever order the tables stand, and one thing more where one date changed', async () => {
    const facts = factsOf(await parseAll(ssda903, set()));
    const turned = factsOf(await parseAll(ssda903, zipOf(files().reverse())));
    const sorted = (all: typeof facts) => all.map((one) => JSON.stringify(one)).sort();
    expect(sorted(turned)).toEqual(sorted(facts));
    const later = inTable('episodes.csv', (text) => text.replace('20/12/2025', '21/12/2025'));
    const changed = factsOf(await parseAll(ssda903, set(later)));
    expect(changed.map(({ item }) => item)).toEqual(facts.map(({ item }) => item));
    expect(changed.filter((one, at) => JSON.stringify(one) !== JSON.stringify(facts[at]))).toHaveLength(2);
  });

  it('does not let one mistyped day say which year’s return it is', async () => {
    const many = Array.from({ length: 150 }, (_, at) => `WX-1001,,${(at % 28) + 1}/05/2025,PN1\n`).join('');
    const mistyped = inTable('reviews.csv', (text) => `${text}${many}WX-1002,,01/05/2062,PN1\n`);
    expect((await parseAll(ssda903, set(mistyped))).at(-1)).toEqual({ kind: 'complete', scope: 'ssda903-2026' });
  });

  it('reads the XML form in a ZIP', async () => {
    const packed = await parseAll(ssda903, zipOf([{ name: 'return.xml', content: xml }]));
    expect(packed).toEqual(await parseAll(ssda903, xml));
  });
});

describe('SSDA903 as XML', () => {
  it('states of a child what the tables state', async () => {
    const fromXml = factsOf(await parseAll(ssda903, xml));
    const fromTables = factsOf(await parseAll(ssda903, set()));
    const byItem = new Map(fromTables.map((one) => [one.item, one]));
    expect(fromXml).toHaveLength(10);
    for (const one of fromXml) expect(byItem.get(one.item)).toEqual(one);
    expect(records(await parseAll(ssda903, xml)).map(({ dropped }) => dropped)).toEqual([15, 7]);
  });

  it('parks the block that it cannot read, to be sent again alone', async () => {
    const all = await parseAll(ssda903, xml.replace('<DECOM>02/06/2025', '<DECOM>31/06/2025'));
    const [one] = parkedOf(all);
    expect(one).toMatchObject({ place: 'CHILD[1]/EPISODE[1]', code: 'date-unreadable' });
    expect(all.at(-1)).toEqual({ kind: 'complete' });
    expect(one?.raw).not.toMatch(/AREVIEW|WX-1002/);
    const mended = await parseAll(ssda903, (one?.raw ?? '').replace('31/06/2025', '02/06/2025'));
    expect(shortFacts(mended)).toEqual(['child-details-recorded', 'looked-after-started']);
    expect(mended.at(-1)).toEqual({ kind: 'complete' });
  });

  it.each([
    [
      'a document type',
      xml.replace('<EXPSSDA903>', '<!DOCTYPE x [<!ENTITY a "b">]><EXPSSDA903>'),
      'xml-doctype-refused',
    ],
    ['a cut-off document', xml.slice(0, 900), 'xml-broken'],
    ['another document', '<Message/>', 'ssda903-not-a-return'],
    ['Latin-1', Buffer.from(xml.replace('CARPL', 'CÄRPL'), 'latin1'), 'encoding-wrong'],
    ['a child without end', xml.replace('<HEADER>', `<HEADER>${'<a/>'.repeat(60_000)}`), 'xml-child-too-large'],
  ])('refuses %s', async (_, content, code) => {
    expect((await problemOf(ssda903, content)).code).toBe(code);
  });

  it('parks a child without number', async () => {
    const all = await parseAll(ssda903, xml.replace('<CHILDID>WX-1002</CHILDID>', ''));
    expect(parkedOf(all).map(({ place, code }) => [place, code])).toEqual([['CHILD[2]', 'value-missing']]);
  });
});

describe('one table of SSDA903 alone', () => {
  it('is taken with what it says, and takes nothing back', async () => {
    const all = await parseAll(ssda903, table('reviews.csv'));
    expect(records(all)[0]?.sighting).toEqual({ system: 'csc', localId: 'WX-1001', birthDate: '2014-03-04' });
    expect(records(all)[0]?.place).toBe('line 2');
    expect(all.at(-1)).toEqual({ kind: 'complete' });
    const [details] = factsOf(await parseAll(ssda903, table('header.csv')));
    expect(details?.occurred).toEqual({ on: '2025-03-31' });
  });

  it.each([
    ['no number of the child', ['WX-1001,', ','], 'value-missing'],
    ['a first day that does not exist', ['02/06/2025', '31/06/2025'], 'date-unreadable'],
    ['a value too many', ['CARPL', 'CARPL,x'], 'csv-row-wrong-length'],
    ['a code as long as a sentence', [',U6,', `,${'x'.repeat(300)},`], 'data-invalid'],
  ] as const)('parks a row with %s', async (_, [from, to], code) => {
    const all = await parseAll(ssda903, table('episodes.csv').replace(from, to));
    expect(parkedOf(all).map((one) => [one.place, one.code])).toEqual([['line 2', code]]);
    expect(records(all)).toHaveLength(3);
  });

  it.each([
    ['an unknown table', 'Name,Town\nx,y\n', 'csv-table-unknown'],
    ['a table without what it needs', 'CHILD,DECOM\n1,2\n', 'csv-header-wrong'],
    ['semicolons', table('reviews.csv').replaceAll(',', ';'), 'csv-header-wrong'],
    ['UTF-16', Buffer.from(`\uFEFF${table('reviews.csv')}`, 'utf16le'), 'encoding-wrong'],
    ['nothing', '', 'file-empty'],
  ])('refuses %s', async (_, content, code) => {
    expect((await problemOf(ssda903, content)).code).toBe(code);
  });
});

describe('a hostile ZIP', () => {
  const one = (name: string, content: string | Uint8Array = table('header.csv')) => ({ name, content });

  it.each([
    ['says of itself that it unpacks to too much', () => zipOf(files(), { size: 500_000_000 }), 'zip-too-large'],
    ['unpacks to more than it says', () => zipOf(files(), { size: 10 }), 'zip-broken'],
    ['holds another content than its sum', () => zipOf(files(), { sum: 1 }), 'zip-broken'],
    ['is encrypted', () => zipOf(files(), { flags: 1 }), 'zip-entry-refused'],
    ['is packed in an unknown way', () => zipOf(files(), { method: 99 }), 'zip-entry-refused'],
    ['has a name that leads out', () => zipOf([one('../../etc/header.csv')]), 'zip-entry-refused'],
    ['has an absolute name', () => zipOf([one('/etc/header.csv')]), 'zip-entry-refused'],
    ['has a backslash in a name', () => zipOf([one('..\\header.csv')]), 'zip-entry-refused'],
    [
      'holds a thousand files',
      () => zipOf(Array.from({ length: 1000 }, (_, at) => one(`${at}.csv`, ''))),
      'zip-too-large',
    ],
    ['is cut off', () => set().subarray(0, 600), 'zip-broken'],
    ['holds no file', () => zipOf([]), 'file-empty'],
    ['holds another file', () => zipOf([...files(), one('notes.txt', 'Please find attached\n')]), 'csv-table-unknown'],
    [
      'holds another alphabet',
      () => zipOf([one('header.csv', Buffer.from('CHILD,ETHNIC,DOB\nZoë', 'latin1'))]),
      'encoding-wrong',
    ],
  ])('that %s is refused', async (_, content, code) => {
    const problem = await problemOf(ssda903, content());
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/etc|WX-1/);
  });

  it('is not kept beyond its limit', async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('PK\x03\x04');
      for (; pulled < 10_000; pulled++) yield Buffer.alloc(65_536);
    }
    const parsing = ssda903.parse(endless(), { receivedAt: '2026-01-20T09:00:00.000Z' as never, mediaType: '' });
    await expect(parsing[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'set-too-large' });
    expect(pulled).toBeLessThan(600);
  });

  it('says which file of it is at fault, by number', async () => {
    const problem = await problemOf(ssda903, zipOf([...files(), one('child.csv', 'CHILD,DECOM\n1,2\n')]));
    expect(problem.extra).toMatchObject({ file: 7, missing: ['RNE'] });
  });

  it('leaves aside what a packing program adds', async () => {
    const packed = zipOf([...files(), one('__MACOSX/._header.csv', 'x'), one('.DS_Store', 'x')]);
    expect(await parseAll(ssda903, packed)).toEqual(await parseAll(ssda903, set()));
  });
});
