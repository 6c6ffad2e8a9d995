import { type Hidden, withoutLocation } from './location';

const hidden: Hidden = {
  words: new Map<string, string | null>([
    ['ash-lane', 'sealed-education'],
    ['ash-lane-events', 'sealed'],
    ['Ash Lane', 'sealed'],
    ['Ash Lane Primary School', 'a school'],
    ['01632 960 150', null],
    ['9992001', 'sealed'],
  ]),
  fieldsOf: (type) => (type === 'education.pupil-enrolled' ? ['school', 'transport'] : []),
  opens: (supplier) => supplier === 'council',
};
const event = (agency: string) => ({
  ...{ type: 'education.pupil-enrolled', agency },
  data: { school: '9992001', startDate: '2026-03-01', transport: 'bus 4' },
});

it('leaves an answer as it is where nothing is sealed', () => {
  const answer = { agency: 'ash-lane' };
  expect(withoutLocation(answer, undefined)).toBe(answer);
});

it('takes the fields that a type declares, and leaves its others', () => {
  expect(withoutLocation([event('ash-lane')], hidden)).toEqual([
    { type: 'education.pupil-enrolled', agency: 'sealed-education', data: { startDate: '2026-03-01' } },
  ]);
});

it('leaves the fields of a supplier whose agreement names the reader, but no word of another place', () => {
  expect(withoutLocation(event('council'), hidden)).toMatchObject({ data: { school: 'sealed', transport: 'bus 4' } });
});

it.each([
  ['a whole id', 'ash-lane', 'sealed-education'],
  ['an id that begins with another', 'ash-lane-events', 'sealed'],
  ['a name in a sentence, the longest first', 'Rang Ash Lane Primary School.', 'Rang a school.'],
  ['several', 'Ash Lane, 9992001', 'sealed, sealed'],
  ['a number in a sentence', 'Ring 01632 960 150 now', 'Ring sealed now'],
  ['not a longer word', 'ash-laneway Ash Laner', 'ash-laneway Ash Laner'],
])('takes out %s', (_what, text, left) => {
  expect(withoutLocation({ deep: [{ text }] }, hidden)).toEqual({ deep: [{ text: left }] });
});

it('leaves nothing instead of a number that was a whole value', () => {
  expect(withoutLocation({ phone: '01632 960 150', none: null, count: 3, flag: true }, hidden)).toEqual({
    ...{ phone: null, none: null, count: 3, flag: true },
  });
});

it('takes special characters of a name as they stand', () => {
  const words = new Map([['St. Mary’s (C of E)', 'sealed']]);
  expect(withoutLocation('At St. Mary’s (C of E), not StX Mary’s', { ...hidden, words })).toBe(
    'At sealed, not StX Mary’s',
  );
});
