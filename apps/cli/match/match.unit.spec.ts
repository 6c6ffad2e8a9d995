import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@tributary/kernel';
import { match, type MatchOptions } from '../commands/match';
import { columnMaps, personIn } from './column-map';

const MAP = {
  id: 'number',
  columns: { givenName: 'first', familyName: 'last', birthDate: 'born', postcode: 'postcode', nhsNumber: 'nhs' },
};
const HEAD = 'number,first,last,born,postcode,nhs,who';
const A = [
  HEAD,
  'a1,Aelandor,Thornwick,2012-04-30,WX12 3AB,9990000018,1',
  'a2,Quenobin,Thornwick,2012-04-30,WX12 3AB,9990000026,2',
  '=cmd(),Brielind,Pennshaw,2010-02-14,WX14 5EF,,3',
];
const B = [
  HEAD,
  'b1,Aelnador,Thornwick,30/04/2012,WX12 3AB,,1',
  'b2,Quenobin,Thornwick,2012-04-30,,9990000026,2',
  'b3,Brielind,Pennshaw,2010-02-14,WX14 5EF,,3',
  'b4,short',
  'b5,😀,,9999-99-99,ZZ99 3VZ,1111111111,',
];

describe('tributary match', () => {
  let folder: string;
  let printed: string;
  const at = (name: string): string => join(folder, name);
  const run = async (options: Partial<MatchOptions>) => {
    printed = '';
    const code = await match({ map: at('map.json'), json: true, ...options });
    return { code, answer: JSON.parse(printed) as Record<string, unknown> };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tributary-match-'));
    await writeFile(at('map.json'), JSON.stringify(MAP));
    await writeFile(at('a.csv'), A.join('\n'));
    await writeFile(at('b.csv'), B.join('\n'));
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });

  it('links two files, scores the answer and says what it could not use', async () => {
    const { code, answer } = await run({ link: [at('a.csv'), at('b.csv')], out: at('pairs.csv'), truth: 'who' });
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      records: 7,
      brokenRows: 1,
      weights: 'standing-3',
      outcomes: { Match: 3 },
      notUsed: { 'birth-date no-date': 1, 'given-name names-nobody': 1, 'nhs-number placeholder': 1 },
      score: { truePairs: 3, linkedPairs: 3, rightPairs: 3, precision: 1, recall: 1, f1: 1 },
    });
    const pairs = await readFile(at('pairs.csv'), 'utf8');
    expect(pairs.split('\r\n')[0]).toBe('\ufeffa,b,outcome,reason,weight,probability,cluster,evidence');
    expect(pairs).toMatch(/^a1,b1,Match,,.*given-name typo /m);
    expect(pairs).toMatch(/^'=cmd\(\),b3,Match/m);
    expect(pairs).not.toMatch(/Thornwick|WX12|2012-04|9990000/);
  });

  it('keeps weights and takes them again', async () => {
    await run({ dedupe: at('a.csv'), saveWeights: at('weights.json') });
    const { answer, code } = await run({ dedupe: at('a.csv'), weights: at('weights.json'), out: at('pairs.jsonl') });
    expect([code, answer['weights'], answer['people']]).toEqual([0, 'standing-3', 3]);
    // Twins: two numbers, two names, and nothing that anybody need look at.
    expect(await readFile(at('pairs.jsonl'), 'utf8')).toBe('');
    await writeFile(at('weights.json'), '{"version": "x"}');
    await expect(run({ dedupe: at('a.csv'), weights: at('weights.json') })).rejects.toMatchObject({
      code: 'match-weights-wrong',
    });
  });

  it('asks for one person', async () => {
    await writeFile(
      at('person.json'),
      '{"givenName": "Quenobin", "familyName": "Thornwick", "birthDate": "2012-04-30"}',
    );
    const { answer } = await run({ in: at('a.csv'), person: at('person.json') });
    expect(answer).toMatchObject({ outcome: 'Match', candidates: [{ id: 'a2', outcome: 'Match' }] });
  });

  it.each([
    [{}, 'match-what'],
    [{ link: ['one.csv'] }, 'match-what'],
    [{ as: 'p-okonjo' }, 'match-what'],
    [{ dedupe: 'a.csv', in: 'b.csv' }, 'match-what'],
    [{ dedupe: 'nowhere.csv' }, 'match-file-missing'],
    [{ dedupe: 'nowhere.csv', truth: 'who', truthPart: '(' }, 'match-map-wrong'],
  ])('refuses %j: %s', async (options, code) => expect(run(options)).rejects.toMatchObject({ code }));

  it('reads no file without a column map', () =>
    expect(match({ dedupe: at('a.csv') })).rejects.toMatchObject({ code: 'match-map-wrong' }));

  it.each([
    'no JSON',
    '[]',
    '{}',
    '{"columns": {}}',
    '{"columns": {"nickname": "x"}}',
    '{"columns": {"givenName": ["x", "y"]}}',
    '{"columns": {"addressLines": []}}',
    '{"columns": {"givenName": 3}}',
    '{"id": 3, "columns": {"givenName": "x"}}',
    '{"columns": {"givenName": "x"}, "b": []}',
  ])('refuses the map %s', (text) => expect(() => columnMaps(text)).toThrow(Problem));

  it.each(['[]', '{"givenName": 3}', '{"nickname": "x"}', '{"parents": "x"}'])('refuses the person %s', (text) =>
    expect(() => personIn(text)).toThrow(Problem),
  );
});
