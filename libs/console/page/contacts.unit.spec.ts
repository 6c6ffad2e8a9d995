import { DirectoryView, ROLES } from '@tributary/directory';
import type { AgencyId, Instant, PlainDate, PractitionerId } from '@tributary/kernel';
import { contactOf, hoursNow, leadOf } from './contacts';

const [school, office, duty] = ['school', 'office', 'duty'] as AgencyId[] as [AgencyId, AgencyId, AgencyId];
const place = { sector: 'education', authority: '999' } as const;
const view = new DirectoryView(1, {
  authorities: [],
  feeds: [],
  agencies: [
    {
      ...{ ...place, id: school, name: 'Ash Lane' },
      hours: { from: '08:00', to: '16:30' },
      terms: [{ from: '2026-01-05' as PlainDate, to: '2026-02-13' as PlainDate }],
    },
    { ...place, id: office, name: 'Office' },
    { ...place, id: duty, name: 'Duty', hours: 'always' },
  ],
  practitioners: [
    { id: 'p-lead' as PractitionerId, name: 'Lead', roles: [{ role: ROLES.safeguardingLead, agency: school }] },
    {
      ...{ id: 'p-worker' as PractitionerId, name: 'Worker', phone: '01632 960 111' },
      roles: [{ role: ROLES.socialWorker, agency: office }],
    },
  ],
});
const at = (text: string) => text as Instant;

describe('whom to ring', () => {
  it.each([
    [office, '2026-02-02T12:00:00.000Z', 'Open now, until 17:00'],
    [office, '2026-02-02T07:00:00.000Z', 'Closed; opens again today at 09:00'],
    [office, '2026-02-06T18:00:00.000Z', 'Closed; opens again on 9 February 2026 at 09:00'],
    [office, '2026-06-01T08:30:00.000Z', 'Open now, until 17:00'],
    [school, '2026-02-20T12:00:00.000Z', 'Closed; the directory does not say when it opens'],
    [duty, '2026-02-01T03:00:00.000Z', 'Open round the clock'],
  ])('%s at %s: %s', (agency, now, words) => {
    expect(hoursNow(view, agency, at(now))).toBe(words);
  });

  it('is a person with what the directory has of them', () => {
    const now = at('2026-02-02T12:00:00.000Z');
    expect(contactOf(view, { practitioner: 'p-worker', role: 'social-worker', agency: office }, now)).toEqual({
      ...{ name: 'Worker', role: 'Social worker', agency: 'Office', phone: '01632 960 111' },
      ...{ isOpen: true, hours: 'Open now, until 17:00' },
    });
    expect(contactOf(view, { practitioner: 'p-nobody', role: 'social-worker', agency: office }, now)).toBeUndefined();
    expect(leadOf(view, school, now)).toMatchObject({ name: 'Lead', phone: null });
    expect(leadOf(view, office, now)).toBeUndefined();
  });
});
