/**
 * Field names that no event may carry. Fields that no schema declares are dropped as well; these are named so that a
 * feed manager learns that a sender delivers what must not be delivered (access.md 7).
 */
export const PERSON = ['givenName', 'familyName', 'name', 'birthDate', 'nhsNumber', 'upn', 'formerUpn'] as const;
/** Where a child can be found: a class of its own, not part of any event yet. */
export const LOCATION = ['address', 'postcode', 'phone', 'email', 'placementAddress', 'placementPostcode'] as const;
export const NARRATIVE = ['narrative', 'freeText', 'notes', 'comment', 'comments', 'description', 'caseNote'] as const;
export const DIAGNOSIS = ['diagnosis', 'diagnosisText', 'clinicalNotes', 'presentingComplaint', 'medication'] as const;
export const ADULT_HEALTH = ['adultHealth', 'parentHealth', 'carerHealth', 'motherHealth', 'fatherHealth'] as const;
export const REFUSED = ['intelligence', 'prevent', 'mappa', 'marac', 'courtPapers', 'staffDisciplinary'] as const;
export const IMMIGRATION = ['immigrationStatus', 'unaccompaniedAsylumSeeking', 'unaccompaniedUntil'] as const;

export const ALWAYS_FORBIDDEN: readonly string[] = [
  ...PERSON,
  ...LOCATION,
  ...NARRATIVE,
  ...DIAGNOSIS,
  ...ADULT_HEALTH,
  ...REFUSED,
];
