import type { Sought } from '../question';

/** NHS England's name for the system of NHS numbers. */
const NHS_NUMBERS = 'https://fhir.nhs.uk/Id/nhs-number';
/** UK Core's extension of an identifier; the codes of a number that the NHS' own service verified, now and formerly. */
const STATUS = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const VERIFIED: readonly (string | undefined)[] = ['number-present-and-verified', '01'];

/** Of every list no more is read. */
const MOST_READ = 20;

/**
 * Who a Patient resource (FHIR R4, UK Core) says is sought. It comes from outside: whatever has not the shape it should
 * have is left out. UPN has no system that is agreed on, and is not read.
 */
export function soughtIn(patient: unknown): Sought {
  const [name, ...names] = byAge(listIn(patient, 'name'));
  const [address, ...addresses] = byAge(listIn(patient, 'address'));
  const [number] = listIn(patient, 'identifier').filter((one) => textIn(one, 'system') === NHS_NUMBERS);
  return without({
    givenName: textsIn(name, 'given').join(' ') || undefined,
    familyName: textIn(name, 'family'),
    formerFamilyNames: names.flatMap((one) => textIn(one, 'family') ?? []),
    birthDate: textIn(patient, 'birthDate'),
    sex: textIn(patient, 'gender'),
    postcode: textIn(address, 'postalCode'),
    formerPostcodes: addresses.flatMap((one) => textIn(one, 'postalCode') ?? []),
    addressLines: textsIn(address, 'line'),
    locality: textIn(address, 'city'),
    parents: listIn(patient, 'contact').flatMap((one) => fullName(fieldOf(one, 'name')) ?? []),
    nhsNumber: textIn(number, 'value'),
    nhsNumberStatus: isVerified(number) ? '01' : undefined,
  });
}

const isVerified = (number: unknown): boolean =>
  listIn(number, 'extension')
    .filter((one) => textIn(one, 'url') === STATUS)
    .flatMap((one) => listIn(fieldOf(one, 'valueCodeableConcept'), 'coding'))
    .some((coding) => VERIFIED.includes(textIn(coding, 'code')));

const fullName = (name: unknown): string | undefined =>
  textIn(name, 'text') ?? ([...textsIn(name, 'given'), textIn(name, 'family') ?? ''].join(' ').trim() || undefined);

const FORMER: readonly (string | undefined)[] = ['old', 'maiden'];
/** What holds now before what held once. */
const byAge = (all: readonly unknown[]): readonly unknown[] =>
  all.toSorted((one, other) => Number(isFormer(one)) - Number(isFormer(other)));
const isFormer = (one: unknown): boolean =>
  FORMER.includes(textIn(one, 'use')) || textIn(fieldOf(one, 'period'), 'end') !== undefined;

/** What stands in a field of what may be anything. */
export const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;
export const textIn = (value: unknown, field: string): string | undefined => {
  const text = fieldOf(value, field);
  return typeof text === 'string' ? text : undefined;
};
export const listIn = (value: unknown, field: string): readonly unknown[] => {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list.slice(0, MOST_READ) : [];
};
const textsIn = (value: unknown, field: string): readonly string[] =>
  listIn(value, field).filter((one) => typeof one === 'string');

const without = (said: Readonly<Record<string, unknown>>): Sought =>
  Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
