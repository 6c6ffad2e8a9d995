import { matchSet } from '../match-set';
import { PersonReader } from '../clean/read-person';
import type { Stated } from '../person';
import { STANDING_WEIGHTS } from '../weigh/standing';

const FAMILY = {
  ...{ familyName: 'Thornwick', birthDate: '2012-04-30', sex: 'F', postcode: 'WX12 3AB' },
  parents: ['Gwenadine Thornwick'],
};
const at = (sector: string | undefined, givenName: string, more: Partial<Stated> = {}): Stated => ({
  ...{ id: `${sector}-${givenName}`, sector, givenName },
  ...FAMILY,
  ...more,
});

/** Who is shown to a person as one child by two names, or twins. */
function shown(...stated: readonly Stated[]): readonly string[] {
  const reader = new PersonReader();
  const people = stated.map((one) => reader.read(one));
  const { pairs, clusterOf } = matchSet(people, { weights: STANDING_WEIGHTS });
  const asked = pairs.filter(({ reason }) => reason === 'one-or-twins');
  for (const { a, b } of asked) expect(clusterOf[a]).not.toBe(clusterOf[b]);
  return asked.map(({ a, b, outcome }) => `${people[a]?.id} ${people[b]?.id} ${outcome}`);
}

describe('two who agree in all but the given name', () => {
  it('are shown to a person where no sector holds both', () => {
    expect(shown(at('health', 'Xiaoling'), at('education', 'Lily'))).toEqual([
      'health-Xiaoling education-Lily PotentialMatch',
    ]);
  });

  it('are twins where a sector holds both, be it by a record that another one led to', () => {
    expect(shown(at('education', 'Wren'), at('education', 'Tansy'))).toEqual([]);
    expect(shown(at('health', 'Wren'), at('education', 'Tansy'), at('education', 'Wren'))).toEqual([]);
  });

  it('are shown once, however many records either has', () => {
    const records = [
      at('health', 'Xiaoling'),
      at('police', 'Xiaoling'),
      at('education', 'Lily'),
      at('social-care', 'Lily'),
    ];
    expect(shown(...records)).toHaveLength(1);
  });

  it.each([
    ['two NHS numbers', { nhsNumber: '9990000018' }, { nhsNumber: '9990000026' }],
    ['two permanent UPNs', { upn: 'B801200005001' }, { upn: 'R674123101121' }],
    ['another birth date', {}, { birthDate: '2014-09-02' }],
    ['a birth date of which the year alone counts', {}, { birthDate: '2012-01-01' }],
    ['a slip in the birth date', {}, { birthDate: '2012-04-20' }],
    [
      'another home and other parents',
      {},
      { postcode: 'YY1 1AA', parents: ['Haliond Pennshaw'], familyName: 'Pennshaw' },
    ],
  ])('are left apart by %s', (_, one, other) => {
    expect(shown(at('education', 'Wren', one), at('social-care', 'Tansy', other))).toEqual([]);
  });

  it('are not asked about where nobody says which sector keeps a record', () => {
    expect(shown(at(undefined, 'Xiaoling'), at('education', 'Lily'))).toEqual([]);
  });
});
