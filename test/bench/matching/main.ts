import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Lookup, PersonReader, STANDING_WEIGHTS, type Stated } from '@tributary/matching';
import { percentile, type Row, table } from '../row';
import { dirtyBorough } from './dirty-borough';
import { measure } from './groups/measure';
import { writeMeasured } from './groups/write-measured';
import { type Labelled, run, type Run } from './scored';

const percent = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : 0);
const count = (n: number): string => n.toLocaleString('en-GB');

/** FEBRL's columns; who it is stands in `rec_id`: `rec-12-org` and `rec-12-dup-0` are one. */
function febrl(file: string): readonly Labelled[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = head.split(',').map((name) => name.trim());
  return lines.map((line) => {
    const values = line.split(',');
    const get = (name: string): string => (values[names.indexOf(name)] ?? '').trim();
    return {
      id: get('rec_id'),
      who: get('rec_id').split('-')[1] ?? '',
      givenName: get('given_name'),
      familyName: get('surname'),
      birthDate: get('date_of_birth'),
      houseNumber: get('street_number'),
      addressLines: [get('address_1'), get('address_2')],
      locality: get('suburb'),
      region: get('state'),
      postcode: get('postcode'),
      otherNumber: get('soc_sec_id'),
    };
  });
}

/** Every set in the folder alike, known or not. */
function labelledRows(folder: string): readonly Row[] {
  if (!existsSync(folder)) return [{ what: 'labelled sets', unit: '', aim: 'F1', note: `not in ${folder}` }];
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return files.sort().map((name) => {
    const done = run(febrl(join(folder, name)));
    const aim = name.startsWith('dataset3') ? 97 : 99;
    const figure = 100 * (done.score.f1 ?? 0);
    return { what: name, figure, unit: '% F1', aim: `≥ ${aim} %`, met: figure >= aim, note: noteOf(done) };
  });
}

function boroughRows(children: number, seed: number): readonly Row[] {
  const done = run(dirtyBorough({ children, seed }));
  const { truePairs, linkedPairs, rightPairs } = done.score;
  const wrong = percent(linkedPairs - rightPairs, linkedPairs);
  const unlinked = percent(truePairs - rightPairs, truePairs);
  const lost = percent(done.lost, truePairs);
  const what = `borough of ${count(children)}, seed ${seed}`;
  return [
    { what: `${what}: false links`, figure: wrong, unit: '%', aim: '≤ 0.02 %', met: wrong <= 0.02, note: noteOf(done) },
    { what: `${what}: not linked`, figure: unlinked, unit: '%', aim: '≤ 1 %', met: unlinked <= 1 },
    { what: `${what}: neither linked nor for review`, figure: lost, unit: '%', aim: '–' },
    { what: `${what}: for review`, figure: percent(done.reviewed, done.records), unit: '% of records', aim: '–' },
  ];
}

function noteOf({ score, records, pairsCompared, seconds, megabytes }: Run): string {
  const { precision = 0, recall = 0, truePairs, linkedPairs, rightPairs } = score;
  return [
    `${count(records)} records`,
    `precision ${precision.toFixed(5)}, recall ${recall.toFixed(4)}`,
    `${count(rightPairs)} right of ${count(linkedPairs)} linked, ${count(truePairs)} true pairs`,
    `${count(pairsCompared)} compared`,
    `processor ${seconds.read.toFixed(1)} + ${seconds.weights.toFixed(1)} + ${seconds.match.toFixed(1)} s`,
    `${count(Math.round(megabytes))} MB`,
  ].join('; ');
}

/** One person after the other among that many records, asked by a record of theirs that another agency might hold. */
function oneAmongMany(records: number): Row {
  const reader = new PersonReader();
  const asked: Stated[] = [];
  const people = [];
  for (const stated of dirtyBorough({ children: Math.ceil(records / 2.05), seed: 7 })) {
    if (people.length % 1_000 === 0) asked.push({ ...stated, nhsNumber: '', id: 'asked' });
    people.push(reader.read(stated));
  }
  const lookup = new Lookup(people, { ...STANDING_WEIGHTS }, reader);
  const times = asked.map((stated) => {
    const begun = performance.now();
    lookup.ask(stated);
    return performance.now() - begun;
  });
  const figure = percentile(times, 0.95);
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  return {
    what: `one person among ${count(people.length)}, p95`,
    figure,
    unit: 'ms',
    aim: '≤ 20 ms',
    met: figure <= 20,
    note: `p50 ${percentile(times, 0.5).toFixed(2)} ms, ${asked.length} asked one after the other; ${count(memory)} MB`,
  };
}

function millionRow(): Row {
  const begun = performance.now();
  const done = run(dirtyBorough({ children: 480_000, seed: 7 }));
  const minutes = (performance.now() - begun) / 60_000;
  const what = `${count(done.records)} records linked`;
  return { what, figure: minutes, unit: 'minutes', aim: '≤ 10 minutes', met: minutes <= 10, note: noteOf(done) };
}

function main(): void {
  const { values } = parseArgs({
    options: {
      sets: {
        type: 'string',
        default: process.env['FEBRL'] ?? join(__dirname, '../../../../../shared/testdata/febrl'),
      },
      children: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      full: { type: 'boolean', default: false },
      measured: { type: 'boolean', default: false },
      rates: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.rates !== undefined) return void process.stdout.write(JSON.stringify(measure(values.rates)));
  if (values.measured) return writeMeasured(new Date().toISOString().slice(0, 10));
  const rows = [...labelledRows(values.sets), ...boroughRows(Number(values.children), Number(values.seed))];
  rows.push(oneAmongMany(values.full ? 1_000_000 : 100_000), ...(values.full ? [millionRow()] : []));
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  process.stdout.write(
    values.json ? `${JSON.stringify({ machine, rows }, null, 2)}\n` : `${machine}\n\n${table(rows)}\n`,
  );
}

main();
