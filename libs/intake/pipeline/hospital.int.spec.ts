import { currentFacts } from '@tributary/catalogue';
import { Identity } from '@tributary/identity';
import type { AgencyId } from '@tributary/kernel';
import { NO_TRACES } from '@tributary/runtime';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';
import { RecordIdentity } from './record-identity';

const PAS = 'wexgen.pas';
const AGENCY = 'wexgen' as AgencyId;

let it_: TestIntake;
beforeEach(async () => {
  it_ = await testIntake([aFeed(PAS, 'hl7v2')], {}, ({ db, vault }) => {
    const identity = new Identity({ pool: db.events, vault });
    const children = { refsOf: async () => new Map() };
    const directory = { current: async () => ({ agency: () => ({ sector: 'health' }) as never }) };
    return new RecordIdentity({ identity, children, directory, traces: NO_TRACES });
  });
});
afterEach(() => it_.close());

const TANSY = 'PID|1||H100^^^WEXGEN^MR||Quillfeather^Tansy||20140304|F';
const ORLO = 'PID|1||H200^^^WEXGEN^MR||Brackenridge^Orlo||20130905|M';
/** Every message under one control id, as interfaces that were started anew send them. */
const message = (type: string, recorded: string, ...segments: string[]): string =>
  [`MSH|^~\\&|PAS|WEXGEN|||${recorded}||${type}|1|P|2.4`, `EVN||${recorded}`, ...segments].join('\r');
const stay = (begun: string, number = 'V1'): string => `PV1|1|I${'|'.repeat(17)}${number}${'|'.repeat(25)}${begun}`;

async function* body(messages: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(messages.join('\r'));
}
const send = (...messages: string[]): Promise<Receipt> =>
  it_.intake.receive(PAS, { body: body(messages), mediaType: 'application/hl7-v2', backfill: false });
const ofType = async (type: string) => (await allRecorded(it_.store)).filter(({ event }) => event.type === type);

describe('a hospital’s messages', () => {
  it('are told apart though they share a control id, and known when they come again', async () => {
    const both = [
      message('ADT^A01', '20260112080000', TANSY, stay('20260112075500')),
      message('ADT^A01', '20260112090000', ORLO, stay('20260112085500', 'V2')),
    ];
    expect(await send(...both)).toMatchObject({ counts: { accepted: 2, duplicate: 0 } });
    expect(await send(...both, both[0] ?? '')).toMatchObject({ counts: { accepted: 0, duplicate: 3 } });
    expect(await ofType('health.admitted')).toHaveLength(2);
  });

  it.each(['in order', 'the cancellation first'])('are taken back by a cancellation: %s', async (order) => {
    const admitted = message('ADT^A01', '20260112080000', TANSY, stay('20260112075500'));
    const cancelled = message('ADT^A11', '20260112083000', TANSY, stay('20260112075500'));
    for (const one of order === 'in order' ? [admitted, cancelled] : [cancelled, admitted]) await send(one);
    const holds = currentFacts(await allRecorded(it_.store)).map(({ event }) => event.type);
    expect(holds).not.toContain('health.admitted');
  });

  it('that put two records together bring them before a person, once, and move nothing', async () => {
    await send(
      message('ADT^A01', '20260112080000', TANSY, stay('20260112075500')),
      message('ADT^A01', '20260112090000', ORLO, stay('20260112085500', 'V2')),
    );
    const merge = message('ADT^A40', '20260113080000', TANSY, 'MRG|H200^^^WEXGEN^MR');
    await send(merge);
    await send(message('ADT^A40', '20260113080001', TANSY, 'MRG|H200^^^WEXGEN^MR'), merge);
    const stays = await ofType('health.admitted');
    const [kept, former] = stays.map(({ event }) => event);
    const proposed = await ofType('identity.match-proposed');
    expect(proposed.map(({ event }) => [event.streamId, event.data])).toEqual([
      [
        former?.streamId,
        {
          recordId: former?.streamId.replace('record-', ''),
          candidates: [{ childId: kept?.childId, evidence: [] }],
          reason: 'merged-at-source',
        },
      ],
    ]);
    expect(new Set(stays.map(({ event }) => event.childId)).size).toBe(2);
    const { rows } = await it_.db.events.query('SELECT agency FROM identity.records WHERE review');
    expect(rows).toEqual([{ agency: AGENCY }]);
  });

  it('that put a record away which nobody heard of make none', async () => {
    await send(message('ADT^A40', '20260113080000', TANSY, 'MRG|H300^^^WEXGEN^MR'));
    const { rows } = await it_.db.events.query('SELECT FROM identity.records');
    expect(rows).toHaveLength(1);
    expect(await ofType('identity.match-proposed')).toEqual([]);
  });

  it('on adults, and results, leave nothing behind but a count', async () => {
    const adult = TANSY.replace('20140304', '19700304');
    const receipt = await send(
      message('ADT^A01', '20260112080000', adult, stay('20260112075500')),
      message('ORU^R01', '20260112080000', TANSY),
    );
    expect(receipt).toMatchObject({ counts: { accepted: 0, parked: 0, dropped: 2 } });
    expect(receipt.records.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['left-out', 'hl7-person-grown-up'],
      ['left-out', 'hl7-message-not-read'],
    ]);
    const { rows } = await it_.db.events.query('SELECT FROM identity.records');
    expect(rows).toEqual([]);
  });

  it('in a bulk run of old updates are history, and the arrival beside them is not', async () => {
    const run = Array.from({ length: 20 }, (_, at) =>
      message('ADT^A08', '20260101080000', TANSY, stay('20251230080000', `V${at}`)),
    );
    await send(...run, message('ADT^A01', '20260112080000', ORLO, stay('20260112075500', 'V99')));
    const stays = await ofType('health.admitted');
    expect(stays.map(({ event }) => event.backfill === true)).toEqual([...run.map(() => true), false]);
    const linked = await ofType('identity.record-linked');
    expect(linked.map(({ event }) => event.backfill === true)).toEqual([true, false]);
  });
});
