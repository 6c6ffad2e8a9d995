import { coded, type CodeOf, isValidUpn, LEAVING } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Around, Fact, Sighting } from '../format';
import { fileProblem } from '../problem-codes';
import { around, notTaken, personAround } from '../shared/around';
import { readDate } from '../shared/dates';
import { enrolmentFacts, readYearGroup } from '../shared/enrolment';
import { maybe } from '../shared/facts';
import { Fault } from '../shared/fault';
import { formerly, otherFamilyNames } from '../shared/formerly';
import { readSex } from '../shared/pupil';
import { XmlNode } from '../shared/xml-node';

/** Who sends, and what the file says of where the pupils go. */
export type Transfer = Readonly<{ header: XmlNode; source: string; destination: string }>;

const NOTHING = new XmlNode('none');
const schoolOf = (node: XmlNode | undefined): string => `${node?.value('LEA') ?? ''}${node?.value('Estab') ?? ''}`;

export function transferOf(header: XmlNode): Transfer {
  const source = schoolOf(header.first('SourceSchool'));
  if (!/^\d{7}$/.test(source)) {
    throw fileProblem('ctf-header-incomplete', 'SourceSchool does not give LEA (three digits) and Estab (four).');
  }
  return { header, source, destination: schoolOf(header.first('DestSchool')) };
}

/** The file has no number of the school's own: the pupil number has to do, doubtful or not. */
export function sightingOf(pupil: XmlNode, { source }: Transfer): Sighting {
  const upn = pupil.value('UPN');
  if (upn === undefined) throw new Fault('value-missing', 'UPN is empty.');
  return {
    system: 'ctf',
    localId: `${source}/${upn}`,
    school: source,
    upn,
    ...formerly('formerUpns', detailsIn(pupil, 'FormerUPN')),
    ...otherFamilyNames(otherNamesIn(pupil), pupil.value('Surname')),
    ...maybe('givenName', pupil.value('Forename')),
    ...maybe('familyName', pupil.value('Surname')),
    ...maybe('birthDate', readDate(pupil.value('DOB') ?? '')),
    ...maybe('sex', readSex(pupil.value('Sex') ?? pupil.value('Gender') ?? '')),
    ...maybe('postcode', postcodeIn(pupil)),
  };
}

/** In `BasicDetails`, as the form has it; some suppliers put them beside the present one. */
const detailsIn = (pupil: XmlNode, name: string): readonly string[] | undefined =>
  pupil.first('BasicDetails')?.texts(name) ?? pupil.texts(name);

/** The name that the pupil had before, and the one that it goes by where that is not its legal one. */
function otherNamesIn(pupil: XmlNode): readonly string[] | undefined {
  const [former, preferred] = [detailsIn(pupil, 'FormerSurname'), detailsIn(pupil, 'PreferredSurname')];
  return former === undefined && preferred === undefined ? undefined : [...(former ?? []), ...(preferred ?? [])];
}

function postcodeIn(pupil: XmlNode): string | undefined {
  const address = pupil.first('Address') ?? NOTHING;
  return address.value('PostCode') ?? address.first('BS7666Address')?.value('PostCode');
}

export function factsOf(pupil: XmlNode, { transfer, path }: { transfer: Transfer; path: string }): readonly Fact[] {
  const here = stayAt(pupil, transfer.source);
  const [start, end] = [dayIn(here, 'EntryDate'), dayIn(here, 'LeavingDate')];
  if (start === 'unreadable') throw new Fault('date-unreadable', 'EntryDate is not a date.');
  const left = end === 'unreadable' ? undefined : end;
  const reason = left === undefined ? undefined : leavingTo(transfer.destination);
  return enrolmentFacts({
    item: `${path}/enrolment/${start ?? ''}`,
    ...maybe('start', start),
    ...maybe('end', left),
    ...maybe('reason', reason),
    ...maybe('yearGroup', readYearGroup(yearIn(pupil) ?? '')),
    school: transfer.source,
    flags: [
      !isValidUpn(pupil.value('UPN') ?? '') && 'upn-invalid',
      [end, dayIn(pupil, 'DOB')].includes('unreadable') && 'date-unreadable',
      reason?.unmapped === true && 'code-unmapped',
    ],
  });
}

