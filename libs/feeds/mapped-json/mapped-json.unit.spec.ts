import { mappedJson } from '.';
import { mappingOf } from '../shared/mapping';
import { factsOf, fixture, parkedOf, parseMapped, preset, problemOfMapped, records, shortFacts } from '../spec-help';

const text = preset('domestic-abuse-json');
const mapping = mappingOf(text);
const attended = `
mapping: 1
title: Attended
format: mapped-json
record: { system: police, localId: [child.id], parents: [carer] }
events:
  - type: police.domestic-abuse-incident-attended
    item: [ref]
    occurred: { at: at }
    fields: { date: at, incident: ref, risk: risk }
`;
const flat = mappingOf(attended);
const good = fixture('mapped-json', 'domestic-abuse.json');
type Notice = { children: Record<string, unknown>[]; [name: string]: unknown };
const changed = (change: (notice: Notice) => void): string => {
  const document = JSON.parse(good) as { notifications: [Notice] };
  change(document.notifications[0]);
  return JSON.stringify(document);
};

describe('a mapped JSON', () => {
  it('makes a record of each child of an incident, with what stands around it', async () => {
    const all = await parseMapped(mappedJson, mapping, good);
    expect(parkedOf(all)).toEqual([]);
    expect(shortFacts(all)).toEqual(['domestic-abuse-incident-attended', 'domestic-abuse-incident-attended']);
    expect(records(all)[0]).toEqual({
      kind: 'record',
      place: 'element 1, children 1',
      sighting: {
        ...{ system: 'police', localId: 'N-9001', givenName: 'Tansy', familyName: 'Quillfeather' },
        ...{ birthDate: '2014-03-04', postcode: 'WX1 1AA', school: '999001', sex: 'female' },
      },
      facts: [
        {
          type: 'police.domestic-abuse-incident-attended',
          item: 'police/N-9001/police.domestic-abuse-incident-attended/WX%2F26%2F1001',
          occurred: { on: '2026-01-17' },
          recordedAt: '2026-01-18T07:30:00.000Z',
          revision: '000000000000000001',
          data: {
            ...{ date: '2026-01-17', attendedAt: '2026-01-17T23:40:00.000Z', incident: 'WX/26/1001' },
            ...{ risk: { code: 'MEDIUM', own: 'Medium' }, childPresent: true },
          },
        },
      ],
    });
    expect(records(all)[1]?.dropped).toBe(1);
    expect(JSON.stringify(all)).not.toContain('never read');
    expect(all.at(-1)).toEqual({ kind: 'complete' });
  });

  it('reads columns of former numbers, of which an empty one says that there are none', async () => {
    const formers = 'formerUpns: [was, before], formerNhsNumbers: [gone]';
    const numbered = mappingOf(attended.replace('parents: [carer]', formers));
    const formerly = { was: 'R999400120002', before: '', gone: '' };
    const element = { ref: '1', at: '2026-01-17', risk: 'High', child: { id: 'C1' }, ...formerly };
    const [record] = records(await parseMapped(mappedJson, numbered, JSON.stringify([element])));
    expect(record?.sighting).toMatchObject({ formerUpns: ['R999400120002'], formerNhsNumbers: [] });
  });

  describe('with columns of former names and postcodes, and of since and until when a number is the person’s', () => {
    const columns =
      'nhsNumber: nhs, nhsNumberFrom: since, nhsNumberUntil: over, upn: upn, upnFrom: started, ' +
      'formerFamilyNames: [was, maiden], formerPostcodes: [before]';
    const dated = mappingOf(attended.replace('parents: [carer]', columns));
    const told = async (said: object) => {
      const element = { ref: '1', at: '2026-01-17', risk: 'High', child: { id: 'C1' }, ...said };
      const all = await parseMapped(mappedJson, dated, JSON.stringify([element]));
      return { sighting: records(all)[0]?.sighting, flags: factsOf(all)[0]?.data['flags'] };
    };

    it('reads them, several in one too', async () => {
      const former = { was: 'Fennmoor; Bly', maiden: '', before: 'WX1 1AA|WX1 2BB' };
      const numbers = { nhs: '999 000 0018', since: '04/03/2014', over: '', upn: 'C999400120001', started: '' };
      const { sighting, flags } = await told({ ...former, ...numbers });
      expect(sighting).toMatchObject({
        ...{ formerFamilyNames: ['Fennmoor', 'Bly'], formerPostcodes: ['WX1 1AA', 'WX1 2BB'] },
        numberPeriods: [{ kind: 'nhs-number', number: '9990000018', from: '2014-03-04' }],
      });
      expect(flags).toBeUndefined();
    });

    it.each([
      ['is not there', {}, undefined],
      ['is no text', { was: ['Fennmoor'], maiden: { a: 1 } }, undefined],
      ['is null', { was: null }, []],
      ['is empty', { maiden: '' }, []],
    ])('tells one that %s from one that says that there is none', async (_, said, former) => {
      expect((await told(said)).sighting?.formerFamilyNames).toEqual(former);
    });

    it('reads no period of a number that is not there, and takes back one that is empty now', async () => {
      expect((await told({ since: '2014-03-04' })).sighting?.numberPeriods).toEqual([]);
      expect((await told({ nhs: '9990000018', over: '' })).sighting?.numberPeriods).toEqual([]);
      expect((await told({ nhs: '9990000018' })).sighting).not.toHaveProperty('numberPeriods');
    });

    it.each([
      ['is none', { since: '31/02/2014', over: '2025-12-31' }, 'date-unreadable', { until: '2025-12-31' }],
      [
        'ends before it begins',
        { since: '2014-03-04', over: '2013-03-04' },
        'number-period-wrong',
        { from: '2014-03-04', until: '2013-03-04' },
      ],
    ])('flags a day that %s', async (_, said, flag, period) => {
      const { sighting, flags } = await told({ nhs: '9990000018', ...said });
      expect(flags).toEqual([flag]);
      expect(sighting?.numberPeriods).toEqual([{ kind: 'nhs-number', number: '9990000018', ...period }]);
    });

    it('names each of them once, and refuses one that is no column', () => {
      expect(dated.columns).toEqual(expect.arrayContaining(['since', 'over', 'started', 'was', 'maiden', 'before']));
      expect(() => mappingOf(attended.replace('parents: [carer]', 'formerPostcodes: before'))).toThrow(
        'formerPostcodes',
      );
      expect(() => mappingOf(attended.replace('parents: [carer]', 'upnFrom: [started]'))).toThrow('upnFrom');
    });
  });

  it('takes an incident back for all its children', async () => {
    const all = await parseMapped(
      mappedJson,
      mapping,
      changed((notice) => (notice['status'] = 'Withdrawn')),
    );
    expect(factsOf(all).map(({ retracted }) => retracted)).toEqual([true, true]);
    expect(records(all).map(({ ifKnown }) => ifKnown)).toEqual([true, true]);
  });

  it('parks one child alone, so that it can be sent again', async () => {
    const all = await parseMapped(
      mappedJson,
      mapping,
      changed(({ children }) => delete children[0]?.['nominal']),
    );
    expect(parkedOf(all)).toMatchObject([
      { place: 'element 1, children 1', code: 'value-missing', message: 'Element 1, children 1: nominal is empty.' },
    ]);
    expect(records(all)).toHaveLength(1);
    const raw = (parkedOf(all)[0]?.raw ?? '').replace('"name":', '"nominal":"N-9001","name":');
    const again = await parseMapped(mappedJson, mapping, raw);
    expect(records(again).map(({ sighting }) => sighting.localId)).toEqual(['N-9001']);
  });

  it('parks an incident without children', async () => {
    const all = await parseMapped(
      mappedJson,
      mapping,
      changed((notice) => (notice.children = [])),
    );
    expect(parkedOf(all)).toMatchObject([{ place: 'element 1', code: 'value-missing' }]);
  });

  it.each([
    ['a list', (one: string) => `[${one},${one}]`, 'application/json', 2],
    ['one element', (one: string) => one, 'application/json', 1],
    ['one a line', (one: string) => `${one}\n\n${one}\n`, 'application/x-ndjson', 2],
  ])('may be %s', async (_, form, mediaType, count) => {
    const one = JSON.stringify({ ref: 'R-1', at: '2026-01-17T23:40:00Z', risk: 'HIGH', child: { id: 7 }, carer: null });
    for (const size of [1, 65_536]) {
      const all = await parseMapped(mappedJson, flat, form(one), mediaType, size);
      expect(parkedOf(all)).toEqual([]);
      expect(records(all)).toHaveLength(count);
      expect(factsOf(all)[0]).toMatchObject({
        occurred: { at: '2026-01-17T23:40:00.000Z' },
        data: { date: '2026-01-17' },
      });
    }
  });

  it('looks at what an object itself holds, never at what it inherits', async () => {
    const inherits = mappingOf(text.replace('givenName: name.given', 'givenName: constructor.name'));
    expect(records(await parseMapped(mappedJson, inherits, good))[0]?.sighting).not.toHaveProperty('givenName');
    const proto = '{"__proto__":{"ref":"R","at":"2026-01-17"},"child":{"id":"1"}}';
    expect(parkedOf(await parseMapped(mappedJson, flat, proto))).toHaveLength(1);
  });

  it.each([
    ['is no JSON', '{"notifications": [ {', 'json-truncated'],
    ['is a number', '7', 'json-not-expected'],
    ['is nested without end', `{"notifications":[${'['.repeat(100_000)}`, 'json-too-deep'],
    ['is one deep element', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'json-too-deep'],
    ['has an element of many millions', `{"notifications":["${'x'.repeat(2_000_000)}"]}`, 'json-element-too-large'],
    ['is one element of many millions', `{"x":"${'x'.repeat(2_000_000)}"}`, 'json-element-too-large'],
    ['is in another alphabet', Buffer.from(good.replace('Tansy', 'Zoë'), 'latin1'), 'encoding-wrong'],
  ])('is refused where it %s', async (_, content, code) => {
    const problem = await problemOfMapped(mappedJson, mapping, content);
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/Quillfeather|Tansy/);
  });

  it('is refused where a line is nested too deeply', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect((await problemOfMapped(mappedJson, flat, deep, 'application/x-ndjson')).code).toBe('json-too-deep');
  });
});
