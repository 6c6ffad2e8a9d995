import type { Level } from '@tributary/access';
import type { AgencyId } from '@tributary/kernel';
import { type Asker, type Opening, openingOf, type Standing } from './opening';

const SCHOOL = 'ash-lane-primary' as AgencyId;
const POLICE = 'wexbourne-police' as AgencyId;
const person: Asker = { kind: 'person', agency: SCHOOL };
const system: Asker = { kind: 'system', agency: SCHOOL };
const standing = (level: Level, more: Partial<Standing> = {}): Standing => ({
  reach: () => ({ level, rule: 'r', version: 'v/1' }),
  opensPlaces: () => true,
  ...more,
});
const hidden = { opensPlaces: () => false };

const shut = (rule: string): Opening => ({ level: 'nothing', rule });
const told = (compared: 'all' | 'all-but-places', rule = 'r', version = 'v/1'): Opening => ({
  ...{ level: 'candidate', compared, rule, version },
});
const known = (by: 'your-agency' | 'elsewhere', rule = 'r'): Opening => ({ level: 'known', by, rule, version: 'v/1' });

/** Who asks, whose record it is, how far it is open, and what of it an answer may use. */
const TABLE: readonly (readonly [string, Asker, AgencyId, Standing, Opening])[] = [
  ['an own record that the role reads', person, SCHOOL, standing('content'), told('all')],
  ['the same of a protected address', person, SCHOOL, standing('content', hidden), told('all-but-places')],
  [
    'an own record that the role does not read',
    person,
    SCHOOL,
    standing('nothing'),
    known('your-agency', 'own-record'),
  ],
  ['an own record open as a status', person, SCHOOL, standing('status'), known('your-agency', 'own-record')],
  ['another’s that the reader may read', person, POLICE, standing('content'), told('all')],
  ['the same of a protected address', person, POLICE, standing('content', hidden), told('all-but-places')],
  ['another’s whose status is open', person, POLICE, standing('status'), known('elsewhere')],
  ['another’s whose existence is open', person, POLICE, standing('existence'), known('elsewhere')],
  ['another’s that nothing opens', person, POLICE, standing('nothing'), shut('r')],
  ['a system’s own record', system, SCHOOL, standing('nothing'), told('all', 'own-record', 'none')],
  [
    'the same of a protected address',
    system,
    SCHOOL,
    standing('nothing', hidden),
    told('all-but-places', 'own-record', 'none'),
  ],
  ['another’s, for a system, whatever is open', system, POLICE, standing('content'), shut('own-records-alone')],
];

describe('what a record may do in an answer', () => {
  it.each(TABLE)('%s', (_, asker, supplier, stands, opening) =>
    expect(openingOf(asker, supplier, stands)).toEqual(opening),
  );

  it.each(['no-relationship', 'own-family', 'named-in-concern', 'role-not-held', 'sealed'])(
    'nothing where the asker is shut out: %s',
    (refusal) => {
      for (const [, asker, supplier] of TABLE) {
        expect(openingOf(asker, supplier, standing('content', { refusal }))).toEqual(shut(refusal));
      }
    },
  );
});