const yearIn = (pupil: XmlNode): string | undefined => pupil.first('BasicDetails')?.value('NCyearActual');

function dayIn(node: XmlNode, name: string): PlainDate | 'unreadable' | undefined {
  const text = node.value(name);
  return text === undefined ? undefined : (readDate(text) ?? 'unreadable');
}

/** The last stay at the sending school that the history gives. */
function stayAt(pupil: XmlNode, school: string): XmlNode {
  const stays = pupil.first('SchoolHistory')?.all('School') ?? [];
  return stays.findLast((stay) => schoolOf(stay) === school) ?? NOTHING;
}

/** What stands for a school where there is none (DfE CTF guide): outside the maintained sector, or not known. */
const NO_SCHOOL: Readonly<Record<string, CodeOf<typeof LEAVING>>> = { XXXXXXX: 'OTHER', MMMMMMM: 'MOVED' };

/** Why, by what the file says of where to; a school's own number is not kept. */
function leavingTo(destination: string) {
  if (destination === '') return undefined;
  if (/^\d{7}$/.test(destination)) return coded(LEAVING, 'OTHER-SCHOOL');
  return coded(LEAVING, /^([XM])\1{6}$/i.test(destination) ? destination : 'unreadable', undefined, NO_SCHOOL);
}

/** Of a contact: who, how they stand to the pupil, and whether they have parental responsibility. */
const READ_OF_CONTACT = ['Surname', 'Forename', 'Relationship', 'Responsibility'];
const contactsIn = (pupil: XmlNode): readonly XmlNode[] => pupil.first('Contacts')?.all('Contact') ?? [];

/** Missing where the file has no contacts of the pupil: a file may be a part. */
export function aroundIn(pupil: XmlNode): Around | undefined {
  if (pupil.first('Contacts') === undefined) return undefined;
  return around(
    contactsIn(pupil).map((contact) =>
      personAround({
        words: [contact.value('Relationship')],
        responsible: contact.value('Responsibility'),
        givenName: contact.value('Forename'),
        familyName: contact.value('Surname'),
        livesWith: sharesAddress(contact),
      }),
    ),
    { whole: true },
  );
}

/** Whether the file says that a contact's address is the pupil's; what either is, is not read. */
function sharesAddress(contact: XmlNode): boolean | undefined {
  const said = contact.first('Address')?.value('AddressAsPupil')?.toUpperCase();
  if (said === undefined) return undefined;
  return ['T', 'TRUE', '1'].includes(said);
}

const READ = ['UPN', 'Forename', 'Surname', 'DOB', 'Sex', 'Gender'];
const READ_OF_STAY = ['LEA', 'Estab', 'EntryDate', 'LeavingDate'];
const given = (node: XmlNode, names: readonly string[]): number =>
  names.filter((name) => node.value(name) !== undefined).length;

/**
 * What is left out: other first names and numbers, where contacts live and what they are called by, needs, results,
 * attendance over a year, care status, and above all what a school wrote of a pupil's safety. Counted, never read.
 */
export function unreadIn(pupil: XmlNode, { source }: Transfer, named: Around | undefined): number {
  const former = [...(detailsIn(pupil, 'FormerUPN') ?? []), ...(otherNamesIn(pupil) ?? [])];
  const single = [postcodeIn(pupil), yearIn(pupil), ...former].filter(Boolean).length;
  const contacts = contactsIn(pupil).reduce(
    (sum, contact) => sum + given(contact, READ_OF_CONTACT) + (sharesAddress(contact) === undefined ? 0 : 1),
    0,
  );
  const others = notTaken(contactsIn(pupil), named);
  return pupil.leaves - given(pupil, READ) - given(stayAt(pupil, source), READ_OF_STAY) - single - contacts + others;
}
