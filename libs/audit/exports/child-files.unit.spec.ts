import type { TakenOut } from '@tributary/chronology';
import type { AgencyId, EventId, Instant, PlainDate } from '@tributary/kernel';
import { parse } from 'csv-parse/sync';
import { childCsv } from './child-csv';
import { orderIn, takingOf } from './child-order';
import { childPdf } from './child-pdf';
import { childSheet, LISTED, NOT_A_REFERRAL } from './child-sheet';
import { textOf } from './pdf-text.fixture';

const at = '2026-03-10T10:00:00.000Z' as Instant;
const HEAD = {
  ...{ id: 'e-1', child: 'c0ffee', madeAt: at, madeBy: 'Imogen Marlow, social worker, Wexbourne Council' },
  ...{ purpose: 'direct-work', past: false },
};
const NAMES = {
  agency: (id: string) => (id === 'ash-lane' ? { name: 'Ash Lane Primary School' } : undefined),
  schoolAgency: () => undefined,
  worker: () => undefined,
};
const EVIL = '=HYPERLINK("https://evil.example","Zofia")';

const taken = (more: Partial<TakenOut> = {}, data: object = { concern: { own: EVIL } }): TakenOut => ({
  asOf: at,
  entries: [
    {
      ...{ eventId: 'v-1' as EventId, type: 'education.school-concern-raised', title: 'School concern raised' },
      ...{ occurred: { on: '2026-03-01' as PlainDate, session: 'PM' }, recordedAt: null, receivedAt: at },
      ...{ knownFrom: '2026-03-02T08:15:00.000Z' as Instant, agency: 'ash-lane' as AgencyId, dataClass: 'education' },
      ...{ currency: 'live', standing: 'current', data, note: 'not known when recorded' },
    },
  ],
  withheld: [
    {
      ...{ agency: 'police' as AgencyId, dataClass: 'police-incident', rule: 'r', version: '1' },
      reason: 'The child is in need: ask them',
    },
  ],
  ...more,
});
const sheet = (...given: Parameters<typeof taken>) => childSheet(taken(...given), HEAD, NAMES);
const rows = (bytes: Buffer): Record<string, string>[] => parse(bytes, { bom: true, columns: true });

