import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { MllpClient } from '../../libs/testing/mllp';
import { loadChild } from '../support/people';
import { freePort, root } from '../support/processes';
import { newGround, startShape } from '../support/shapes';
import { median, type Row } from './row';

const CONNECTIONS = 8;
/** Messages that one connection has under way. */
const WINDOW = 100;
const PATIENTS = 2_000;
const AIM = 2_000;

/** Admission messages over several connections, each waiting for few answers, until the last one is acknowledged. */
export async function run(messages: number, runs: number): Promise<Row> {
  const ground = await newGround('hub');
  const port = await freePort();
  const file = join(ground.home, 'directory.yaml');
  await writeFile(file, await directoryWithDoor());
  const shape = await startShape('hub', { ground, env: { MLLP_PORT: `${port}`, DIRECTORY_FILE: file } });
  try {
    // Every patient is seen once before it is timed.
    await acknowledged(port, 0, PATIENTS);
    const figures: number[] = [];
    for (let n = 0; n < runs; n += 1) {
      const begun = performance.now();
      await acknowledged(port, PATIENTS + n * messages, messages);
      figures.push(messages / ((performance.now() - begun) / 1_000));
    }
    const figure = median(figures);
    const note = `${CONNECTIONS} connections, ${WINDOW} messages under way on each, each an event, ${PATIENTS} patients known; AA when durable`;
    return {
      ...{ what: 'HL7 over MLLP, acknowledged', figure, unit: 'messages/s', note },
      aim: `≥ ${AIM.toLocaleString('en-GB')}/s`,
      met: figure >= AIM,
    };
  } finally {
    await shape.stop();
  }
}

async function directoryWithDoor(): Promise<string> {
  const document = parse(await readFile(join(root, 'infra/demo/directory.yaml'), 'utf8')) as { feeds: FeedEntry[] };
  const [like] = document.feeds.filter(({ id }) => id === 'hospital-events');
  if (!like) throw new Error('the demo borough has no hospital');
  const feed = { ...like, id: 'hospital-pas', format: 'hl7v2', mllp: { application: 'PAS', facility: 'WEXBOURNE' } };
  return stringify({ ...document, feeds: [...document.feeds, feed] });
}
type FeedEntry = Readonly<{ id: string }>;

async function acknowledged(port: number, first: number, count: number): Promise<void> {
  let next = first;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = await MllpClient.open(port);
      await Promise.all(
        Array.from({ length: WINDOW }, async () => {
          while (next < first + count) {
            const number = (next += 1);
            const answer = await client.send(arrival(number));
            if (!answer.startsWith('AA')) throw new Error(`message ${number} was answered ${answer}`);
          }
        }),
      );
      client.end();
    }),
  );
}

/** A visit of its own to the emergency department, of one of so many patients. */
function arrival(number: number): string {
  const patient = 80_000 + (number % PATIENTS);
  const { familyName, givenName, birthDate } = loadChild(patient);
  const time = '20260112080000';
  return [
    `MSH|^~\\&|PAS|WEXBOURNE|||${time}||ADT^A04|${number}|P|2.4`,
    `EVN|A04|${time}`,
    `PID|1||${patient}^^^WEX^MR||${familyName}^${givenName}||${birthDate.replaceAll('-', '')}|F`,
    `PV1|1|E${'|'.repeat(17)}V${number}${'|'.repeat(25)}${time}`,
  ].join('\r');
}
