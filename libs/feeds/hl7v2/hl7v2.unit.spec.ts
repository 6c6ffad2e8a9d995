import { hl7v2 } from '.';
import type { Parsed } from '../format';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, records, shortFacts } from '../spec-help';
import { message, ORLO, schedule, segment, TANSY, visit } from './messages.fixture';

const read = (...texts: readonly string[]): Promise<Parsed[]> => parseAll(hl7v2, texts.join(''));
const short = async (...texts: readonly string[]): Promise<string[]> => shortFacts(await read(...texts));
const emergency = { kind: 'E', begun: '20260112221000' };
const inpatient = { kind: 'I', begun: '20260114085000' };
const adt = (trigger: string, pv1: Parameters<typeof visit>[0], more = {}): string =>
  message({ type: `ADT^${trigger}`, segments: [visit(pv1)], ...more });

describe('HL7 v2 messages', () => {
  it('become what happened to a child, named by visit and appointment', async () => {
    const all = await parseAll(hl7v2, fixture('hl7v2', 'good.hl7'));
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(factsOf(all).map(({ type, item, occurred }) => [type, item, occurred])).toEqual([
      ['health.emergency-attended', 'visit/V991/emergency-attended', { at: '2026-01-12T22:10:00.000Z' }],
      ['health.emergency-attended', 'visit/V991/emergency-attended', { at: '2026-01-12T22:10:00.000Z' }],
      ['health.admitted', 'visit/V992/admitted', { at: '2026-01-14T08:50:00.000Z' }],
      ['health.admitted', 'visit/V992/admitted', { at: '2026-01-14T08:50:00.000Z' }],
      ['health.discharged', 'visit/V992/discharged', { at: '2026-01-16T11:45:00.000Z' }],
      ['health.appointment-missed', 'appointment/F7/missed', { at: '2026-01-15T09:30:00.000Z' }],
    ]);
    expect(factsOf(all)[1]).toMatchObject({
      revision: '2026-01-13T01:44:00.000Z',
      recordedAt: '2026-01-13T01:44:00.000Z',
      data: { date: '2026-01-12', attendance: 'V991', outcome: { code: 'DISCHARGED', own: '01' } },
    });
    expect(factsOf(all)[5]?.data).toEqual({
      date: '2026-01-15',
      appointment: 'F7',
      outcome: { own: 'NOSHOW', code: 'NOT-BROUGHT' },
      service: { own: '420', code: 'PAEDIATRICS' },
    });
    expect(all.at(-1)).toEqual({ kind: 'complete' });
  });

  it('tell who it is: own number with its authority, NHS number with its status, parents alone of the kin', async () => {
    const kin = ['NK1|1|Quillfeather^Rowena|MTH^Mother', 'NK1|2|Bly^Ivo|FND^Friend', 'NK1|3|Pell^Sol|CARER'];
    const [record] = records(await read(message({ type: 'ADT^A28', segments: kin })));
    expect(record?.sighting).toEqual({
      system: 'pas',
      localId: 'WEXGEN/H100',
      familyName: 'Quillfeather',
      givenName: 'Tansy',
      birthDate: '2014-03-04',
      sex: 'female',
      postcode: 'WX1 2BB',
      nhsNumber: '9990000018',
      nhsNumberStatus: '01',
      parents: ['Rowena Quillfeather', 'Sol Pell'],
    });
    const unknown = { responsibility: 'unknown' };
    expect(record?.around).toEqual({
      ...{ whole: true, recordedAt: expect.any(String) as string, revision: record?.around?.recordedAt },
      people: [
        { givenName: 'Rowena', familyName: 'Quillfeather', relationship: 'mother', ...unknown },
        { givenName: 'Sol', familyName: 'Pell', relationship: 'carer', ...unknown },
      ],
    });
    expect(record?.dropped).toBe(1);
  });

  it('say of kin since when and until when, and by which number; without any they say nothing of them', async () => {
    const kin = `NK1|1|Quillfeather^Rowena|MTH^Mother|||||20200101|20251231${'|'.repeat(7)}19850203${'|'.repeat(17)}K77`;
    const [named] = records(await read(message({ type: 'ADT^A28', segments: [kin] })));
    expect(named?.around?.people).toMatchObject([
      { number: 'K77', birthDate: '1985-02-03', from: '2020-01-01', until: '2025-12-31' },
    ]);
    const [silent] = records(await read(message({ type: 'ADT^A28', segments: [] })));
    expect(silent?.around).toBeUndefined();
  });

  it.each([
    ['a number of an account first', 'PID|1||77^^^WEXGEN^AN~H1^^^WEXGEN^MR', 'WEXGEN/H1'],
    ['no authority', 'PID|1||H1', 'WEXGEN/H1'],
    ['the authority by its object identifier', 'PID|1||H1^^^&2.16.1&ISO^PI', '2.16.1/H1'],
    ['nothing but the NHS number', 'PID|1||9990000018^^^&2.16.840.1.113883.2.1.4.1&ISO', 'NHS/9990000018'],
  ])('find the patient’s own number beside %s', async (_, pid, localId) => {
    const [record] = records(await read(message({ type: 'ADT^A28', pid: `${pid}||Bly^Ivo` })));
    expect(record?.sighting.localId).toBe(localId);
  });

  it('tell since and until when an NHS number is the patient’s, and go by the one that lasts', async () => {
    const old = '9990000018^^^NHS^NH^^20140304^20251231';
    const numbers = `H1^^^WEXGEN^MR~${old}~9990000026^^^NHS^NH^^20260101`;
    const pid = segment('PID', { 3: numbers, 5: 'Bly^Ivo', 29: '20260105', 30: 'Y' });
    const [record] = records(await read(message({ type: 'ADT^A31', pid })));
    expect(record?.sighting).toMatchObject({
      nhsNumber: '9990000026',
      numberPeriods: [
        { kind: 'nhs-number', number: '9990000018', from: '2014-03-04', until: '2025-12-31' },
        { kind: 'nhs-number', number: '9990000026', from: '2026-01-01' },
      ],
    });
    const upsideDown = pid.replace('20140304^20251231', '20251231^20140304');
    const flagged = factsOf(await read(message({ type: 'ADT^A31', pid: upsideDown })));
    expect(flagged[0]?.data['flags']).toEqual(['number-period-wrong']);
  });

  it('take the legal name and the home address, and the status of the number from PID-32', async () => {
    const pid = segment('PID', {
      3: 'H1^^^WEXGEN^MR~9990000018^^^NHS^NHS',
      5: 'Nick^Name^^^^^A~Bly^Ivo^^^^^L',
      11: '^^^^ZZ1 1ZZ^^BA~^^^^WX1 2BB^^H',
      32: '02',
    });
    const [record] = records(await read(message({ type: 'ADT^A31', pid })));
    expect(record?.sighting).toMatchObject({ familyName: 'Bly', postcode: 'WX1 2BB', nhsNumberStatus: '02' });
  });

  it('take names that were before and aliases beside the one that stands, but not the name at birth', async () => {
    const pid = segment('PID', {
      ...{ 3: 'H1^^^WEXGEN^MR', 5: 'Bly^Ivo^^^^^L~Fennmoor^Ivo^^^^^M~Thornwick^Ivo^^^^^B' },
      ...{ 9: 'Gilcombe^Ivo^^^^^A~Bly^Ivo~Penn^Ivo^^^^^B' },
    });
    const [record] = records(await read(message({ type: 'ADT^A31', pid })));
    expect(record?.sighting).toMatchObject({ familyName: 'Bly', formerFamilyNames: ['Fennmoor', 'Gilcombe'] });
  });

  it.each([
    ['an arrival', 'A04', emergency, ['emergency-attended']],
    ['an emergency admitted under one number', 'A06', inpatient, ['admitted']],
    ['an admission without its time, which is the event’s', 'A01', { kind: 'I' }, ['admitted']],
    ['an update of a stay that ended', 'A08', { ...inpatient, ended: '20260116114500' }, ['admitted', 'discharged']],
    ['an update that says no time', 'A08', { kind: 'I' }, []],
    ['a transfer', 'A02', inpatient, ['admitted']],
    ['a cancelled transfer', 'A12', inpatient, ['admitted']],
    ['an admission planned', 'A05', inpatient, []],
    ['an outpatient', 'A04', { kind: 'O', begun: '20260114085000' }, []],
    ['an admission cancelled', 'A11', inpatient, ['-admitted']],
    ['an arrival cancelled', 'A11', emergency, ['-emergency-attended']],
    ['a discharge cancelled', 'A13', inpatient, ['-discharged', 'admitted']],
    ['an inpatient who is none', 'A07', { kind: 'O' }, ['-admitted']],
    ['a visit deleted', 'A23', inpatient, ['-admitted', '-discharged']],
  ])('say of %s (%s)', async (_, trigger, pv1, expected) => {
    const all = await read(adt(trigger, pv1));
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual(expected);
  });

  it('name what a cancellation takes back as what was stated', async () => {
    const facts = factsOf(await read(adt('A01', inpatient), adt('A11', inpatient, { sent: '20260115100000' })));
    expect(new Set(facts.map(({ item }) => item)).size).toBe(1);
    expect(`${facts[0]?.revision}` < `${facts[1]?.revision}`).toBe(true);
  });

  it('are told apart by what they say, though they share a control id', async () => {
    const all = await read(adt('A04', emergency), adt('A01', { ...inpatient, number: 'V992' }));
    expect(factsOf(all).map(({ item }) => item)).toEqual(['visit/V991/emergency-attended', 'visit/V992/admitted']);
  });

  it('say of appointments only that a child was not brought, or was after all', async () => {
    const siu = (trigger: string, status: string, pid = TANSY): string =>
      message({ type: `SIU^${trigger}`, pid, segments: [schedule(status)] });
    expect(await short(siu('S12', 'Booked'), siu('S13', 'Booked'), siu('S15', 'Cancelled'))).toEqual([]);
    expect(await short(siu('S14', 'DNA'), siu('S26', ''), siu('S14', 'Complete'))).toEqual([
      'appointment-missed',
      'appointment-missed',
      '-appointment-missed',
    ]);
    const [later] = factsOf(await read(siu('S26', '', TANSY.replace('20140304', '20080304'))));
    expect(later?.data['outcome']).toEqual({ own: 'S26', code: 'DID-NOT-ATTEND' });
  });

  it('say of a death, and of a record under protection, once', async () => {
    const pid = `${TANSY}${'|'.repeat(18)}20260115|Y`;
    const pd1 = segment('PD1', { 12: 'Y' });
    const first = await read(message({ type: 'ADT^A08', pid, segments: [pd1] }));
    const again = await read(message({ type: 'ADT^A31', pid, segments: [pd1], sent: '20260119080000' }));
    expect(shortFacts(first)).toEqual(['death-notified', 'address-protected']);
    expect(invalidFacts(first)).toEqual([]);
    const said = (all: readonly Parsed[]) => factsOf(all).map(({ data, occurred }) => [data, occurred]);
    expect(said(again)).toEqual(said(first));
    expect(await short(message({ type: 'ADT^A31', segments: [segment('PD1', { 12: 'N' })] }))).toEqual([
      '-address-protected',
    ]);
  });

  it.each(['A30', 'A34', 'A35', 'A36', 'A40', 'A47'])(
    '%s names the record kept, and each it was made of',
    async (trigger) => {
      const pairs = [TANSY, 'MRG|H90^^^WEXGEN^MR~H91^^^WEXGEN^MR~9990000018^^^NHS^NH', ORLO, 'MRG|H92^^^WEXGEN^MR'];
      const [pid, ...segments] = pairs;
      const all = records(await read(message({ type: `ADT^${trigger}`, pid: pid ?? '', segments })));
      expect(all.map(({ sighting, mergedInto, ifKnown }) => [sighting.localId, mergedInto, ifKnown])).toEqual([
        ['WEXGEN/H100', undefined, undefined],
        ['WEXGEN/H90', 'WEXGEN/H100', true],
        ['WEXGEN/H91', 'WEXGEN/H100', true],
        ['WEXGEN/H200', undefined, undefined],
        ['WEXGEN/H92', 'WEXGEN/H200', true],
      ]);
      expect(all.flatMap(({ facts }) => facts)).toEqual([]);
    },
  );

  it('that merge two NHS numbers say that the one that stays superseded the other', async () => {
    const formerIn = async (mrg: string) =>
      records(await read(message({ type: 'ADT^A40', segments: [mrg] }))).map(
        ({ sighting }) => sighting.formerNhsNumbers,
      );
    const other = 'MRG|H90^^^WEXGEN^MR~999 000 0026^^^NHS^NH~9990000018^^^NHS^NH';
    expect(await formerIn(other)).toEqual([['9990000026'], undefined]);
    expect(await formerIn('MRG|H90^^^WEXGEN^MR~9990000018^^^NHS^NH')).toEqual([undefined, undefined]);
  });

  it('withdraw all that was said of a person deleted', async () => {
    expect(records(await read(message({ type: 'ADT^A29' })))[0]).toMatchObject({ facts: [], purge: true });
  });

  it('leave out what is not read and who is grown up, and keep nothing of it', async () => {
    const adult = TANSY.replace('20140304', '19800304');
    const all = await read(
      message({ type: 'ORU^R01' }),
      adt('A04', emergency, { pid: adult }),
      message({ type: 'ADT^A60' }),
    );
    expect(all.slice(0, -1)).toEqual([
      { kind: 'left-out', place: 'message 1', code: 'hl7-message-not-read' },
      { kind: 'left-out', place: 'message 2', code: 'hl7-person-grown-up' },
      { kind: 'left-out', place: 'message 3', code: 'hl7-message-not-read' },
    ]);
  });
});

describe('a run of updates', () => {
  const update = (trigger: string, recorded: string): string => adt(trigger, inpatient, { recorded });
  const flags = async (...texts: string[]) => records(await read(...texts)).map(({ backfill }) => backfill === true);

  it('of what was recorded long ago is history, from its first message on', async () => {
    const run = Array.from({ length: 25 }, (_, at) => update(at % 2 === 0 ? 'A08' : 'A31', '20260101080000'));
    expect(await flags(...run)).toEqual(run.map(() => true));
    expect(await flags(adt('A04', emergency), ...run, adt('A03', emergency), ...run.slice(0, 3))).toEqual([
      ...[false, ...run.map(() => true)],
      ...[false, false, false, false],
    ]);
  });

  it('is none where they are few, or new, or no updates', async () => {
    const many = <T>(one: T): T[] => Array.from({ length: 25 }, () => one);
    expect(await flags(...many(update('A08', '20260101080000')).slice(0, 19))).not.toContain(true);
    expect(await flags(...many(update('A08', '20260120080000')))).not.toContain(true);
    expect(await flags(...many(update('A01', '20260101080000')))).not.toContain(true);
  });
});
