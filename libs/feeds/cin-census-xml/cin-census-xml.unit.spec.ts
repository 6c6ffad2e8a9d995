import { cinCensusXml } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

const good = fixture('cin-census-xml', 'good.xml');
const parse = (xml: string, size?: number) => parseAll(cinCensusXml, xml, undefined, size);
const spoil = (from: string | RegExp, to: string): string => {
  const spoilt = good.replace(from, to);
  if (spoilt === good) throw new Error('nothing was spoilt');
  return spoilt;
};

const expected = [
  'child-details-recorded',
  'assessment-started',
  'assessment-completed',
  'need-plan-started',
  'need-plan-ended',
  'section-47-started',
  'conference-held',
  'protection-plan-started',
  'conference-held',
  'referral-received',
  'child-details-recorded',
  'referral-received',
  'case-closed',
];

describe('children in need census', () => {
  it('makes every block facts, whatever the pieces', async () => {
    for (const size of [1, 17, 65_536]) {
      const all = await parse(good, size);
      expect(parkedOf(all)).toEqual([]);
      expect(invalidFacts(all)).toEqual([]);
      expect(shortFacts(all)).toEqual(expected);
      expect(all.at(-1)).toEqual({ kind: 'complete', scope: 'cin-999-2026' });
    }
  });

  it('reads child, referral and plan as they stand', async () => {
    const all = await parse(good);
    const at = (item: string) => factsOf(all).find((fact) => fact.item === `csc/WX-1001/${item}`);
    expect(records(all)[0]).toMatchObject({
      scope: 'cin-999-2026',
      dropped: 1,
      sighting: {
        system: 'csc',
        localId: 'WX-1001',
        birthDate: '2014-03-04',
        sex: 'female',
        upn: 'C999400120001',
        formerUpns: ['R999400120002'],
      },
    });
    expect(at('details')).toMatchObject({
      occurred: { on: '2026-03-31' },
      data: { ethnicity: { code: 'WBRI' }, disabilities: [{ code: 'HEAR' }, { code: 'AUT' }] },
    });
    expect(at('2025-09-01/referral')?.data).toEqual({
      date: '2025-09-01',
      episode: '2025-09-01',
      referrer: { code: '2A', own: '2A' },
      primaryNeed: { code: 'N1', own: 'N1' },
      noFurtherAction: false,
    });
    expect(at('2025-09-01/assessment/2025-09-03/completed')?.data).toMatchObject({
      completedDate: '2025-10-10',
      factors: [{ code: '16A' }, { code: '3B' }],
    });
    expect(at('2025-09-01/section-47/2025-12-01/start')?.data).toMatchObject({
      conferenceTarget: '2025-12-20',
      conferenceNeeded: true,
    });
    expect(at('2025-09-01/protection-plan/2025-12-15/start')?.data).toMatchObject({
      initialCategory: { code: 'NEG' },
      latestCategory: { code: 'EMO' },
      previousPlans: 0,
    });
    expect(at('2025-09-01/protection-plan/2025-12-15/review/2026-03-10')?.data).toMatchObject({
      kind: 'review',
      date: '2026-03-10',
    });
  });

  it('counts a conference once that stands in two blocks, and twice where the days differ', async () => {
    const initial = (xml: string) =>
      parse(xml).then((all) =>
        factsOf(all)
          .filter(({ data }) => data['kind'] === 'initial')
          .map(({ item }) => item),
      );
    expect(await initial(good)).toHaveLength(1);
    expect(await initial(spoil('<DateOfInitialCPC>2025-12-15', '<DateOfInitialCPC>2025-12-16'))).toHaveLength(2);
  });

  it('says the same again, fact by fact, and a changed end changes one', async () => {
    const before = factsOf(await parse(good));
    expect(factsOf(await parse(good))).toEqual(before);
    const after = factsOf(await parse(spoil('<CINPlanEndDate>2025-12-15', '<CINPlanEndDate>2025-12-18')));
    const differing = after.filter((fact, at) => JSON.stringify(fact) !== JSON.stringify(before[at]));
    expect(differing).toMatchObject([
      { item: 'csc/WX-1001/2025-09-01/need-plan/2025-10-12/end', data: { endDate: '2025-12-18' } },
    ]);
    expect(after.map(({ item }) => item)).toEqual(before.map(({ item }) => item));
  });

  it('names each item once, blocks and children that stand twice included', async () => {
    const twice = good
      .replace(/(<CINPlanDates>.*<\/CINPlanDates>)/, '$1$1')
      .replace(/(<CINdetails>[^]*?<\/CINdetails>)/, '$1$1')
      .replace('WX-1002', 'WX-1001');
    const items = factsOf(await parse(twice)).map(({ item }) => item);
    expect(new Set(items).size).toBe(items.length);
    expect(items).toContain('csc/WX-1001/2025-09-01#2/need-plan/2025-10-12#2/end');
    expect(items).toContain('csc/WX-1001~2/2026-02-01/referral');
  });

  it.each([
    ['upn-invalid', /C999400120001/, 'A999400120001'],
    ['upn-and-reason', '</UPN>', '</UPN><UPNunknown>UN3</UPNunknown>'],
    ['stray-text', '</UPN>', '</UPN>stray'],
    [
      'expected-and-actual-birth',
      '<PersonBirthDate>',
      '<ExpectedPersonBirthDate>2014-03-01</ExpectedPersonBirthDate><PersonBirthDate>',
    ],
    ['date-unreadable', '2014-03-04', '2014-02-31'],
    ['field-repeated', '</UPN>', '</UPN><UPN>R999400120002</UPN>'],
    ['code-unmapped', '<Disability>AUT', '<Disability>FLY'],
    ['code-unmapped', '<ReferralSource>2A', '<ReferralSource>2Z'],
    ['yes-no-unreadable', '<ReferralNFA>0', '<ReferralNFA>maybe'],
    ['before-birth', '2014-03-04', '2025-11-04'],
    ['before-referral', '<S47ActualStartDate>2025-12-01', '<S47ActualStartDate>2025-08-01'],
    ['end-before-start', '<CINPlanEndDate>2025-12-15', '<CINPlanEndDate>2025-10-01'],
    ['out-of-order', '<CPPreviewDate>2026-03-10', '<CPPreviewDate>2025-03-10'],
    ['number-unreadable', '<NumberOfPreviousCPP>0', '<NumberOfPreviousCPP>none'],
    ['reason-missing', '<ReasonForClosure>RC8</ReasonForClosure>', ''],
  ])('takes dirt in and flags it: %s', async (flag, from, to) => {
    const all = await parse(spoil(from, to));
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(factsOf(all).flatMap(({ data }) => data['flags'] ?? [])).toEqual([flag]);
  });

  it('parks a block that lacks its first day, keeps the rest, and then takes nothing back', async () => {
    const all = await parse(spoil('<CINPlanStartDate>2025-10-12', '<CINPlanStartDate>soon'));
    const [one] = parkedOf(all);
    expect(one).toMatchObject({ place: 'Children/Child[1]/CINdetails[1]/CINPlanDates[1]', code: 'date-unreadable' });
    expect(one?.message).not.toContain('soon');
    expect(shortFacts(all)).toEqual(expected.filter((name) => !name.startsWith('need-plan')));
    expect(all.at(-1)).toEqual({ kind: 'complete' });
    const mended = await parse((one?.raw ?? '').replace('soon', '2025-10-12'));
    expect(shortFacts(mended)).toContain('need-plan-started');
    expect(factsOf(mended).find(({ type }) => type.endsWith('need-plan-ended'))?.item).toBe(
      'csc/WX-1001/2025-09-01/need-plan/2025-10-12/end',
    );
    expect(mended.at(-1)).toEqual({ kind: 'complete' });
  });

  it('parks a referral without its day, and a child without a number', async () => {
    const dayless = parkedOf(await parse(spoil('<CINreferralDate>2026-02-01</CINreferralDate>', '')));
    expect(dayless.map(({ place, code }) => [place, code])).toEqual([
      ['Children/Child[2]/CINdetails[1]', 'value-missing'],
    ]);
    const nameless = await parse(spoil('<LAchildID>WX-1002</LAchildID>', '<LAchildID/>'));
    expect(parkedOf(nameless).map(({ place, code }) => [place, code])).toEqual([
      ['Children/Child[2]', 'cin-child-without-id'],
    ]);
    expect(records(nameless)).toHaveLength(1);
  });

  it('disregards namespaces and reads the older name for sex', async () => {
    const prefixed = good
      .replaceAll('<', '<c:')
      .replaceAll('<c:/', '</c:')
      .replaceAll('<c:?', '<?')
      .replace('<c:Message', '<c:Message xmlns:c="urn:x"');
    expect(shortFacts(await parse(prefixed))).toEqual(expected);
    const older = await parse(good.replaceAll('Sex>', 'GenderCurrent>').replace('>F<', '>2<'));
    expect(records(older)[0]?.sighting.sex).toBe('female');
  });

  const entity = '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  it.each([
    [
      'an external entity',
      good.replace('<Message>', `${entity}<Message>`).replace('WX-1001', '&x;'),
      'xml-doctype-refused',
    ],
    ['a bare document type', good.replace('<Message>', '<!DOCTYPE Message><Message>'), 'xml-doctype-refused'],
    ['a document type without end', `<!DOCTYPE Message [${'<!ENTITY a "b">'.repeat(100_000)}`, 'xml-doctype-refused'],
    ['an entity nobody declared', good.replace('WX-1001', '&x;'), 'xml-broken'],
    ['half a file', good.slice(0, good.length / 2), 'xml-broken'],
    ['a tag that does not match', good.replace('</Child>', '</Kind>'), 'xml-broken'],
    ['a CSV', 'UPN,LocalId\n', 'xml-broken'],
    ['another document', '<CTfile/>', 'cin-not-a-census'],
    ['another collection', good.replace('>CIN<', '>SCHOOL<'), 'cin-not-a-census'],
    ['no header', good.replace(/<Header>[^]*<\/Header>/, ''), 'cin-header-incomplete'],
    ['a header without authority', good.replace('<LEA>999</LEA>', ''), 'cin-header-incomplete'],
    ['elements without end', good.replace('<Children>', `<Children>${'<a>'.repeat(100)}`), 'xml-too-deep'],
    ['a text without end', good.replace('WX-1001', 'x'.repeat(3_000_000)), 'xml-text-too-long'],
    ['a comment without end', `<!--${'x'.repeat(3_000_000)}`, 'xml-text-too-long'],
    [
      'a child without end',
      good.replace('<CINdetails>', `<CINdetails>${'<a/>'.repeat(60_000)}`),
      'xml-child-too-large',
    ],
    ['Latin-1', Buffer.from(good.replace('Made up', 'Façade'), 'latin1'), 'encoding-wrong'],
    ['nothing', '', 'file-empty'],
  ])('refuses %s', async (_, content, code) => {
    const problem = await problemOf(cinCensusXml, content);
    expect(problem.code).toBe(code);
    expect(`${problem.detail}`).not.toMatch(/WX-1001|passwd/);
  });

  it('says at which line and column the XML breaks', async () => {
    const problem = await problemOf(cinCensusXml, '<Message>\n  <Header>\n  </Kopf>');
    expect(problem.extra).toMatchObject({ line: 3 });
    expect(problem.extra['column']).toEqual(expect.any(Number));
  });
});