describe('a chronology as CSV', () => {
  it('says when it happened, when it became known, who said what, and what is withheld', () => {
    const [entry, withheld, ...about] = rows(childCsv(sheet({}, { concern: { own: 'HOME' } })));
    expect(entry).toMatchObject({
      ...{ row: 'entry', happened: '2026-03-01', session: 'PM', known_from: '2026-03-02T08:15:00.000Z' },
      ...{ agency: 'Ash Lane Primary School', what: 'School concern raised', says: 'Concern: HOME' },
      ...{ recorded_by_agency: '', standing: 'current', note: 'not known when recorded' },
    });
    expect(withheld).toMatchObject({ row: 'withheld', agency: 'police', what: 'Police incident' });
    expect(withheld?.['note']).toContain('The child is in need: ask them');
    const words = about.map(({ note }) => note);
    expect(words).toContain(NOT_A_REFERRAL);
    expect(words).toContain(LISTED);
    expect(words).toContainEqual(expect.stringContaining('for: direct-work'));
  });

  it.each(['=1+1', '+441632960111', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1', ' =1+1', '＝1+1', EVIL])(
    'leaves %j no formula',
    (own) => {
      const names = { ...NAMES, agency: () => ({ name: own }) };
      const [entry] = rows(childCsv(childSheet(taken(), HEAD, names)));
      expect(entry?.['agency']).toBe(`'${own}`);
    },
  );

  it('keeps quotes, commas and line ends inside their cell', () => {
    const own = 'a "quoted", word\r\nand a line';
    expect(rows(childCsv(sheet({}, { concern: { own } })))[0]?.['says']).toBe(`Concern: ${own}`);
  });
});

describe('a chronology as PDF', () => {
  it('says the same, is no referral, and is listed for recall', async () => {
    const text = textOf(await childPdf(sheet({}, { concern: { own: 'HOME' } }))).replaceAll(/\s+/g, ' ');
    for (const words of [
      '1 March 2026, afternoon: School concern raised',
      'Ash Lane Primary School. Known to Tributary from 2 March 2026 at 08:15.',
      'The agency did not say when it wrote this down.',
      'Concern: HOME',
      'police, Police incident: The child is in need: ask them',
      'This is information, not a referral.',
      'is listed there under its number',
      'As known on 10 March 2026 at 10:00',
      'Made by Imogen Marlow, social worker, Wexbourne Council',
      'Purpose: direct-work',
      'Export e-1. Page 1 of 1',
    ])
      expect(text).toContain(words);
  });

  it('has every letter of European names', async () => {
    const names = 'Łukasz Žižek Ærøskøbing Ștefan Ñuñez Þóra Ğül Ďurica Ελένη Юлия Çelik Őrsi Ŵyn Ħal';
    const text = textOf(await childPdf(sheet({}, { concern: { own: names } })));
    expect(text.replaceAll(/\s+/g, ' ')).toContain(names);
  });

  it('is tagged, in British English, with a title that says whom it is about to nobody', async () => {
    const raw = (await childPdf(sheet())).toString('latin1');
    expect(raw).toContain('/Marked true');
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toContain('/Lang (en-GB)');
    expect(raw).toContain('(Chronology of a child)');
    for (const tag of ['H1', 'H2', 'H3', 'P']) expect(raw).toContain(`/S /${tag}\n`);
  });

  it('goes on over pages, each with its number', async () => {
    const many = Array.from({ length: 60 }, () => taken().entries).flat();
    const text = textOf(await childPdf(sheet({ entries: many })));
    const [, count = '0'] = /Page 1 of (\d+)/.exec(text) ?? [];
    expect(Number(count)).toBeGreaterThan(5);
    expect(text).toContain(`Page ${count} of ${count}`);
    expect(text.match(/: School concern raised/g)).toHaveLength(60);
  });
});

describe('an order for one', () => {
  const viewer = { practitioner: 'p-1', role: 'social-worker', agency: 'council' } as never;
  const setting = { id: 'e-1', now: at };
  const asked = { ref: 'C-1', format: 'csv', purpose: 'direct-work' };

  it('is read for an audit where an auditor asks, whatever their authority calls it', () => {
    const auditor = { practitioner: 'a1', role: 'auditor', agency: 'operator' } as never;
    const order = { ...asked, purpose: 'practice-review', agency: 'council' };
    const taking = takingOf(auditor, order, setting);
    expect(taking).toMatchObject({ purpose: 'practice-review', readFor: 'audit', of: 'council' });
    expect(takingOf(viewer, asked, setting)).not.toHaveProperty('readFor');
  });

  it.each([
    [{ purpose: undefined }, 'purpose-missing'],
    [{ purpose: 'For Wren Okoro' }, 'purpose-missing'],
    [{ format: 'xlsx' }, 'export-wrong'],
    [{ format: undefined }, 'export-wrong'],
    [{ agency: 'ash-lane' }, 'export-wrong'],
    [{ from: '2026-02-30' }, 'query-wrong'],
    [{ asKnownOn: 'yesterday' }, 'as-known-on-wrong'],
  ])('is refused with %j', (wrong, code) => {
    expect(() => takingOf(viewer, { ...asked, ...wrong } as never, setting)).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });

  it.each([[[]], ['csv'], [{ format: ['csv'] }], [{ child: 'C-1' }], [{ purpose: 'x'.repeat(300) }], [null]])(
    'takes no body like %j',
    (body) => expect(() => orderIn(body)).toThrow(expect.objectContaining({ code: 'export-wrong' }) as Error),
  );
});
