import { formatOf } from '@tributary/feeds';
import { type Asked, Children, firstSightEvents, Identity, identityMigrations, SealedPairs } from '@tributary/identity';
import { type AgencyId, childStream, type Instant, type PlainDate, recordStream } from '@tributary/kernel';
import { testStore, type TestStore } from '../../testing/store';
import { sealApart, TEAM } from '../delivery/seal-apart';
import type { DemoFile } from '../native/file';
import { boroughOf, DEMO_SEED } from './borough';
import { wexbourne, wexbourneSchools as schools } from './wexbourne.fixture';

const today = '2026-11-21' as PlainDate;
const receivedAt = `${today}T09:00:00.000Z` as Instant;
const { rest, alike } = boroughOf({ seed: DEMO_SEED, today, schools });
/** All by whom the borough's children are known before the registers. */
const files = rest.filter((file) => /-(roll|list)[.]/.test(file.name) || alike.files.includes(file));

/** Who speaks in a file, as its feed reads it. */
async function sightingsIn({ feed: id, text, mediaType }: DemoFile): Promise<readonly Asked[]> {
  const feed = wexbourne.feed(id);
  const agency = feed?.agency ?? ('nobody' as AgencyId);
  const bytes = (async function* () {
    yield Buffer.from(text());
  })();
  const asked: Asked[] = [];
  for await (const one of formatOf(feed?.format ?? '')?.parse(bytes, { receivedAt, mediaType }) ?? [])
    if (one.kind === 'record')
      asked.push({ agency, sector: wexbourne.agency(agency)?.sector ?? '', sighting: one.sighting });
  return asked;
}

describe('what waits for the stewards of the borough', () => {
  let store: TestStore;
  let identity: Identity;
  beforeAll(async () => {
    store = await testStore(identityMigrations);
    identity = new Identity({ pool: store.db.events, vault: store.vault });
  }, 60_000);
  afterAll(async () => store.close());

  async function takesIn(file: DemoFile) {
    const sights = await identity.resolve(await sightingsIn(file));
    for (const sight of file === alike.adopted.known ? sights : []) {
      if (!sight) throw new Error('nothing resolved');
      const streams = [recordStream(sight.recordId), childStream(sight.childId)];
      await store.store.append({ streams }, ({ now: at }) => ({
        events: firstSightEvents(sight, { at, correlationId: 'c', causationId: 'c' }),
        links: [{ streamId: recordStream(sight.recordId), childId: sight.childId }],
      }));
    }
    return sights;
  }

  it('is what the matcher makes of the feeds: some of each kind, and nothing of who was adopted', async () => {
    const { db, vault, store: events } = store;
    const sealed = new SealedPairs({ pool: db.events, vault, store: events });
    const children = new Children({ pool: db.events, vault });
    for (const file of files) {
      const [first] = await takesIn(file);
      if (file !== alike.adopted.known || !first) continue;
      const childId = await children.refOf('wexbourne-council' as AgencyId, first.childId);
      await sealApart(sealed, alike.adopted, { records: [{ childId }] });
    }
    const { rows } = await db.events.query<{ pair: string }>(
      "SELECT reason || ' ' || agency AS pair FROM identity.proposals JOIN identity.records USING (record_id) ORDER BY 1",
    );
    expect(rows.map(({ pair }) => pair)).toEqual([
      'given-name-only-near harbour-families',
      'no-birth-date wexbourne-homes',
      // Each of the twins may be meant.
      'no-given-name wexbourne-hospital',
      'no-given-name wexbourne-hospital',
      'not-certain harbour-families',
      'not-yet-born wexbourne-hospital',
      'number-contradicted wexbourne-hospital',
      'two-nhs-numbers orchard-street',
    ]);
    // It would have been the ninth.
    expect((await sealed.list(TEAM)).map(({ joinings }) => joinings.length)).toEqual([1]);
  }, 60_000);
});
