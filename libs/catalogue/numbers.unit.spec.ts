import { nhsNumberFault, upnFault } from '.';

describe('NHS numbers', () => {
  it.each(['9912003888', '943 476 5919', '969-129-2211'])('%s holds', (text) => {
    expect(nhsNumberFault(text)).toBeUndefined();
  });
  it.each(['9912003890', '9912003899', '9434765918'])('%s fails its check digit', (text) => {
    expect(nhsNumberFault(text)).toBe('check');
  });
  it.each(['9999999999', '1111111111', '0000000000'])('%s is a placeholder', (text) => {
    expect(nhsNumberFault(text)).toBe('placeholder');
  });
  it.each(['', '991200388', '99120038888', '991200388X'])('%p is no NHS number', (text) => {
    expect(nhsNumberFault(text)).toBe('format');
  });
  it('accepts exactly one check digit at most for any nine digits', () => {
    for (const nine of ['991200388', '123456789', '400000000', '485777345']) {
      const valid = [...'0123456789'].filter((digit) => nhsNumberFault(nine + digit) === undefined);
      expect(valid.length).toBeLessThanOrEqual(1);
    }
  });
});

describe('unique pupil numbers', () => {
  it.each(['B801200005001', 'R674123101121', ' b801200005001 '])('%s holds', (text) => {
    expect(upnFault(text)).toBeUndefined();
  });
  it.each(['A801200005001', 'I801200005001', 'R674123101122'])('%s fails its check letter', (text) => {
    expect(upnFault(text)).toBe('check');
  });
  it('counts the last letter of a temporary number as its place in the alphabet of 23', () => {
    const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';
    const first = [...letters].filter((letter) => upnFault(`${letter}80120000500A`) === undefined);
    const second = [...letters].filter((letter) => upnFault(`${letter}80120000500B`) === undefined);
    expect([first.length, second.length]).toEqual([1, 1]);
    const step = letters.indexOf(second[0] ?? '') - letters.indexOf(first[0] ?? '');
    expect((step + 23) % 23).toBe(13);
  });
  it('knows no temporary number that ends in I, O or S', () => {
    expect(upnFault('B80120000500I')).toBe('check');
  });
  it.each(['', 'B80120000500', 'B8012000050011', '8801200005001'])('%p is no unique pupil number', (text) => {
    expect(upnFault(text)).toBe('format');
  });
  it('takes repeated digits for a placeholder', () => {
    expect(upnFault('A000000000000')).toBe('placeholder');
  });
});
