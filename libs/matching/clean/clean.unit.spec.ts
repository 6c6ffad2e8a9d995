import type { Stated } from '../person';
import { readBirthDate } from './birth-date';
import { Names } from './names';
import { readPostcode } from './postcode';
import { PersonReader } from './read-person';

const read = (stated: Partial<Stated>) => new PersonReader().read({ id: 'one', ...stated });

describe('a name', () => {
  const names = new Names();
  it.each([
    ["O'Brien-Smith", 'obrien smith'],
    ['Łucja', 'LUCJA'],
    ['Zoë', 'zoe'],
    ['  Anne  Marie ', 'Anne-Marie'],
    ['Müller', 'MULLER'],
  ])('%s is %s', (one, other) => {
    expect(names.read(one)).toMatchObject({ text: (names.read(other) as { text: string }).text });
  });
  it('is one object for all that bear it', () => {
    expect(names.read('Ada')).toBe(names.read(' ADA '));
  });
  it.each([
    ['', undefined],
    ['😀😀', 'names-nobody'],
    ['Baby Boy', 'names-nobody'],
    ['Infant', 'names-nobody'],
    ['Twin 1', 'names-nobody'],
    ['TWIN-II', 'names-nobody'],
    ['Baby A', 'names-nobody'],
    ['boy twin two', 'names-nobody'],
    ['Female Infant', 'names-nobody'],
    ['Baby of Gwenadine', 'names-nobody'],
    ['UNKNOWN', 'names-nobody'],
    ['x'.repeat(10_000), 'too-long'],
  ])('that is none: %.12s', (stated, is) => expect(names.read(stated)).toBe(is));
});

describe('a birth date', () => {
  it.each([
    ['2012-04-30', { digits: '20120430', exists: true, yearOnly: false }],
    ['20120430', { digits: '20120430', exists: true }],
    ['30/04/2012', { digits: '20120430', exists: true }],
    ['2012-04-30T00:00:00Z', { digits: '20120430' }],
    ['2012-01-01', { yearOnly: true, year: '2012' }],
    ['2012-07-01', { yearOnly: true }],
    ['2012-02-30', { exists: false, yearOnly: false }],
    ['20121345', { exists: false }],
  ])('%s', (stated, is) => expect(readBirthDate(stated)).toMatchObject(is));
  it.each(['', 'yesterday', '0001-01-01', '9999-12-31', '31/12', '1/7/80', '2012-04-30-05'])('%s is none', (stated) =>
    expect(readBirthDate(stated)).toBeUndefined(),
  );
});

describe('a postcode', () => {
  it('has its levels', () => {
    expect(readPostcode('wx12 3ab')).toEqual({ unit: 'WX123AB', sector: 'WX12 3', district: 'WX12', area: 'WX' });
    expect(readPostcode('4011')).toMatchObject({ unit: '4011', area: undefined });
  });
  it.each(['ZZ99 3VZ', 'zz993wz', '0000', 'X'.repeat(10_000)])('%.8s joins nobody', (stated) =>
    expect(readPostcode(stated)).toBe('joins-nobody'),
  );
});

describe('a record', () => {
  it('keeps numbers that are valid, and says why others are not', () => {
    expect(read({ nhsNumber: '943 476 5919' })).toMatchObject({ nhs: '9434765919', faults: [] });
    for (const [nhsNumber, reason] of [
      ['9434765918', 'check'],
      ['1111111111', 'placeholder'],
      ['12', 'format'],
    ]) {
      expect(read({ nhsNumber })).toMatchObject({ nhs: undefined, faults: [{ field: 'nhs-number', reason }] });
    }
  });
  it('has a UPN from education and children’s services alone, and no temporary one', () => {
    const upn = 'B801200005001';
    expect(read({ upn, sector: 'education' }).upn).toBe(upn);
    expect(read({ upn, sector: 'social-care' }).upn).toBe(upn);
    expect(read({ upn, sector: 'health' }).upn).toBeUndefined();
    expect(read({ upn }).upn).toBeUndefined();
  });
  it('doubts a number whose status is another than verified', () => {
    const nhsNumber = '9434765919';
    expect(read({ nhsNumber, nhsNumberStatus: '02' }).nhsDoubted).toBe(true);
    expect(read({ nhsNumber, nhsNumberStatus: '01' }).nhsDoubted).toBe(false);
    expect(read({ nhsNumber }).nhsDoubted).toBe(false);
  });
  it('takes the house from the line it stands on', () => {
    expect(read({ addressLines: ['12b Mill Lane', 'Upton'] })).toMatchObject({
      house: '12B',
      streets: [{ text: 'MILLLANE' }, { text: 'UPTON' }],
    });
    expect(read({ houseNumber: '7', addressLines: ['Mill Lane'] })).toMatchObject({
      house: '7',
      streets: [{ text: 'MILLLANE' }],
    });
  });
  it('never repeats in a fault what was stated', () => {
    const stated = { givenName: '🙈', birthDate: 'Thornwick', nhsNumber: 'Thornwick', postcode: 'ZZ99 3CZ' };
    const { faults } = read(stated);
    expect(faults.map(({ field }) => field).sort()).toEqual(['birth-date', 'given-name', 'nhs-number', 'postcode']);
    expect(JSON.stringify(faults)).not.toMatch(/Thornwick|ZZ99|🙈/);
  });
});
