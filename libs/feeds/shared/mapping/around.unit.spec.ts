import type { Instant } from '@tributary/kernel';
import { mappingFaults, mappingOf } from '.';

const DOCUMENT = `
mapping: 1
title: Domestic abuse notifications
format: mapped-csv
dates: [dd/mm/yyyy]
codes:
  kin: { M: mother, P: father }
  holds: { '1': yes, R: restricted-by-order }
record:
  system: police
  localId: [Nominal]
  around:
    - relationship: { column: Rel1, codes: kin }
      responsibility: { column: Holds1, codes: holds }
      number: Nominal1
      givenName: Forename1
      familyName: Surname1
      birthDate: Born1
      from: Since1
      livesWith: Home1
      household: Tenancy1
      livesWithFrom: In1
      livesWithUntil: Out1
      staffNumber: Staff1
    - relationship: { constant: carer }
      givenName: Carer
recordedAt: Sent
events:
  - type: police.domestic-abuse-incident-attended
    item: [Incident]
    retract: [{ column: Status, is: [Withdrawn] }]
    fields: { date: Day, incident: Incident }
`;
const ROW = {
  ...{ Nominal: 'N1', Incident: 'I1', Day: '02/02/2026', Sent: '2026-02-03T08:00:00Z' },
  ...{ Rel1: 'M', Holds1: 'R', Nominal1: 'N7', Forename1: 'Rowena', Surname1: 'Lyle' },
  ...{
    Born1: '03/02/1985',
    Since1: '01/01/2020',
    Home1: 'Y',
    Tenancy1: 'T-9',
    In1: '01/02/2024',
    Out1: '',
    Staff1: 'PC-7',
    Carer: 'Sol',
  },
};
const read = (row: Readonly<Record<string, string>>) =>
  mappingOf(DOCUMENT).read(
    { get: (name) => row[name] ?? '', has: (name) => name in row },
    'line 2',
    '2026-02-03T09:00:00.000Z' as Instant,
  );

describe('people around the child in a mapping', () => {
  it('are read by the columns and codes that it names', () => {
    expect(read(ROW).around).toEqual({
      people: [
        {
          ...{ number: 'N7', givenName: 'Rowena', familyName: 'Lyle', birthDate: '1985-02-03', from: '2020-01-01' },
          ...{ relationship: 'mother', responsibility: 'restricted-by-order', livesWith: true, staffNumber: 'PC-7' },
          ...{ household: 'T-9', livesWithFrom: '2024-02-01' },
        },
        { givenName: 'Sol', relationship: 'carer', responsibility: 'unknown' },
      ],
      ...{ recordedAt: '2026-02-03T08:00:00.000Z', revision: '2026-02-03T08:00:00.000Z' },
    });
    expect(mappingOf(DOCUMENT).columns).toEqual(
      expect.arrayContaining(['Rel1', 'Holds1', 'Home1', 'Tenancy1', 'In1', 'Out1', 'Staff1', 'Carer']),
    );
  });

  it('are known by everybody’s words where its codes have none', () => {
    expect(read({ ...ROW, Rel1: 'Grandmother', Holds1: 'N' }).around?.people[0]).toMatchObject({
      ...{ relationship: 'grandparent', responsibility: 'no' },
    });
  });

  it('are nobody where their columns are empty, or the row takes back what it said', () => {
    const empty = { ...ROW, Nominal1: '', Forename1: '', Surname1: '', Carer: '' };
    expect(read(empty).around?.people).toEqual([]);
    expect(read({ ...ROW, Status: 'Withdrawn' })).not.toHaveProperty('around');
  });

  it.each([
    ['a relationship of no such word', 'constant: carer', 'constant: lodger', 'record.around[1].relationship'],
    ['a code of no such word', 'P: father', 'P: uncle', 'codes.kin.P'],
    ['no relationship', 'relationship: { constant: carer }', 'number: N2', 'record.around[1].relationship'],
    ['a field that nobody holds', 'givenName: Carer', 'phone: Carer', 'record.around[1].phone'],
  ])('are refused with %s, with the place', (_, before, after, where) => {
    const faults = mappingFaults(DOCUMENT.replace(before, after));
    expect(faults.map((fault) => fault.where)).toContain(where);
  });
});
