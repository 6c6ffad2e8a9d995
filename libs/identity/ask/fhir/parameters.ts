import { Problem } from '@tributary/kernel';
import type { Question } from '../question';
import { reasonIn } from '../reasons';
import { fieldOf, listIn, soughtIn, textIn } from './patient';

/** What `Patient/$match` (FHIR R4) was called with. */
export type Call = Readonly<{ question: Question; onlyCertainMatches: boolean; count: number | undefined }>;

/** `reason` is that of `Patient/$person-info-query` (SocialCareData data-exchange-standard): why somebody asks. */
const NAMES = ['resource', 'onlyCertainMatches', 'count', 'reason'] as const;

/** Throws a Problem where something is missing, doubled or not understood: none is overlooked. */
export function callIn(body: unknown): Call {
  if (textIn(body, 'resourceType') !== 'Parameters') throw wrong('Send a Parameters resource');
  const given = listIn(body, 'parameter');
  const surplus = given.some((one) => !NAMES.some((name) => name === textIn(one, 'name')));
  if (surplus) throw wrong(`There are no parameters but ${NAMES.join(', ')}`);
  const patient = fieldOf(one(given, 'resource'), 'resource');
  if (textIn(patient, 'resourceType') !== 'Patient') throw wrong('`resource` must be a Patient');
  return {
    onlyCertainMatches: flagIn(one(given, 'onlyCertainMatches')),
    count: countIn(one(given, 'count')),
    question: { reason: reasonOf(one(given, 'reason')), person: soughtIn(patient) },
  };
}

function one(given: readonly unknown[], name: (typeof NAMES)[number]): unknown {
  const [first, ...more] = given.filter((each) => textIn(each, 'name') === name);
  if (more.length > 0) throw wrong(`\`${name}\` is given more than once`);
  return first;
}

function flagIn(parameter: unknown): boolean {
  const value = fieldOf(parameter, 'valueBoolean');
  if (parameter === undefined || typeof value === 'boolean') return value === true;
  throw wrong('`onlyCertainMatches` takes valueBoolean');
}

function countIn(parameter: unknown): number | undefined {
  const value = fieldOf(parameter, 'valueInteger');
  if (parameter === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw wrong('`count` takes valueInteger, 1 or more');
}

const reasonOf = (parameter: unknown): Question['reason'] =>
  reasonIn(textIn(parameter, 'valueUri') ?? textIn(parameter, 'valueString'));

const wrong = (detail: string): Problem =>
  new Problem('fhir-parameters-wrong', 422, 'The parameters are not those of $match', detail);
