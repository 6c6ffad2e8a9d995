import { type Said, saidAfter } from './person';

describe('what a record says after it spoke again', () => {
  const before: Said = { familyName: 'Okorovale', postcode: 'WX1 1AA' };

  it('keeps where it was before it moved', () => {
    const moved = saidAfter(before, { postcode: 'WX1 2BB' });
    expect(moved).toEqual({ familyName: 'Okorovale', postcode: 'WX1 2BB', formerPostcodes: ['WX1 1AA'] });
    expect(saidAfter(moved, { postcode: 'WX1 3CC' }).formerPostcodes).toEqual(['WX1 2BB', 'WX1 1AA']);
    expect(saidAfter(moved, { postcode: 'WX1 1AA' }).formerPostcodes).toEqual(['WX1 2BB']);
  });

  it('is the same when the same is said again', () => {
    expect(saidAfter(before, before)).toEqual(before);
    const moved = saidAfter(before, { postcode: 'WX1 2BB', formerPostcodes: ['WX1 1AA'] });
    expect(saidAfter(moved, { postcode: 'WX1 2BB', formerPostcodes: ['WX1 1AA'] })).toEqual(moved);
    expect(saidAfter(moved, {})).toEqual(moved);
  });

  it('keeps ten places at most', () => {
    const said = Array.from({ length: 30 }, (_, at) => `WX1 ${at}AA`).reduce<Said>(
      (all, postcode) => saidAfter(all, { postcode }),
      before,
    );
    expect(said.formerPostcodes).toHaveLength(10);
  });

  it('keeps no family name that it changed by itself: that of before an adoption is not for matching', () => {
    expect(saidAfter(before, { familyName: 'Lyleford' })).toEqual({ familyName: 'Lyleford', postcode: 'WX1 1AA' });
  });
});
