import { compared } from './compared';

describe('two records side by side', () => {
  const one = { sector: 'health', familyName: 'Bly', formerFamilyNames: ['Fennmoor'], postcode: 'WX1 2BB' };
  const moved = { sector: 'police', familyName: 'Fennmoor', postcode: 'WX1 1AA', formerPostcodes: ['WX1 2BB'] };
  const show = (sealed: boolean) =>
    Object.fromEntries(compared(one, moved, { evidence: [], sealed }).map((line) => [line.field, line]));

  it('show what was said before beside what stands, for it is compared too', () => {
    expect(show(false)).toMatchObject({
      'family-name': { one: 'Bly; before: Fennmoor', other: 'Fennmoor' },
      postcode: { one: 'WX1 2BB', other: 'WX1 1AA; before: WX1 2BB' },
    });
  });

  it('show no place of before either where one is protected', () => {
    expect(show(true)).toMatchObject({ postcode: { one: null, other: null, withheld: 'protected-place' } });
    expect(JSON.stringify(show(true))).not.toContain('WX1');
  });
});
