import { ctfXml } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

const good = fixture('ctf-xml', 'good.xml');
const to = (lea: string, estab: string): string =>
  good.replace('<LEA>999</LEA><Estab>4077</Estab>', `<LEA>${lea}</LEA><Estab>${estab}</Estab>`);

describe('common transfer file', () => {
  it('says that a pupil was on the sending school’s roll, and left it', async () => {
    const all = await parseAll(ctfXml, good);
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual(['pupil-enrolled', 'pupil-left', 'pupil-enrolled', '-pupil-left']);
    expect(factsOf(all)[1]).toEqual({
      type: 'education.pupil-left',
      item: 'ctf/9994001/C999400120001/enrolment/2025-09-01/end',
      occurred: { on: '2025-12-19' },
      data: { date: '2025-12-19', reason: { code: 'OTHER-SCHOOL', own: 'OTHER-SCHOOL' }, school: '9994001' },
    });
    expect(records(all)[0]?.sighting).toEqual({
      system: 'ctf',
      localId: '9994001/C999400120001',
      school: '9994001',
      upn: 'C999400120001',
      formerUpns: ['R999400120002'],
      givenName: 'Tansy',
      familyName: 'Quillfeather',
      birthDate: '2014-03-04',
      sex: 'female',
      postcode: 'WX1 1AA',
    });
    expect(factsOf(all)[2]?.data['flags']).toEqual(['upn-invalid']);
  });

  it('holds no note, no care, no other school, and counts them', async () => {
    const all = await parseAll(ctfXml, good);
    expect(JSON.stringify(all)).not.toMatch(/must not be held|InCare|Bram|Saltmarsh|9992001|4077|Harbour/);
    expect(records(all).map(({ dropped }) => dropped)).toEqual([15, undefined]);
  });

  it.each<[string, string, readonly string[] | undefined]>([
    ['none is said', '', undefined],
    ['there are none', '<FormerUPN/>', []],
    [
      'there are several',
      '<FormerUPN>R999400120002</FormerUPN><FormerUPN>Q99920012001A</FormerUPN>',
      ['R999400120002', 'Q99920012001A'],
    ],
  ])('reads former numbers where %s', async (_, written, read) => {
    const all = await parseAll(ctfXml, good.replace('<FormerUPN>R999400120002</FormerUPN>', written));
    expect(records(all)[0]?.sighting.formerUpns).toEqual(read);
  });

  it.each<[string, string, readonly string[] | undefined]>([
    ['none is said', '', undefined],
    ['there are none', '<FormerSurname/>', []],
    ['the pupil had another', '<FormerSurname>Fennmoor</FormerSurname>', ['Fennmoor']],
    ['the pupil goes by another', '<PreferredSurname>Bly</PreferredSurname><FormerSurname/>', ['Bly']],
    [
      'both are said, and one is the present one',
      '<FormerSurname>Fennmoor</FormerSurname><PreferredSurname>QUILLFEATHER</PreferredSurname>',
      ['Fennmoor'],
    ],
  ])('reads other surnames where %s, and counts them no more', async (_, written, names) => {
    const [record] = records(await parseAll(ctfXml, good.replace('<BasicDetails>', `<BasicDetails>${written}`)));
    expect(record?.sighting.formerFamilyNames).toEqual(names);
    expect(record?.dropped).toBe(15);
  });

  it('reads a former surname beside the present one as well, and never a preferred first name', async () => {
    const beside = '<FormerSurname>Fennmoor</FormerSurname><PreferredForename>Canary</PreferredForename><DOB>';
    const [record] = records(await parseAll(ctfXml, good.replace('<DOB>', beside)));
    expect(record).toMatchObject({ sighting: { formerFamilyNames: ['Fennmoor'] }, dropped: 16 });
    expect(JSON.stringify(record)).not.toContain('Canary');
  });

  it('reads of twenty former surnames and no more', async () => {
    const many = Array.from({ length: 50 }, (_, at) => `<FormerSurname>Name${at}</FormerSurname>`).join('');
    const [record] = records(await parseAll(ctfXml, good.replace('<BasicDetails>', `<BasicDetails>${many}`)));
    expect(record?.sighting.formerFamilyNames).toHaveLength(20);
  });

  it('reads of a contact who it is and how they stand to the pupil, and counts what else is said', async () => {
    const contact =
      '<Contact><Surname>Quillfeather</Surname><Forename>Rowena</Forename><Relationship>Mother</Relationship>' +
      '<Responsibility>Y</Responsibility><Address><PostCode>WX9 9ZZ</PostCode></Address><Phones><Phone>01632</Phone></Phones></Contact>';
    const all = records(await parseAll(ctfXml, good.replace('<Contacts>', `<Contacts>${contact}`)));
    expect(all[0]?.around).toEqual({
      whole: true,
      people: [{ givenName: 'Rowena', familyName: 'Quillfeather', relationship: 'mother', responsibility: 'yes' }],
    });
    expect(JSON.stringify(all)).not.toMatch(/WX9 9ZZ|01632/);
    // Parents' names that a form did not give the matcher, it does not get by this.
    expect(all.map(({ dropped, sighting }) => [dropped, sighting.parents])).toEqual([
      [17, undefined],
      [undefined, undefined],
    ]);
    expect(all[1]?.around).toBeUndefined();
  });

  it.each([
    ['T', true],
    ['true', true],
    ['F', false],
  ])(
    'reads of a contact whose address is said to be the pupil’s (%s) that they live together: %p',
    async (given, lives) => {
      const contact =
        '<Contact><Surname>Quillfeather</Surname><Relationship>Father</Relationship>' +
        `<Address><AddressAsPupil>${given}</AddressAsPupil></Address></Contact>`;
      const all = records(await parseAll(ctfXml, good.replace('<Contacts>', `<Contacts>${contact}`)));
      expect(all[0]?.around?.people).toMatchObject([{ relationship: 'father', livesWith: lives }]);
      // It was read, and so is not among what was left out.
      expect(all[0]?.dropped).toBe(15);
    },
  );

  it.each([
    ['XXX', 'XXXX', { code: 'OTHER', own: 'XXXXXXX' }],
    ['MMM', 'MMMM', { code: 'MOVED', own: 'MMMMMMM' }],
    ['999', 'SALT', { own: 'unreadable', unmapped: true }],
  ])('says of %s%s that it is no school', async (lea, estab, reason) => {
    expect(factsOf(await parseAll(ctfXml, to(lea, estab)))[1]?.data['reason']).toEqual(reason);
  });

  it('parks a pupil without number, and goes on', async () => {
    const all = await parseAll(ctfXml, good.replace('<UPN>C999400120001</UPN>', ''));
    expect(parkedOf(all).map(({ place, code }) => [place, code])).toEqual([['Pupil[1]', 'value-missing']]);
    expect(records(all)).toHaveLength(1);
    const mended = (parkedOf(all)[0]?.raw ?? '').replace('<Pupil>', '<Pupil><UPN>C999400120001</UPN>');
    expect(shortFacts(await parseAll(ctfXml, mended))).toEqual(['pupil-enrolled', 'pupil-left']);
  });

  it('parks a first day that cannot be read', async () => {
    const all = await parseAll(ctfXml, good.replace('2025-09-01', '2025-09-31'));
    expect(parkedOf(all).map(({ code }) => code)).toEqual(['date-unreadable']);
  });

  it.each([
    [
      'a document type',
      good.replace('<CTfile>', '<!DOCTYPE CTfile SYSTEM "file:///etc/passwd"><CTfile>'),
      'xml-doctype-refused',
    ],
    ['a cut-off file', good.slice(0, 1500), 'xml-broken'],
    ['another document', '<Message/>', 'ctf-not-a-transfer'],
    ['no header', good.replace(/<Header>[^]*<\/Header>/, ''), 'ctf-header-incomplete'],
    ['no sending school', good.replace('<Estab>4001</Estab><URN>', '<URN>'), 'ctf-header-incomplete'],
    ['elements without end', good.replace('<CTFpupilData>', `<CTFpupilData>${'<a>'.repeat(100)}`), 'xml-too-deep'],
    ['a pupil without end', good.replace('<Pupil>', `<Pupil>${'<a/>'.repeat(60_000)}`), 'xml-child-too-large'],
    ['Latin-1', Buffer.from(good.replace('Oakfield', 'Oakfïeld'), 'latin1'), 'encoding-wrong'],
    ['nothing', '', 'file-empty'],
  ])('refuses %s', async (_, content, code) => {
    const problem = await problemOf(ctfXml, content);
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/Quillfeather|passwd/);
  });
});
