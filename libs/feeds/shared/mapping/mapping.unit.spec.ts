import { closestCode, MISSING_RISK } from '@tributary/catalogue';
import { parseDocument } from 'yaml';
import { preset } from '../../spec-help';
import { dayIn, timeIn } from './days';
import { mappingFaults, mappingOf } from './mapping';

const good = preset('missing-child-csv');
/** The places of what is wrong after a change of the text; fails where nothing changed. */
function places(from: string | RegExp, to: string): readonly string[] {
  const text = good.replace(from, to);
  if (text === good) throw new Error(`the mapping does not hold ${String(from)}`);
  return mappingFaults(text).map(({ where }) => where);
}

describe('a mapping', () => {
  it.each<[string, string | RegExp, string, string]>([
    ['a part that nobody knows', 'optional:', 'optionals:', 'optionals'],
    ['another form', 'mapping: 1', 'mapping: 2', 'mapping'],
    ['no record', 'localId: [Nominal Ref]', 'local: x', 'record.localId'],
    ['an empty list', '[Nominal Ref]', '[]', 'record.localId'],
    ['a form of days that there is none of', 'dd-mm-yyyy', 'd/m/y', 'dates[0]'],
    ['days that can be read in two ways', '[dd-mm-yyyy, yyyy-mm-dd]', '[dd/mm/yyyy, mm/dd/yyyy]', 'dates'],
    ['a type that there is none of', 'child-reported-missing', 'child-reported-lost', 'events[0].type'],
    ['a type that only the hub states', 'police.child-reported-missing', 'alerting.alert-raised', 'events[0].type'],
    ['no field that its type needs', 'date: Reported', 'stuff: Reported', 'events[0].fields.date'],
    ['a field that its type has not', 'incident: Report', 'incidents: Report', 'events[0].fields.incidents'],
    ['a forbidden field', 'incident: Report Ref', 'notes: Report Ref', 'events[0].fields.notes'],
    ['the hub’s own flags', 'incident: Report Ref', 'flags: Report Ref', 'events[0].fields.flags'],
    ['a list for one value', 'incident: Report Ref', 'incident: [Report Ref]', 'events[0].fields.incident'],
    ['a code that there is none of', 'H: HIGH', 'H: HIHG', 'codes.risk.H'],
    ['a table that there is none of', 'codes: risk }', 'codes: risks }', 'events[0].fields.risk.codes'],
    ['codes for a day', 'date: Reported', 'date: { column: Reported, codes: risk }', 'events[0].fields.date.codes'],
    ['a constant that is no day', 'date: Reported', 'date: { constant: soon }', 'events[0].fields.date'],
    ['a list of a CSV', 'times: london', 'reads: { list: x }', 'reads.list'],
    ['two times at once', 'item: [Report Ref]', 'item: [A]\n    occurred: { on: A, at: B }', 'events[0].occurred'],
  ])('with %s is refused with the place', (_, from, to, where) => {
    expect(places(from, to)).toContain(where);
  });

  it('says what is wrong and what to do, and suggests what may be meant', () => {
    const [code] = mappingFaults(good.replace('H: HIGH', 'H: HIHG'));
    expect(code).toEqual({
      where: 'codes.risk.H',
      what: '"HIHG" is none of the codes there are',
      todo: 'Did you mean HIGH?',
    });
    const [type] = mappingFaults(good.replace('child-reported-missing', 'child-was-reported-missing'));
    expect(type?.todo).toContain('Did you mean police.child-reported-missing?');
    const [forbidden] = mappingFaults(good.replace('incident: Report Ref', 'postcode: Report Ref'));
    expect(forbidden?.what).toBe('must not enter the hub');
    expect(() => mappingOf(good.replace('H: HIGH', 'H: HIHG'))).toThrow('Did you mean HIGH?');
  });

  it.each([
    ['nothing', ''],
    ['no YAML', 'mapping: [1'],
    ['a list', '- 1'],
    ['aliases', 'a: &a [x, x]\nb: [*a, *a]'],
    ['brackets without end', '['.repeat(100_000)],
    ['a text without end', `title: ${'x'.repeat(300_000)}`],
    ['a member that changes all objects', '__proto__: { mapping: 1 }'],
  ])('that is %s is refused', (_, text) => {
    expect(mappingFaults(text).length).toBeGreaterThan(0);
  });

  it('is the same in JSON', () => {
    const json = JSON.stringify(parseDocument(good).toJS());
    expect(mappingOf(json).document).toEqual(mappingOf(good).document);
  });

  it('names each column once, those of conditions and order too', () => {
    expect(mappingOf(good).columns).toEqual([
      'Nominal Ref',
      'First Name',
      'Last Name',
      'NHS No',
      'Date of Birth',
      'Gender',
      'Version',
      'Outcome',
      'Report Ref',
      'Reported',
      'Risk Level',
    ]);
  });
});

describe('days and times of a mapping', () => {
  it.each([
    ['12/01/2026', 'dd/mm/yyyy', '2026-01-12'],
    ['1.2.2026', 'dd.mm.yyyy', '2026-02-01'],
    ['12-JAN-2026', 'dd mmm yyyy', '2026-01-12'],
    ['12 Oct 2026 09:00', 'dd mmm yyyy', '2026-10-12'],
    ['20260112', 'yyyymmdd', '2026-01-12'],
    ['01/12/2026', 'mm/dd/yyyy', '2026-01-12'],
    ['2026-01-12T09:00:00+01:00', 'yyyy-mm-dd', '2026-01-12'],
    ['12/01/2026 09:00:30', 'dd/mm/yyyy', '2026-01-12'],
  ] as const)('%s, in %s, is %s', (text, form, day) => {
    expect(dayIn(text, [form])).toBe(day);
  });
  it.each(['31/02/2026', '12/01/26', 'soon', '', '12/01/2026 soon', '12 Foo 2026'])('%p is no day', (text) => {
    expect(dayIn(text, ['dd/mm/yyyy', 'dd mmm yyyy'])).toBeUndefined();
  });
  it('a time without offset is one only where the mapping says by which clock', () => {
    expect(timeIn('12/07/2026 09:30', ['dd/mm/yyyy'], true)).toBe('2026-07-12T08:30:00.000Z');
    expect(timeIn('12/01/2026 09:30:15', ['dd/mm/yyyy'], true)).toBe('2026-01-12T09:30:15.000Z');
    expect(timeIn('12/07/2026 09:30', ['dd/mm/yyyy'], false)).toBeUndefined();
    expect(timeIn('2026-07-12T09:30:00+01:00', ['dd/mm/yyyy'], false)).toBe('2026-07-12T08:30:00.000Z');
    expect(timeIn('12/07/2026 25:30', ['dd/mm/yyyy'], true)).toBeUndefined();
  });
});

describe('the closest code', () => {
  it.each([
    ['hihg', 'HIGH'],
    ['Medium risk', 'MEDIUM'],
    ['no apparent', 'NONE'],
  ])('to %s is %s', (own, code) => {
    expect(closestCode(MISSING_RISK, own)?.code).toBe(code);
  });
  it.each(['?', 'x'.repeat(100_000), 'zebra crossing'])('to what is like none is none', (own) => {
    expect(closestCode(MISSING_RISK, own)).toBeUndefined();
  });
});
