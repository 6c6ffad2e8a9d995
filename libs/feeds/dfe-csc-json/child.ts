import { DISABILITY, ETHNICITY, type Flag, isValidUpn, UPN_UNKNOWN } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact, Sighting } from '../format';
import { fact, flagged, maybe, retraction } from '../shared/facts';
import { formerly, severalIn } from '../shared/formerly';
import { readSex } from '../shared/pupil';
import { codeOf, codesOf, dateOf, type Json, objectsOf, textOf } from '../shared/json-values';
import { purged } from './purged';

/** The record is the authority's: one system for its daily payload and its yearly return. */
export const CSC_SYSTEM = 'csc';

const FORMER = 'former_unique_pupil_number';

export function sightingOf(localId: string, details: Json): Sighting {
  return {
    system: CSC_SYSTEM,
    localId,
    ...maybe('givenName', textOf(details, 'first_name')),
    ...maybe('familyName', textOf(details, 'surname')),
    ...maybe('birthDate', dateOf(details, 'date_of_birth')),
    ...maybe('expectedBirthDate', dateOf(details, 'expected_date_of_birth')),
    ...maybe('sex', readSex(textOf(details, 'sex') ?? '')),
    ...maybe('postcode', textOf(details, 'postcode')),
    ...maybe('upn', textOf(details, 'unique_pupil_number')),
    ...formerly('formerUpns', FORMER in details ? severalIn(textOf(details, FORMER) ?? '') : undefined),
  };
}

/**
 * The payload does not say since when its details hold. They are dated by what changes least, so that the same
 * payload gives the same event: the first referral, else the birth.
 */
export function detailsDay(child: Json, details: Json, received: PlainDate): PlainDate {
  const referrals = objectsOf(child['social_care_episodes']).flatMap(
    (episode) => dateOf(episode, 'referral_date') ?? [],
  );
  return (
    referrals.sort()[0] ?? dateOf(details, 'date_of_birth') ?? dateOf(details, 'expected_date_of_birth') ?? received
  );
}

const SAYS_SOMETHING = [
  'ethnicity',
  'disabilities',
  'unique_pupil_number_unknown_reason',
  'expected_date_of_birth',
  'purge',
];

/** The details without what `detailsFact` states. */
export const namingOnly = (details: Json): Json =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !SAYS_SOMETHING.includes(name)));

/** Undefined where the payload says nothing but who the child is. */
export function detailsFact(localId: string, details: Json, on: PlainDate, gone: boolean): Fact | undefined {
  if (!gone && !SAYS_SOMETHING.some((name) => details[name] !== undefined)) return undefined;
  const stated = { item: `${CSC_SYSTEM}/${localId}/details`, occurred: { on } };
  if (gone || purged(details)) return retraction('social-care.child-details-recorded', stated);
  const data = {
    ...maybe('ethnicity', codeOf(details, 'ethnicity', ETHNICITY)),
    ...maybe('disabilities', codesOf(details, 'disabilities', DISABILITY)),
    ...maybe('upnUnknown', codeOf(details, 'unique_pupil_number_unknown_reason', UPN_UNKNOWN)),
    ...maybe('expectedBirthDate', dateOf(details, 'expected_date_of_birth')),
  };
  const codes = [data.ethnicity, data.upnUnknown, ...(data.disabilities ?? [])];
  const unmapped = codes.some((code) => code?.unmapped) && 'code-unmapped';
  return fact('social-care.child-details-recorded', stated, {
    ...data,
    ...flagged(...identityFlags(details), unmapped),
  });
}

function identityFlags(details: Json): readonly (Flag | false)[] {
  const upn = textOf(details, 'unique_pupil_number');
  const born = dateOf(details, 'date_of_birth');
  const given = (name: string): boolean => textOf(details, name) !== undefined;
  return [
    upn !== undefined && !isValidUpn(upn) && 'upn-invalid',
    upn !== undefined && given('unique_pupil_number_unknown_reason') && 'upn-and-reason',
    born !== undefined && given('expected_date_of_birth') && 'expected-and-actual-birth',
    born === undefined && given('date_of_birth') && 'date-unreadable',
  ];
}
