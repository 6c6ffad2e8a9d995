import type { AnyEvent, DataOf } from '.';

/** Type-level: fails in `tsc`, not at run time, where the definitions stop giving consumers their types. */
describe('types of the catalogue', () => {
  it('give a consumer the data of an event', () => {
    const data: DataOf<'education.pupil-suspended'> = {
      startDate: '2026-01-12',
      category: { own: 'SUSP', code: 'SUSP' },
    };
    // @ts-expect-error a suspension has a first day
    const empty: DataOf<'education.pupil-suspended'> = {};
    // @ts-expect-error the list has no such code
    const wrong: DataOf<'education.pupil-suspended'> = { startDate: '2026-01-12', category: { own: 'x', code: 'XX' } };
    const dayOf = (event: AnyEvent): string =>
      event.type === 'social-care.case-closed' ? event.data.date : event.type;
    expect([data, empty, wrong].length + dayOf.length).toBe(4);
  });
});
