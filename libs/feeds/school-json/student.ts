import { isValidUpn } from '@tributary/catalogue';
import { around, notTaken, personAround } from '../shared/around';
import { enrolmentFacts, readYearGroup } from '../shared/enrolment';
import { maybe } from '../shared/facts';
import { Fault } from '../shared/fault';
import { formerly, otherFamilyNames, severalIn } from '../shared/formerly';
import { booleanOf, type Json, textOf } from '../shared/json-values';
import { readSex } from '../shared/pupil';
import { dayOf, listWithin, stampOf, within } from './fields';
import type { Read } from './read';

/** A student, with `education_details` where they were asked for; the system's own id names the record. */
export function readStudent(entry: Json): Read {
  const id = textOf(entry, 'id');
  if (id === undefined) throw new Fault('value-missing', 'id is empty.');
  const details = within(entry, 'education_details');
  const upn = textOf(entry, 'upn') ?? textOf(details, 'upn');
  const birthDate = dayOf(entry, 'date_of_birth');
  const [start, end] = [dayOf(details, 'admission_date'), dayOf(details, 'leaving_date')];
  const contacts = listWithin(entry, 'contacts');
  const named =
    entry['contacts'] === undefined
      ? undefined
      : around(contacts.map(readContact), { whole: true, ...stampOf(entry, 'updated_at') });
  const facts = enrolmentFacts({
    item: `mis/${id}/enrolment/${start ?? ''}`,
    ...maybe('start', start),
    ...maybe('end', end),
    ...maybe('yearGroup', readYearGroup(textOf(details, 'current_nc_year') ?? '')),
    ...stampOf(entry, 'updated_at'),
    flags: [
      upn !== undefined && !isValidUpn(upn) && 'upn-invalid',
      birthDate === undefined && entry['date_of_birth'] !== undefined && 'date-unreadable',
    ],
  });
  return {
    sighting: {
      system: 'mis',
      localId: id,
      ...maybe('givenName', textOf(entry, 'forename')),
      ...maybe('familyName', textOf(entry, 'surname')),
      ...maybe('birthDate', birthDate),
      ...maybe('sex', readSex(textOf(entry, 'gender') ?? textOf(entry, 'sex') ?? '')),
      ...maybe('upn', upn),
      ...formerUpnsIn([entry, details]),
      ...otherFamilyNames(legalNameIn(entry), textOf(entry, 'surname')),
    },
    facts,
    ...maybe('around', named),
    // A student on no roll is only somebody to know again.
    ...(facts.length === 0 ? { ifKnown: true as const } : {}),
    dropped:
      unread(entry, STUDENT) +
      unread(details, DETAILS) +
      contacts.reduce((sum, contact) => sum + unread(contact, CONTACT), 0) +
      notTaken(contacts, named),
  };
}

function formerUpnsIn(parts: readonly Json[]) {
  const stated = parts.find((one) => 'former_upn' in one);
  return formerly('formerUpns', stated && severalIn(textOf(stated, 'former_upn') ?? ''));
}

/** Many systems have the name that a pupil goes by as `surname`. */
function legalNameIn(entry: Json): readonly string[] | undefined {
  const stated = entry['legal_surname'];
  return stated === null || typeof stated === 'string' ? [stated ?? ''] : undefined;
}

/** Where a contact lives and how to reach them is for the school alone. */
const readContact = (contact: Json) =>
  personAround({
    words: [textOf(contact, 'relationship')],
    responsible:
      booleanOf(contact, 'parental_responsibility')?.toString() ?? textOf(contact, 'parental_responsibility'),
    number: textOf(contact, 'id'),
    givenName: textOf(contact, 'forename'),
    familyName: textOf(contact, 'surname'),
    livesWith: booleanOf(contact, 'lives_with_pupil'),
    staffNumber: textOf(contact, 'staff_id'),
  });

const STUDENT = [
  'id',
  'upn',
  'former_upn',
  'forename',
  'surname',
  'legal_surname',
  'date_of_birth',
  'gender',
  'sex',
  'education_details',
  'contacts',
  'updated_at',
  'created_at',
  'restored_at',
];
const CONTACT = [
  'id',
  'forename',
  'surname',
  'relationship',
  'parental_responsibility',
  'lives_with_pupil',
  'staff_id',
];
const DETAILS = ['upn', 'former_upn', 'admission_date', 'leaving_date', 'current_nc_year'];
const unread = (source: Json, read: readonly string[]): number =>
  Object.entries(source).filter(([name, value]) => !read.includes(name) && value !== null && value !== '').length;
