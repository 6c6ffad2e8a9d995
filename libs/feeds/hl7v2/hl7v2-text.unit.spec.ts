import { hl7v2 } from '.';
import type { Parsed } from '../format';
import { factsOf, fixture, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';
import { unescaped } from './escapes';
import { message, TANSY, visit } from './messages.fixture';
import { readStamp } from './stamps';

const read = (content: string | Uint8Array, size?: number): Promise<Parsed[]> =>
  parseAll(hl7v2, content, undefined, size);
const arrival = message({ type: 'ADT^A04', segments: [visit({ kind: 'E', begun: '20260112221000' })] });
const nameOf = async (content: Uint8Array): Promise<string | undefined> =>
  records(await read(content))[0]?.sighting.givenName;

describe('the text of HL7 v2', () => {
  const good = fixture('hl7v2', 'good.hl7');

  it.each([
    ['LF', good.replaceAll('\r', '\n')],
    ['CRLF', good.replaceAll('\r', '\r\n')],
    ['empty lines between messages', good.replaceAll('\rMSH', '\r\n\r\nMSH')],
    ['a byte-order mark', `\uFEFF${good}`],
    ['the frames of MLLP', good.replaceAll('MSH|', '\u001c\r\u000bMSH|')],
    ['batches with their trailers', fixture('hl7v2', 'batch.hl7')],
    ['padding', good.replaceAll('|WEXGEN|', '| WEXGEN |').replaceAll('\rPID|', '\r  PID|').replaceAll('|F|', '| F |')],
    ['Z segments', good.replaceAll('\rPV1', '\rZPI|1|whatever\rPV1')],
    ['other separators', good.replaceAll('|', '*').replaceAll('^', ':')],
    ['no end of the last line', good.slice(0, -1)],
  ])('reads the same with %s, whatever the pieces', async (_, text) => {
    const expected = await read(good);
    for (const size of [1, 13, 65_536]) expect(await read(text, size)).toEqual(expected);
  });

  it('goes on where a line break stands within a value', async () => {
    const broken = arrival.replace('3 Kiln Row', '3 Kiln\nRow');
    expect(records(await read(broken))[0]?.sighting.postcode).toBe('WX1 2BB');
  });

  it('reads the character set that MSH-18 names; without one UTF-8, else Windows-1252', async () => {
    const zoe = (charset: string): string => arrival.replace('Tansy', 'Zoë').replace('|GBR|', `|GBR|${charset}`);
    expect(await nameOf(Buffer.from(zoe('8859/1'), 'latin1'))).toBe('Zoë');
    expect(await nameOf(Buffer.from(zoe('UNICODE UTF-8')))).toBe('Zoë');
    expect(await nameOf(Buffer.from(zoe('')))).toBe('Zoë');
    expect(await nameOf(Buffer.from(zoe(''), 'latin1'))).toBe('Zoë');
  });

  it('parks bytes that are not of the character set named, and a set that is not known', async () => {
    const wrong = Buffer.from(arrival.replace('Tansy', 'Zoë').replace('|GBR|', '|GBR|UNICODE UTF-8'), 'latin1');
    expect(parkedOf(await read(wrong)).map(({ code }) => code)).toEqual(['encoding-wrong']);
    const strange = arrival.replace('|GBR|', '|GBR|ISO IR87');
    expect(parkedOf(await read(strange)).map(({ code }) => code)).toEqual(['hl7-charset-unknown']);
  });

  it('keeps what is parked so that it reads the same again, and goes on', async () => {
    const unnumbered = Buffer.from(
      arrival
        .replace('H100^^^WEXGEN^MR~9990000018^NSTS01^^NHS^NH', '')
        .replace('Tansy', 'Zoë')
        .replace('|GBR|', '|GBR|8859/1'),
      'latin1',
    );
    const all = await read(Buffer.concat([unnumbered, Buffer.from(arrival)]));
    const [one] = parkedOf(all);
    expect(one).toMatchObject({ place: 'message 1', code: 'hl7-patient-unnumbered' });
    expect(one?.message).not.toMatch(/Zoë|Quillfeather/);
    expect(shortFacts(all)).toEqual(['emergency-attended']);
    expect(parkedOf(await read(one?.raw ?? ''))[0]?.code).toBe('hl7-patient-unnumbered');
    const mended = (one?.raw ?? '').replace('PID|1||', 'PID|1||H7');
    expect(await nameOf(Buffer.from(mended))).toBe('Zoë');
  });

  it.each([
    ['\\T\\', '&'],
    ['a\\F\\b\\S\\c\\R\\d\\E\\e', 'a|b^c~d\\e'],
    ['O\\X27\\Neill', "O'Neill"],
    ['one\\.br\\two', 'one two'],
    ['\\H\\loud\\N\\', 'loud'],
    ['\\Zown\\x\\C2842\\', 'x'],
    ['back\\slash', 'back\\slash'],
    [`\\${'x'.repeat(200)}\\T\\`, `\\${'x'.repeat(200)}&`],
  ])('resolves %s', (text, expected) => {
    const separators = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };
    expect(unescaped(text, separators)).toBe(expected);
  });

  it.each([
    ['20260112', undefined, { day: '2026-01-12' }],
    ['202601122210', undefined, { day: '2026-01-12', at: '2026-01-12T22:10:00.000Z' }],
    ['20260612221000', undefined, { day: '2026-06-12', at: '2026-06-12T21:10:00.000Z' }],
    ['20260612221000.5', '+0000', { day: '2026-06-12', at: '2026-06-12T22:10:00.500Z' }],
    ['20260612234500-0100', '+0000', { day: '2026-06-13', at: '2026-06-13T00:45:00.000Z' }],
    ['202601', undefined, undefined],
    ['20260231', undefined, undefined],
    ['202601122510', undefined, undefined],
    ['Aug 15, 1942', undefined, undefined],
  ])('reads the time %s', (text, zone, expected) => {
    expect(readStamp(text, zone)).toEqual(expected);
  });

  it('takes the zone of a message’s own time for its other times', async () => {
    const summer = arrival.replace('20260112221500', '20260612221500+0000').replace('20260112221000', '20260612221000');
    expect(factsOf(await read(summer))[0]?.occurred).toEqual({ at: '2026-06-12T22:10:00.000Z' });
  });

  it('parks a message that is too large with its header alone, holds no more, and goes on', async () => {
    async function* input(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(arrival);
      for (let at = 0; at < 64; at++) yield Buffer.alloc(65_536, at % 2 === 0 ? 'x' : 'OBX|y\r');
      yield Buffer.from(`\r${arrival}`);
    }
    const all: Parsed[] = [];
    for await (const one of hl7v2.parse(input(), { receivedAt: '2026-01-20T09:00:00.000Z' as never, mediaType: '' }))
      all.push(one);
    const [one, ...others] = parkedOf(all);
    expect(one?.code).toBe('hl7-message-too-large');
    expect(one?.raw.length).toBeLessThan(3_000);
    expect(others).toEqual([]);
    expect(all.at(-2)).toMatchObject({ kind: 'record', place: 'message 2' });
  });

  it.each([
    ['nothing', '', 'file-empty'],
    ['a line before the first message', `hello\r${arrival}`, 'hl7-not-hl7'],
    ['a segment after a trailer', `BHS|^~\\&\r${arrival}BTS|1\rPID|1`, 'hl7-not-hl7'],
    ['a table', 'UPN,Surname\nx,y\n', 'hl7-not-hl7'],
    ['fewer messages than the trailer says', `BHS|^~\\&\r${arrival}BTS|2\r`, 'hl7-batch-cut-off'],
  ])('refuses %s', async (_, content, code) => {
    const problem = await problemOf(hl7v2, content);
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/Quillfeather|hello/);
  });

  it.each([
    ['no separators', arrival.replace('|^~\\&|', '|'), 'hl7-header-broken'],
    ['no patient', message({ type: 'ADT^A04', pid: 'EVN|A04' }), 'hl7-patient-unnumbered'],
    ['an appointment without a number', message({ type: 'SIU^S26', segments: ['SCH|'] }), 'value-missing'],
    ['an appointment without a day', message({ type: 'SIU^S26', segments: ['SCH|P1|F1'] }), 'value-missing'],
    [
      'a visit number as long as a sentence',
      message({ type: 'ADT^A04', segments: [visit({ kind: 'E', number: 'x'.repeat(300), begun: '20260112' })] }),
      'data-invalid',
    ],
  ])('parks a message with %s', async (_, content, code) => {
    expect(parkedOf(await read(content)).map((one) => [one.place, one.code])).toEqual([['message 1', code]]);
  });

  it('reads a deleted value as none, and flags a birth date that is none', async () => {
    const pid = TANSY.replace('Tansy', '""').replace('20140304', 'Aug 15, 1942');
    const all = await read(message({ type: 'ADT^A04', pid, segments: [visit({ kind: 'E', begun: '20260112' })] }));
    expect(records(all)[0]?.sighting).not.toHaveProperty('givenName');
    expect(factsOf(all)[0]?.data['flags']).toEqual(['date-unreadable']);
  });
});
