/** NEMS messages about Ivy Pemberton of Wexbourne, in FHIR's JSON, and the same as XML. */
export type Json = Readonly<Record<string, unknown>>;

const HL7 = 'https://fhir.nhs.uk/STU3/StructureDefinition';
export const IVY = { nhsNumber: '9990000018', given: 'Ivy', family: 'Pemberton', born: '2026-01-05' };
export const MUM = { nhsNumber: '9990000026', given: 'Holly', family: 'Pemberton', born: '1998-04-03' };
type Someone = Readonly<{ nhsNumber?: string; given?: string; family?: string; born?: string }>;

const coded = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const nhs = (value: string) => ({
  extension: [{ url: 'https://example/Extension-NHSNumberVerificationStatus-1', valueCodeableConcept: coded('01') }],
  system: 'https://fhir.nhs.uk/Id/nhs-number',
  value,
});

export const patient = ({ nhsNumber, given, family, born }: Someone = IVY, more: Json = {}): Json => ({
  resourceType: 'Patient',
  id: `p-${given ?? 'x'}`,
  ...(nhsNumber === undefined ? {} : { identifier: [nhs(nhsNumber)] }),
  ...(family === undefined ? {} : { name: [{ use: 'official', family, given: [given] }] }),
  gender: 'female',
  ...(born === undefined ? {} : { birthDate: born }),
  address: [
    { use: 'old', postalCode: 'WX9 9ZZ' },
    { use: 'home', postalCode: 'WX1 2AB', period: { start: '2026-01-10' } },
  ],
  ...more,
});

export type Given = Readonly<{
  event: string;
  act?: string;
  routing?: Someone;
  meta?: Json;
  timestamp?: string;
  focus?: string;
  resources: readonly Json[];
}>;

export function nems({ event, act = 'new', routing = IVY, meta, timestamp, focus, resources }: Given): Json {
  const header = {
    resourceType: 'MessageHeader',
    id: 'h-1',
    meta: meta ?? { versionId: '1', lastUpdated: '2026-01-12T09:00:00+00:00' },
    extension: [
      {
        url: `${HL7}/Extension-RoutingDemographics-1`,
        extension: [
          ...(routing.nhsNumber === undefined
            ? []
            : [{ url: 'nhsNumber', valueIdentifier: { system: nhs('').system, value: routing.nhsNumber } }]),
          { url: 'name', valueHumanName: { use: 'official', family: routing.family, given: [routing.given] } },
          { url: 'birthDateTime', valueDateTime: `${routing.born ?? IVY.born}T00:00:00+00:00` },
        ],
      },
      { url: `${HL7}/Extension-MessageEventType-1`, valueCodeableConcept: coded(act) },
    ],
    event: { system: 'https://fhir.nhs.uk/STU3/CodeSystem/EventType-1', code: event },
    timestamp: timestamp ?? '2026-01-12T08:59:00+00:00',
    ...(focus === undefined ? {} : { focus: [{ reference: `urn:uuid:${focus}` }] }),
  };
  const entry = [header, ...resources].map((resource) => ({
    fullUrl: `urn:uuid:${String((resource as Json)['id'])}`,
    resource,
  }));
  return { resourceType: 'Bundle', type: 'message', entry };
}

export const encounter = (more: Json = {}): Json => ({
  resourceType: 'Encounter',
  id: 'e-1',
  identifier: [{ system: 'urn:wexbourne:maternity', value: 'S1' }],
  status: 'finished',
  period: { start: '2026-01-08' },
  ...more,
});
export const immunization = (more: Json = {}): Json => ({
  resourceType: 'Immunization',
  id: 'i-1',
  identifier: [{ system: 'urn:wexbourne:gp', value: 'V1' }],
  extension: [
    { url: 'https://example/Extension-CareConnect-VaccinationProcedure-1', valueCodeableConcept: coded('170433008') },
  ],
  status: 'completed',
  notGiven: false,
  date: '2026-01-09T12:00:00+00:00',
  lotNumber: 'BATCH-7',
  ...more,
});
export const episode = (more: Json = {}): Json => ({
  resourceType: 'EpisodeOfCare',
  id: 'c-1',
  identifier: [{ system: 'urn:wexbourne:hv', value: 'C1' }],
  status: 'active',
  type: [{ coding: [{ code: '1078501000000104', display: 'Health visiting service' }] }],
  period: { start: '2026-01-09T09:00:00+00:00' },
  ...more,
});

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  if (value === null || typeof value !== 'object') return `<${name} value="${escape(String(value))}"/>`;
  const { resourceType, url, ...fields } = value as Record<string, unknown>;
  const inner = Object.entries(fields)
    .map(([field, one]) => element(field, one))
    .join('\n');
  const within = typeof resourceType === 'string' ? `<${resourceType}>${inner}</${resourceType}>` : inner;
  return `<${name}${typeof url === 'string' ? ` url="${url}"` : ''}>${within}</${name}>`;
}

/** A resource as FHIR's XML. */
export function toXml(resource: Json): string {
  const { resourceType, ...fields } = resource;
  const inner = Object.entries(fields)
    .map(([field, one]) => element(field, one))
    .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${String(resourceType)} xmlns="http://hl7.org/fhir">\n${inner}\n</${String(resourceType)}>\n`;
}
