import type { AgencyId, DataClass, EventId, PlainDate, Release, RoleCode } from '@tributary/kernel';
import type { Agreement, Relationship } from './agreement';
import { type Grounds, NO_GROUNDS, type Reader, type Subject } from './decide';

export const SCHOOL = 'ash-lane-primary' as AgencyId;
export const COUNCIL = 'wexbourne-council' as AgencyId;
export const HOSPITAL = 'wexbourne-hospital' as AgencyId;
export const EVENT = '00000000-0000-8000-8000-000000000001' as EventId;

const SECTORS: Readonly<Record<string, string>> = {
  [SCHOOL]: 'education',
  [COUNCIL]: 'social-care',
  [HOSPITAL]: 'health',
};

/** Somebody who works with the child, by the relationships given. */
export const reader = (
  agency: AgencyId,
  relationships: readonly Relationship[],
  more: Partial<Reader> = {},
): Reader => ({
  ...{ agency, sector: SECTORS[agency], role: 'social-worker', purpose: 'care' },
  relationships: new Set(relationships),
  ...more,
});

export const grounds = (more: Partial<Grounds> = {}): Grounds => ({ ...NO_GROUNDS, ...more });

export const subject = (agency: AgencyId, dataClass: DataClass, release: Release = { state: 'open' }): Subject => ({
  ...{ type: 'x', agency, dataClass, release, eventId: EVENT },
});

export const held = (...audience: AgencyId[]): Release => ({
  ...{ state: 'held', by: 'team-manager' as RoleCode, audience },
});

/** An agreement of which a spec names what matters. */
export const agreement = (more: Partial<Agreement> = {}): Agreement => ({
  agreement: 'education-1',
  version: 1,
  title: 'What schools share',
  suppliers: { authority: '999', sectors: ['education'] },
  inForce: { from: '2026-01-01' as PlainDate },
  controller: 'each school',
  lawfulBasis: { article6: 'x', article9: 'y', confidentiality: 'z' },
  retention: 'r',
  impactAssessment: 'd',
  incidentContact: 'p-one',
  purposes: ['care'],
  rules: ['a-rule'],
  cohorts: { 'child-in-need': ['education'] },
  own: [{ relationship: 'own-record', roles: ['designated-safeguarding-lead'], classes: ['education'] }],
  readers: [{ reader: 'worker', relationship: 'allocated-worker', opens: { education: 'content' } }],
  ...more,
});
