import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type LogFields, type Logger, Metrics, silentLogger } from '@tributary/runtime';
import { aFeed, allRecorded, feedRegistry, testIntake, type TestIntake } from '../../testing/intake';
import { writeCertificates } from '../../testing/certificates';
import { MllpClient } from '../../testing/mllp';
import { MllpDoor, type MllpOptions } from './door';

const FEEDS = [
  aFeed('wexgen.pas', 'hl7v2', { mllp: { certificate: 'wexgen-pas' } }),
  aFeed('wexgen.here', 'hl7v2', { mllp: { application: 'PAS' } }),
];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-certificates-'));
  await writeCertificates(folder, { server: 'localhost', hospital: 'wexgen-pas' }, { stranger: 'wexgen-pas' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const file = (name: string): string => join(folder, name);
const tls = () => ({ certFile: file('server.pem'), keyFile: file('server.key'), clientCaFile: file('ca.pem') });
const as = (name: string) => ({
  ca: readFileSync(file('ca.pem')),
  cert: readFileSync(file(`${name}.pem`)),
  key: readFileSync(file(`${name}.key`)),
  servername: 'localhost',
});

type Arrival = Readonly<{ control: string; patient?: string; visit?: string; recorded?: string; application?: string }>;
const arrival = ({
  control,
  patient = 'H100',
  visit = control,
  recorded = '20260112080000',
  application = 'PAS',
}: Arrival) =>
  [
    `MSH|^~\\&|${application}|WEXGEN|||${recorded}||ADT^A04|${control}|P|2.4`,
    `EVN|A04|${recorded}`,
    `PID|1||${patient}^^^WEXGEN^MR||Quillfeather^Tansy||20140304|F`,
    `PV1|1|E${'|'.repeat(17)}${visit}${'|'.repeat(25)}${recorded}`,
  ].join('\r');

let it_: TestIntake;
let doors: MllpDoor[];
let told: { message: string; fields: LogFields }[];
beforeEach(async () => {
  it_ = await testIntake(FEEDS);
  doors = [];
  told = [];
});
afterEach(async () => {
  await Promise.all(doors.map((door) => door.stop()));
  await it_.close();
});

const logger: Logger = {
  ...silentLogger,
  warn: (message: string, fields: LogFields = {}) => void told.push({ message, fields }),
};
async function opened(more: Partial<MllpOptions> = {}): Promise<{ door: MllpDoor; port: number }> {
  const at = { host: '127.0.0.1', port: 0 };
  const shared = { intake: it_.intake, feeds: feedRegistry(FEEDS), logger, metrics: new Metrics() };
  const door = new MllpDoor({ at, ...shared, ...more });
  doors.push(door);
  await door.start();
  return { door, port: door.port ?? 0 };
}
const arrivals = async () => {
  while ((await it_.intake.open()) > 0) await pause(5);
  return (await allRecorded(it_.store)).filter(({ event }) => event.type === 'health.emergency-attended');
};
const toldCodes = () => told.map(({ fields }) => fields['code']);

describe('the door for HL7 over MLLP', () => {
  it('answers each message once it is kept, in order, though they come without waiting', async () => {
    const client = await MllpClient.open((await opened()).port);
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, at) => client.send(arrival({ control: `${at}`, patient: `H${at % 7}` }))),
    );
    expect(codes).toEqual(Array.from({ length: 50 }, (_, at) => `AA ${at}`));
    expect(await arrivals()).toHaveLength(50);
    client.end();
    await client.closed;
  });

  it('keeps what it parks, and makes nothing twice when a sender sends again', async () => {
    const { port } = await opened();
    const client = await MllpClient.open(port);
    const unnumbered = arrival({ control: '2', patient: '' });
    expect(await client.send(arrival({ control: '1' }))).toBe('AA 1');
    expect(await client.send(unnumbered)).toBe('AA 2');
    client.destroy();
    const again = await MllpClient.open(port);
    expect(await again.send(arrival({ control: '1' }))).toBe('AA 1');
    expect(await again.send(arrival({ control: '9', visit: '1' }))).toBe('AA 9');
    expect(await arrivals()).toHaveLength(1);
    await arrivals();
    const { rows } = await it_.db.events.query('SELECT code FROM intake.parked');
    expect(rows).toEqual([{ code: 'hl7-patient-unnumbered' }]);
    again.destroy();
  });

  it('takes a message of a sender by its certificate, and shuts out all others', async () => {
    const { port } = await opened({ at: { host: '127.0.0.1', port: 0, tls: tls() } });
    const client = await MllpClient.open(port, as('hospital'));
    expect(await client.send(arrival({ control: '1' }))).toBe('AA 1');
    expect((await arrivals()).map(({ event }) => event.source)).toMatchObject([{ feed: 'wexgen.pas' }]);
    client.destroy();
    const shut = [as('stranger'), { ca: readFileSync(file('ca.pem')), servername: 'localhost' }];
    for (const given of shut) {
      const stranger = await MllpClient.open(port, given).catch(() => undefined);
      await stranger?.closed;
    }
    const plain = await MllpClient.open(port);
    plain.raw(Buffer.from('\u000bMSH|'));
    await plain.closed;
    expect(told.map(({ message }) => message)).toEqual(
      Array.from({ length: 3 }, () => 'A sender of HL7 was refused: its certificate is not accepted'),
    );
  });

  it('asks for it again where nobody knows whose it is, and says so once', async () => {
    const client = await MllpClient.open((await opened()).port);
    const strange = (control: string) => client.send(arrival({ control, application: 'UNKNOWN' }));
    expect([await strange('1'), await strange('2')]).toEqual(['AR 1', 'AR 2']);
    expect(toldCodes()).toEqual(['mllp-sender-unknown']);
    expect(JSON.stringify(told)).not.toMatch(/Quillfeather|H100|UNKNOWN/);
    client.destroy();
  });

  it('asks for it again while the database is away, and takes it then', async () => {
    let away = true;
    const receive: MllpOptions['intake']['receive'] = async (feed, incoming) => {
      if (away) throw Object.assign(new Error('gone'), { code: '57P01' });
      return it_.intake.receive(feed, incoming);
    };
    const client = await MllpClient.open((await opened({ intake: { receive } })).port);
    expect(await client.send(arrival({ control: '1' }))).toBe('AR 1');
    away = false;
    expect(await client.send(arrival({ control: '1' }))).toBe('AA 1');
    client.destroy();
  });

  it('refuses for good what is no message, and goes on', async () => {
    const client = await MllpClient.open((await opened()).port);
    expect(await client.send('hello')).toBe('AE');
    expect(await client.send('')).toBe('AE');
    expect(await client.send(arrival({ control: '1' }))).toBe('AA 1');
    client.destroy();
  });

  it.each([
    ['a frame without end', '\u000b' + 'x'.repeat(3_000), 'mllp-frame-too-large'],
    ['a frame that stands still', '\u000bMSH|', 'mllp-frame-unfinished'],
    ['a frame within a frame', '\u000bMSH|\u000bMSH|', 'mllp-frame-unfinished'],
    ['another protocol', 'GET / HTTP/1.1\r\n\r\n', 'mllp-bytes-astray'],
  ])('closes on %s, after answering what came before, without a word of it', async (_, bytes, code) => {
    const client = await MllpClient.open((await opened({ limits: { frame: 2_000, astray: 10, stalled: 300 } })).port);
    const before = client.send(arrival({ control: '1' }));
    client.raw(Buffer.from(bytes));
    expect(await before).toBe('AA 1');
    await client.closed;
    while (told.length === 0) await pause(5);
    expect(told).toEqual([{ message: 'A connection of a sender of HL7 was closed', fields: { code } }]);
  });

  it('takes no more than may wait, and all in the end', async () => {
    const { port } = await opened({ limits: { waiting: 1_000 } });
    const client = await MllpClient.open(port);
    const sent = Array.from({ length: 200 }, (_, at) => client.send(arrival({ control: `${at}` })));
    expect(new Set((await Promise.all(sent)).map((answer) => answer.slice(0, 2)))).toEqual(new Set(['AA']));
    expect(await arrivals()).toHaveLength(200);
    client.destroy();
  });

  it('answers what it read when it is stopped, and takes no new connection', async () => {
    const { door, port } = await opened();
    const client = await MllpClient.open(port);
    expect(await client.send(arrival({ control: '1' }))).toBe('AA 1');
    const last = client.send(arrival({ control: '2' }));
    while ((await arrivals()).length < 2) await pause(5);
    await door.stop();
    expect(await last).toBe('AA 2');
    client.end();
    await client.closed;
    await expect(MllpClient.open(port)).rejects.toThrow();
  });

  it('takes a run of old updates for history', async () => {
    const client = await MllpClient.open((await opened()).port);
    const update = (at: number) => arrival({ control: `${at}`, recorded: '20250101080000' }).replaceAll('A04', 'A08');
    for (let at = 0; at < 25; at += 1) await client.send(update(at));
    const flags = (await arrivals()).map(({ event }) => event.backfill === true);
    expect(flags).toEqual(Array.from({ length: 25 }, (_, at) => at >= 19));
    client.destroy();
  });

  it('says at the start what is wrong with its files, or that the port is taken', async () => {
    const { port } = await opened();
    await expect(opened({ at: { host: '127.0.0.1', port } })).rejects.toMatchObject({ code: 'mllp-not-listening' });
    const wrong = [
      { ...tls(), keyFile: file('hospital.key') },
      { ...tls(), certFile: file('none.pem') },
    ];
    for (const files of wrong)
      await expect(opened({ at: { host: '127.0.0.1', port: 0, tls: files } })).rejects.toMatchObject({
        code: 'mllp-files-unusable',
      });
  });
});
