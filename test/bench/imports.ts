import { setTimeout as pause } from 'node:timers/promises';
import type { Shape } from '../support/shapes';
import { loadChild } from '../support/people';
import { tokensOf } from '../support/tokens';
import type { Row } from './row';

const SCHOOL = '9992001';
const FEED = 'ash-lane-attendance';
const HEADER = 'UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code\n';
const ROWS = 10_000;
const MEGABYTE = 1_000_000;
/** Beyond every line of a receipt: to put 2,500 of them together ten times a second is no part of what is measured. */
const NO_LINES = 1_000_000_000;

/** Which rows: those of so many pupils, session after session, from a session on; one mark in `absent` is no presence. */
type Register = Readonly<{ pupils: number; firstPupil: number; firstSession: number; absent: number }>;
type Taken = Readonly<{ rows: number; seconds: number; mostMemory: number }>;

/** A school's rows, until that many bytes or rows are written. */
function* register({ pupils, firstPupil, firstSession, absent }: Register, most: Limit): Generator<string> {
  let [bytes, rows] = [0, 0];
  const who = Array.from({ length: pupils }, (_, i) => {
    const { upn, familyName, givenName, birthDate } = loadChild(firstPupil + i);
    return [upn, firstPupil + i, familyName, givenName, birthDate, SCHOOL].join(',');
  });
  yield HEADER;
  for (let session = firstSession; ; session += 1) {
    const day = new Date(Date.UTC(2000, 0, 3) + Math.floor(session / 2) * 86_400_000).toISOString().slice(0, 10);
    const [half, present] = session % 2 === 0 ? ['AM', '/'] : ['PM', '\\'];
    const lines = who.map((pupil, i) => `${pupil},${day},${half},${(i + session) % absent === 0 ? 'I' : present}\n`);
    if (rows + lines.length > most.rows || bytes > most.bytes) return;
    rows += lines.length;
    const text = lines.join('');
    bytes += text.length;
    yield text;
  }
}
type Limit = Readonly<{ rows: number; bytes: number }>;

/** A file of 10,000 rows, each of them an event, of pupils never seen before. */
export async function importRow(shape: Shape): Promise<Row> {
  const seconds: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const rows = register(
      { pupils: 500, firstPupil: 60_000 + run * 500, firstSession: 0, absent: 1 },
      { rows: ROWS, bytes: Infinity },
    );
    const taken = await take(shape, rows);
    if (taken.rows !== ROWS) throw new Error(`${taken.rows} of ${ROWS} rows were accepted`);
    seconds.push(taken.seconds);
  }
  const figure = seconds.sort((a, b) => a - b)[1] ?? 0;
  const note = 'attendance CSV, each row an event, 500 pupils never seen before; until the receipt says done';
  return { what: '10,000 rows of a file', figure, unit: 's', aim: '≤ 5 s', met: figure <= 5, note };
}

/** A large file: how much more memory than at rest, and how a row of it fares against one of a file of 10 MB. */
export async function largeFileRows(shape: Shape, megabytes: number): Promise<readonly Row[]> {
  const file = (first: number, size: number): Generator<string> =>
    register(
      { pupils: 1_000, firstPupil: 70_000, firstSession: first, absent: 15 },
      { rows: Infinity, bytes: size * MEGABYTE },
    );
  await take(shape, file(0, 1));
  const atRest = await memoryOf(shape);
  const small = await take(shape, file(100, 10));
  const large = await take(shape, file(1_000, megabytes));
  const [of10, ofLarge] = [small, large].map(({ rows, seconds }) => rows / seconds) as [number, number];
  const more = (large.mostMemory - atRest) / MEGABYTE;
  const megabytesOf = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;
  const memory = `${megabytesOf(atRest)} at rest, at most ${megabytesOf(large.mostMemory)}`;
  const note = `${large.rows.toLocaleString('en-GB')} rows in ${Math.round(large.seconds)} s, one mark in 15 an event`;
  const what = `a file of ${megabytes.toLocaleString('en-GB')} MB`;
  return [
    { what: `${what}, memory above rest`, figure: more, unit: 'MB', aim: '≤ 300 MB', met: more <= 300, note: memory },
    {
      what: `${what}, rows`,
      figure: ofLarge,
      reference: of10,
      unit: 'rows/s',
      aim: 'as of 10 MB',
      met: ofLarge >= 0.9 * of10,
      note,
    },
  ];
}

/** Sends it and waits until it is dealt with; counts rows that were taken in, present marks among them. */
async function take(shape: Shape, text: Generator<string>): Promise<Taken> {
  const headers = { authorization: `Bearer ${await tokensOf(shape.home).client('ash-lane-primary')}` };
  const begun = performance.now();
  let rows = -1;
  const counted = (function* () {
    for (const part of text) {
      rows += part.split('\n').length - 1;
      yield Buffer.from(part);
    }
  })();
  const sent = await fetch(`${shape.intakeUrl}/v1/feeds/${FEED}/messages`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv', 'idempotency-key': crypto.randomUUID() },
    body: ReadableStream.from(counted),
    duplex: 'half',
  });
  let mostMemory = await memoryOf(shape);
  for (let receipt = (await sent.json()) as Receipt; ;) {
    if (!receipt.id) throw new Error(`${sent.status}: ${JSON.stringify(receipt)}`);
    if (receipt.status !== 'processing') {
      if (receipt.counts['parked']) throw new Error(`${receipt.counts['parked']} rows were parked`);
      return { rows, seconds: (performance.now() - begun) / 1_000, mostMemory };
    }
    await pause(100);
    mostMemory = Math.max(mostMemory, await memoryOf(shape));
    const asked = `${shape.intakeUrl}/v1/receipts/${receipt.id}?after=${NO_LINES}`;
    receipt = (await (await fetch(asked, { headers })).json()) as Receipt;
  }
}
type Receipt = Readonly<{ id: string; status: string; counts: Readonly<Record<string, number>> }>;

/** Resident, in bytes. */
async function memoryOf({ intakeUrl }: Shape): Promise<number> {
  const measures = await (await fetch(`${intakeUrl}/metrics`)).text();
  return Number(/^process_resident_memory_bytes(?:\{[^}]*\})? (\S+)$/m.exec(measures)?.[1]);
}
