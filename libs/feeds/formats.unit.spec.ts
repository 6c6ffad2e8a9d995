import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FeedFormatId, FEED_PROBLEMS, formatOf, formats, type Mapping, mappingOf } from '.';
import { fixture, preset, RECEIVED } from './spec-help';

const folders = readdirSync(__dirname, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && entry.name !== 'shared',
);

describe('the registry of formats', () => {
  it('holds every format folder', () => {
    expect(formats.map(({ id }) => id as string).sort()).toEqual(folders.map(({ name }) => name).sort());
  });
  it('finds a format by its id', () => {
    expect(formatOf('suspension-csv')?.title).toContain('suspensions');
    expect(formatOf('carrier-pigeon')).toBeUndefined();
  });
  it('lets no return be anything but a return', () => {
    expect(formats.filter(({ currency }) => currency === 'return').map(({ id }) => id)).toEqual([
      'ssda903',
      'cin-census-xml',
    ]);
  });
});

describe('problem codes', () => {
  it('are all used', () => {
    const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.endsWith('.spec.ts') &&
        !file.endsWith('problem-codes.ts') &&
        !file.endsWith('document-problems.ts'),
    );
    const text = sources.map((file) => readFileSync(join(__dirname, file), 'utf8')).join('\n');
    expect(Object.keys(FEED_PROBLEMS).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });
});

const mappings: Readonly<Partial<Record<FeedFormatId, Mapping>>> = {
  'mapped-csv': mappingOf(preset('early-help-csv')),
  'mapped-json': mappingOf(preset('domestic-abuse-json')),
};

/** A delivery of many records, each a piece of its own, and how many pieces were pulled when the first record came. */
const endless: Readonly<Record<FeedFormatId, { head: string; piece: (at: number) => string; mediaType?: string }>> = {
  'attendance-csv': csv('attendance-csv', 2),
  'suspension-csv': csv('suspension-csv', 1),
  'pupil-csv': csv('pupil-csv', 1),
  'ctf-xml': {
    head: '<CTfile><Header><SourceSchool><LEA>999</LEA><Estab>4001</Estab></SourceSchool></Header><CTFpupilData>',
    piece: (at) => `<Pupil><UPN>${at}</UPN></Pupil>`,
  },
  'school-json': { head: '{"data":[{"id":"x"}', piece: (at) => `,{"id":"${at}"}` },
  // A set is read as one, so it is held; a table alone streams.
  ssda903: csvOf(fixture('ssda903', 'episodes.csv'), 2),
  'dfe-csc-json': { head: '{"Children":[{"la_child_id":"x"}', piece: (at) => `,{"la_child_id":"${at}"}` },
  'cin-census-xml': {
    head: '<Message><Header><CollectionDetails><Year>2026</Year></CollectionDetails><Source><LEA>999</LEA></Source></Header><Children>',
    piece: (at) => `<Child><ChildIdentifiers><LAchildID>${at}</LAchildID></ChildIdentifiers></Child>`,
  },
  'nems-stu3': { head: '', piece: () => '{"resourceType":"Bundle"}\n', mediaType: 'application/fhir+ndjson' },
  'mns-signal': { head: '', piece: () => '{}\n', mediaType: 'application/x-ndjson' },
  hl7v2: { head: '', piece: () => 'MSH|^~\\&|A|B|||20260112||ORU^R01|1|P|2.4\r' },
  'mapped-csv': csvOf(fixture('mapped-csv', 'early-help.csv'), 1),
  'mapped-json': { head: '[{"id":"x"}', piece: (at) => `,{"id":"${at}"}` },
  'fhir-r4-uk-core': { head: '', piece: () => '{}\n', mediaType: 'application/fhir+ndjson' },
  cloudevents: { head: '[{}', piece: () => ',{}', mediaType: 'application/cloudevents-batch+json' },
};
function csv(folder: string, line: number): { head: string; piece: (at: number) => string } {
  return csvOf(fixture(folder, 'good.csv'), line);
}
function csvOf(text: string, line: number): { head: string; piece: (at: number) => string } {
  const lines = text.split('\n');
  return { head: `${lines[0]}\n`, piece: () => `${lines[line]}\n` };
}

describe('every format', () => {
  it.each(formats.map((format) => [format.id, format] as const))(
    '%s streams: it yields as it reads, and stops reading when told',
    async (id, format) => {
      const { head, piece, mediaType } = endless[id];
      let pulled = 0;
      let closed = false;
      async function* input(): AsyncGenerator<Uint8Array> {
        try {
          yield Buffer.from(head);
          for (; pulled < 100_000; pulled++) yield Buffer.from(piece(pulled));
        } finally {
          closed = true;
        }
      }
      const mapping = mappings[id];
      const options = {
        receivedAt: RECEIVED,
        mediaType: mediaType ?? format.mediaTypes[0] ?? '',
        ...(mapping ? { mapping } : {}),
      };
      const parsing = format.parse(input(), options)[Symbol.asyncIterator]();
      let seen = 0;
      while (seen < 50 && !(await parsing.next()).done) seen++;
      await parsing.return?.();
      expect(seen).toBe(50);
      expect(pulled).toBeLessThan(5_000);
      await new Promise(setImmediate);
      expect(closed).toBe(true);
    },
  );
});
