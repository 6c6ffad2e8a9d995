import type { PlainDate } from '@tributary/kernel';
import { isNamesake, isWithin, nameOn } from './named';

describe('somebody who bears the name of an adult named in a concern', () => {
  it.each([
    ['Rowena Quillfeather', true],
    ['QUILLFEATHER, Rowena', true],
    ['Rowéna Quillfeather', true],
    ['Rowena Quill-Feather', false],
    ['Rowena', false],
    ['', false],
    ['Rowena Jane Quillfeather', false],
  ])('is %p: %p', (name, expected) => {
    expect(isNamesake({ givenName: 'Rowena', familyName: 'Quillfeather' }, name)).toBe(expected);
  });

  it('is nobody where the card has half a name', () => {
    expect(isNamesake({ familyName: 'Quillfeather' }, 'Quillfeather')).toBe(false);
    expect(isNamesake({}, '')).toBe(false);
    expect([nameOn({}), nameOn(undefined), nameOn({ familyName: 'Pell' })]).toEqual([null, null, 'Pell']);
  });

  it('stands from its first day to its last, both included', () => {
    const on = (day: string) => isWithin(day as PlainDate, '2026-01-02', '2026-01-04');
    expect(['2026-01-01', '2026-01-02', '2026-01-04', '2026-01-05'].map(on)).toEqual([false, true, true, false]);
    expect(isWithin('2026-01-01' as PlainDate, undefined, undefined)).toBe(true);
  });
});
