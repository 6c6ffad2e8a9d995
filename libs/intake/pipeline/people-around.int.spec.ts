import { currentFacts, isEvent, RELATIONSHIP } from '@tributary/catalogue';
import { Children, Identity } from '@tributary/identity';
import type { AgencyId, PlainDate, Recorded } from '@tributary/kernel';
import { openCards } from '@tributary/people';
import { NO_TRACES } from '@tributary/runtime';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';
import { RecordIdentity } from './record-identity';

const FEED = 'oakfield.mis';
const ROWENA = {
  id: 'K1',
  forename: 'Rowena',
  surname: 'Quillfeather',
  relationship: 'Mother',
  lives_with_pupil: true,
};
const BRAM = {
  id: 'K2',
  forename: 'Bram',
  surname: 'Pell',
  relationship: 'Lodger',
  lives_with_pupil: true,
  parental_responsibility: false,
};
const student = (id: string, forename: string, contacts: unknown, updated = '2025-09-01T09:05:00Z'): object => ({
  ...{ id, forename, surname: 'Quillfeather', date_of_birth: '2014-03-04', updated_at: updated, contacts },
  education_details: { admission_date: '2025-09-01', current_nc_year: 7 },
});

describe('people around a child', () => {
  let it_: TestIntake;
  beforeEach(async () => {
    it_ = await testIntake([aFeed(FEED, 'school-json')], {}, ({ db, vault }) => {
      const rooms = { pool: db.events, vault };
      const directory = { current: async () => ({ agency: () => ({ sector: 'education' }) as never }) };
      const [identity, children] = [new Identity(rooms), new Children(rooms)];
      return new RecordIdentity({ identity, children, directory, traces: NO_TRACES });
    });
  });
  afterEach(() => it_.close());

  async function send(...students: readonly object[]): Promise<Receipt> {
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(JSON.stringify({ data: students }));
    }
    return it_.intake.receive(FEED, { body: body(), mediaType: 'application/json', backfill: false });
  }
  const said = async (): Promise<readonly Recorded[]> =>
    (await allRecorded(it_.store)).filter(({ event }) => event.type === RELATIONSHIP);
  const standing = async () =>
    currentFacts(await allRecorded(it_.store)).flatMap(({ event }) =>
      isEvent(event, RELATIONSHIP) ? [event.data] : [],
    );
  const names = async (): Promise<readonly unknown[]> => {
    const cards = (await said()).flatMap(({ event }) => (isEvent(event, RELATIONSHIP) ? [event.data.card] : []));
    const open = await openCards(it_.db.events, cards, it_.vault);
    return cards.map((card) => open.get(card)?.givenName);
  };

  it('are records of their own: the event has references and words, the card the name', async () => {
    const receipt = await send(student('A101', 'Tansy', { data: [ROWENA, BRAM] }));
    expect(receipt.counts).toMatchObject({ accepted: 3, duplicate: 0 });
    const [mother, uncle] = await standing();
    expect(mother).toMatchObject({ relationship: 'mother', responsibility: 'unknown', livesWith: true });
    expect(uncle).toMatchObject({ relationship: 'other', responsibility: 'no', flags: ['code-unmapped'] });
    expect(await names()).toEqual(['Rowena', 'Bram']);
  });

  it('have parental responsibility in each of its five words, by what the system says', async () => {
    const words = [true, false, undefined, 'shared', 'restricted'];
    const contacts = words.map((parental_responsibility, i) => ({ ...ROWENA, id: `K${i}`, parental_responsibility }));
    await send(student('A101', 'Tansy', contacts));
    expect((await standing()).map(({ responsibility }) => responsibility)).toEqual([
      ...['yes', 'no', 'unknown', 'shared-with-authority', 'restricted-by-order'],
    ]);
  });

  it('stand in the clear in no table', async () => {
    await send(student('A101', 'Tansy', [ROWENA, BRAM]));
    expect(await tablesWith('Rowena')).toEqual([]);
    expect(await tablesWith('Bram')).toEqual([]);
    // The look finds what does stand in the clear.
    expect(await tablesWith(FEED)).not.toEqual([]);
  });

  /** Tables of either database that hold the word in any column, as text or as bytes. */
  async function tablesWith(word: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const pool of [it_.db.events, it_.db.keys]) {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
          WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')`,
      );
      for (const { name } of rows) {
        const held = await pool.query(
          `SELECT 1 FROM ${name} t WHERE t::text ILIKE $1 OR t::text ILIKE $2 OR t::text ILIKE $3 LIMIT 1`,
          [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64url')].map((w) => `%${w}%`),
        );
        if (held.rowCount) found.push(name);
      }
    }
    return found;
  }

  it('make no event when said again, another when said otherwise, and stand no longer when left out', async () => {
    await send(student('A101', 'Tansy', [ROWENA, BRAM]));
    expect((await send(student('A101', 'Tansy', [ROWENA, BRAM], '2025-09-02T09:05:00Z'))).counts.accepted).toBe(0);
    const married = { ...ROWENA, surname: 'Thistlewood', parental_responsibility: true };
    expect((await send(student('A101', 'Tansy', [married], '2025-10-01T09:05:00Z'))).counts.accepted).toBe(1);
    expect(await standing()).toMatchObject([{ relationship: 'mother', responsibility: 'yes' }]);
    // What was said before it, and came late, changes nothing.
    await send(student('A101', 'Tansy', [ROWENA, BRAM], '2025-09-03T09:05:00Z'));
    expect(await standing()).toMatchObject([{ relationship: 'mother', responsibility: 'yes' }]);
    // A page without contacts says nothing of them.
    await send(student('A101', 'Tansy', undefined, '2025-10-02T09:05:00Z'));
    expect(await standing()).toHaveLength(1);
  });

  it('join no children: a mother, a household and a surname in common place nobody', async () => {
    await send(student('A101', 'Tansy', [ROWENA]), student('A102', 'Linnet', [ROWENA]));
    const [one, other] = await said();
    expect(one?.event.data).toMatchObject({ person: (other?.event.data as { person: string }).person });
    expect(one?.event.childId).not.toBe(other?.event.childId);
    const { rows } = await it_.db.events.query(
      'SELECT count(*)::int AS records, count(DISTINCT child_id)::int AS children, bool_or(review) AS review FROM identity.records',
    );
    expect(rows).toEqual([{ records: 2, children: 2, review: false }]);
    expect((await allRecorded(it_.store)).some(({ event }) => event.type === 'identity.match-proposed')).toBe(false);
  });

  it('are not found by the matcher, whatever is asked of it', async () => {
    await send(student('A101', 'Tansy', [{ ...ROWENA, date_of_birth: '1985-02-03' }]));
    const identity = new Identity({ pool: it_.db.events, vault: it_.vault });
    const asked = { agency: 'oakfield' as AgencyId, sector: 'education', ifKnown: true };
    const mother = { givenName: 'Rowena', familyName: 'Quillfeather', birthDate: '1985-02-03' as PlainDate };
    const resolved = await identity.resolve([
      { ...asked, sighting: { system: 'mis', localId: 'K1', ...mother } },
      { ...asked, sighting: { system: 'mis', localId: 'A101' } },
    ]);
    expect(resolved.map((one) => one?.founded)).toEqual([undefined, true]);
    const { rows } = await it_.db.events.query('SELECT count(DISTINCT record_id)::int AS n FROM identity.keys');
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('go with the event that names them: its key erased, no card opens, nor does a copy of the row', async () => {
    await send(student('A101', 'Tansy', [ROWENA, BRAM]));
    const [mother] = await said();
    if (!mother) throw new Error('nobody was named');
    await it_.store.eraseSeveral(mother.event.streamId, [mother.event.version], 'request');
    expect(await names()).toEqual(['Bram']);
    const { rows } = await it_.db.events.query<{ card: string; sealed: Buffer }>(
      'SELECT card, sealed FROM people.cards',
    );
    const uncle = (await said())[0]?.event.data as { card: string };
    const key = uncle.card.slice(37);
    const opened = rows.map(({ card, sealed }) => it_.vault.openApart(key, sealed, Buffer.from(`people/card/${card}`)));
    expect(opened.filter(Boolean).map(String)).toEqual([expect.stringContaining('Bram')]);
  });
});
