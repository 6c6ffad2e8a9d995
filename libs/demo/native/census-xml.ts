import type { Instant, PlainDate } from '@tributary/kernel';
import type { Person } from '../domain/person';

export type CensusEntry = Readonly<{
  person: Person;
  referred: PlainDate;
  source: string;
  need: string;
  assessed: PlainDate;
  closed?: PlainDate;
}>;

const tag = (name: string, ...inner: readonly string[]): string => `<${name}>${inner.join('')}</${name}>`;

function childXml({ person, referred, source, need, assessed, closed }: CensusEntry): string {
  return tag(
    'Child',
    tag(
      'ChildIdentifiers',
      tag('LAchildID', person.careId),
      tag('UPN', person.upn),
      tag('PersonBirthDate', person.birthDate),
      tag('Sex', person.sex === 'female' ? 'F' : 'M'),
    ),
    tag('ChildCharacteristics', tag('Ethnicity', 'NOBT')),
    tag(
      'CINdetails',
      tag('CINreferralDate', referred),
      tag('ReferralSource', source),
      tag('PrimaryNeedCode', need),
      tag('Assessments', tag('AssessmentActualStartDate', referred), tag('AssessmentAuthorisationDate', assessed)),
      tag('ReferralNFA', 'false'),
      ...(closed ? [tag('CINclosureDate', closed), tag('ReasonForClosure', 'RC8')] : []),
    ),
  );
}

/** Format cin-census-xml: the Children in Need census of the year that ended on that 31 March. */
export function censusXml(year: number, made: Instant, entries: readonly CensusEntry[]): string {
  const header = tag(
    'Header',
    tag(
      'CollectionDetails',
      tag('Collection', 'CIN'),
      tag('Year', String(year)),
      tag('ReferenceDate', `${year}-03-31`),
    ),
    tag(
      'Source',
      tag('SourceLevel', 'L'),
      tag('LEA', '999'),
      tag('SoftwareCode', 'Wexbourne'),
      tag('Release', '1'),
      tag('SerialNo', '001'),
      tag('DateTime', made.slice(0, 19)),
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Message>',
    header,
    '<Children>',
    ...entries.map(childXml),
    '</Children>',
    '</Message>',
    '',
  ].join('\n');
}
