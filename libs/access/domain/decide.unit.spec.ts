import { DATA_CLASSES, type AgencyId, type DataClass, type Release, type RoleCode } from '@tributary/kernel';
import fc from 'fast-check';
import { decide, type Relation } from './decide';

const school = 'ash-lane-primary' as AgencyId;
const council = 'wexbourne-council' as AgencyId;
const hospital = 'wexbourne-hospital' as AgencyId;
const open: Release = { state: 'open' };
const held = (...audience: AgencyId[]): Release => ({ state: 'held', by: 'team-manager' as RoleCode, audience });

const level = (
  agency: AgencyId,
  relations: Relation[],
  dataClass: DataClass,
  of: AgencyId,
  release: Release = open,
  purpose = 'care',
) => decide({ agency, relations: new Set(relations), purpose }, { agency: of, dataClass, release }).level;

describe('access', () => {
  it.each<[string, AgencyId, Relation[], DataClass, AgencyId, string]>([
    ['a school reads its own record', school, [], 'education', school, 'content'],
    ['a school reads nothing of another agency', school, [], 'acute-health', hospital, 'nothing'],
    ['a social worker reads the suspension', council, ['allocated-worker'], 'education', school, 'content'],
    [
      'a social worker learns that a hospital saw the child',
      council,
      ['allocated-worker'],
      'acute-health',
      hospital,
      'status',
    ],
    ['a social worker reads no mental health', council, ['allocated-worker'], 'mental-health', hospital, 'nothing'],
    [
      'a virtual school learns that the child is looked after',
      school,
      ['virtual-school'],
      'looked-after',
      council,
      'status',
    ],
    ['an alert opens the school’s fact', hospital, ['alert-recipient'], 'education', school, 'content'],
    ['an alert opens nothing else', hospital, ['alert-recipient'], 'child-protection', council, 'nothing'],
  ])('%s', (_, agency, relations, dataClass, of, expected) => {
    expect(level(agency, relations, dataClass, of)).toBe(expected);
  });

  it('keeps what is held inside its audience, whatever the relation', () => {
    expect(level(council, ['allocated-worker'], 'child-protection', hospital, held())).toBe('nothing');
    expect(level(council, ['allocated-worker'], 'child-protection', hospital, held(council))).toBe('content');
    expect(level(school, ['auditor'], 'child-protection', hospital, held(), 'audit')).toBe('nothing');
  });

  it('opens everything released to an auditor for an audit, and nothing otherwise', () => {
    expect(level(council, ['auditor'], 'counselling', hospital, open, 'audit')).toBe('content');
    expect(level(council, ['auditor'], 'education', school, open, 'curiosity')).toBe('nothing');
  });

  it('is shut to whoever has no relation, for every class', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DATA_CLASSES), fc.string(), (dataClass, purpose) => {
        return level(school, [], dataClass, hospital, open, purpose) === 'nothing';
      }),
    );
  });

  it('says which rule let the reader see', () => {
    const request = {
      agency: council,
      relations: new Set<Relation>(['alert-recipient', 'allocated-worker']),
      purpose: '',
    };
    expect(decide(request, { agency: school, dataClass: 'education', release: open })).toMatchObject({
      rule: 'allocated-worker',
      version: 'spine-1',
    });
  });
});
