import { Problem } from '@tributary/kernel';
import { zipOf } from '../testing/zip';
import fc from 'fast-check';
import { formats, mappingOf } from '.';
import type { FeedFormat, Parsed } from './format';
import { fixture, parseAll, preset, withMapping } from './spec-help';

/** For each parser; the soak gives each 60 seconds. */
const MILLISECONDS = Number(process.env['FUZZ_MS'] ?? 5_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_112);

const event = JSON.stringify({
  specversion: '1.0',
  id: 'e-1',
  source: 'urn:wexbourne:hospital',
  type: 'health.appointment-missed',
  data: { record: { system: 'ed', localId: 'H-55' }, fact: { date: '2026-01-12', service: 'GP' } },
});
const samples: Readonly<Record<FeedFormat['id'], readonly [string | Uint8Array, string?][]>> = {
  'attendance-csv': [[fixture('attendance-csv', 'good.csv')]],
  'suspension-csv': [[fixture('suspension-csv', 'good.csv')]],
  'pupil-csv': [[fixture('pupil-csv', 'good.csv')]],
  'ctf-xml': [[fixture('ctf-xml', 'good.xml')]],
  'school-json': [[fixture('school-json', 'pages.json')]],
  ssda903: [
    [fixture('ssda903', 'episodes.csv')],
    [fixture('ssda903', 'return.xml')],
    [zipOf(['header.csv', 'episodes.csv', 'missing.csv'].map((name) => ({ name, content: fixture('ssda903', name) })))],
  ],
  'dfe-csc-json': [[fixture('dfe-csc-json', 'good.json')]],
  'cin-census-xml': [[fixture('cin-census-xml', 'good.xml')]],
  'nems-stu3': [
    [fixture('nems-stu3', 'birth.xml'), 'application/fhir+xml'],
    [fixture('nems-stu3', 'vaccination.json'), 'application/fhir+json'],
  ],
  'mns-signal': [
    [fixture('mns-signal', 'published.json'), 'application/cloudevents+json'],
    [fixture('mns-signal', 'delivered.json'), 'application/fhir+json'],
  ],
  hl7v2: [[fixture('hl7v2', 'good.hl7')], [fixture('hl7v2', 'batch.hl7')]],
  'mapped-csv': [[fixture('mapped-csv', 'missing-child.csv')]],
  'mapped-json': [[fixture('mapped-json', 'domestic-abuse.json')]],
  'fhir-r4-uk-core': [[fixture('fhir-r4-uk-core', 'transaction.json'), 'application/fhir+json']],
  cloudevents: [
    [event, 'application/cloudevents+json'],
    [`[${event},${event}]`, 'application/cloudevents-batch+json'],
    [`${event}\n${event}\n`, 'application/x-ndjson'],
  ],
};

type Change = Readonly<{
  at: number;
  kind: 'flip' | 'cut' | 'repeat' | 'insert' | 'end';
  byte: number;
  length: number;
}>;
const changes = fc.array(
  fc.record<Change>({
    at: fc.nat(1_000_000),
    kind: fc.constantFrom('flip', 'cut', 'repeat', 'insert', 'end'),
    byte: fc.oneof(fc.constantFrom(...Buffer.from('"<>&{}[],:\\\n\r0/#|^~\u000b\u001c')), fc.nat(255)),
    length: fc.nat(200),
  }),
  { minLength: 1, maxLength: 8 },
);

function changed(bytes: Buffer, { at, kind, byte, length }: Change): Buffer {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  const given = Buffer.from([byte]);
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, given, after.subarray(1)]);
    case 'insert':
      return Buffer.concat([before, given, after]);
    case 'cut':
      return Buffer.concat([before, after.subarray(length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 'end':
      return Buffer.from(before);
  }
}

/** With a mapping, where its format needs one. */
function mapped(format: FeedFormat): FeedFormat {
  if (!format.mapped) return format;
  return withMapping(format, mappingOf(preset(MAPPINGS[format.id] ?? '')));
}
const MAPPINGS: Readonly<Partial<Record<FeedFormat['id'], string>>> = {
  'mapped-csv': 'missing-child-csv',
  'mapped-json': 'domestic-abuse-json',
};

/** What a parser may do with any bytes: yield, park, or throw a Problem. */
async function outcome(format: FeedFormat, bytes: Buffer, mediaType?: string): Promise<readonly Parsed[] | Problem> {
  try {
    return await parseAll(format, bytes, mediaType);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

describe('any bytes whatever', () => {
  it.each(formats.map((format) => [format.id, mapped(format)] as const))(
    '%s answers with records, parked records or a Problem, and with the same whatever the pieces',
    async (id, format) => {
      const given = fc.constantFrom(...samples[id]);
      const property = fc.asyncProperty(
        given,
        changes,
        fc.integer({ min: 1, max: 4_000 }),
        async ([text, mediaType], all, size) => {
          const bytes = all.reduce(changed, Buffer.from(text));
          const whole = await outcome(format, bytes, mediaType);
          const inPieces = await parseAll(format, bytes, mediaType, size).catch((error: unknown) => error);
          if (whole instanceof Problem) expect(inPieces).toMatchObject({ code: expect.any(String) as string });
          else expect(inPieces).toEqual(whole);
        },
      );
      const limits = { interruptAfterTimeLimit: MILLISECONDS, markInterruptAsFailure: false };
      await fc.assert(property, { seed: SEED, numRuns: 1_000_000, ...limits });
    },
    MILLISECONDS + 60_000,
  );
});
