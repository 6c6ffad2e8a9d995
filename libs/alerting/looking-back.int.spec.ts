import { referenceOf } from '@tributary/chronology';
import { type Instant, instantOf, plusMillis } from '@tributary/kernel';
import { alerts, child, ids, mine, optionsWith, settled, t, useHouse } from './alerting.fixture';
import { allocated, delivered, link, suspended } from './said.fixture';
import { activeSlot } from '@tributary/runtime';
import { alertsAbout, hindsight, Inbox } from './index';
import { marlow } from './people.fixture';

const RULE = 'child-with-social-worker-suspended';
const now = (): Instant => instantOf(Date.now());

describe('looking back at a child', () => {
  useHouse();
  const known = async (): Promise<void> => {
    await link(ids.council);
    await link(ids.school);
    await delivered();
    await allocated();
  };
  const io = () => ({
    inbox: new Inbox({ pool: t.db.events, slotOf: (name) => activeSlot(t.db.events, name) }),
    store: t.store,
  });

  it('tells which alerts told whom by a time, and what was done by then, in nobody’s own words', async () => {
    await known();
    await suspended();
    await settled();
    const [alert] = await mine(marlow);
    await alerts.answer(marlow, alert?.id ?? '', {
      kind: 'act',
      action: 'spoke-to-family',
      note: 'canary',
    });
    await settled();
    const whats = async (at: Instant) =>
      (await alertsAbout(io(), child, at)).map(({ steps }) => steps.map((s) => s.what));
    const [about] = await alertsAbout(io(), child, now());
    const raised = (about?.steps[0]?.at ?? now()) as Instant;
    expect(await whats(raised)).toEqual([['raised']]);
    expect(await whats(plusMillis(raised, -1))).toEqual([]);
    expect(about).toMatchObject({
      rule: RULE,
      steps: [{ what: 'raised' }, { what: 'acknowledged' }, { what: 'acted', by: { role: marlow.role } }],
    });
    expect(about?.evidence.length).toBeGreaterThan(0);
    expect(JSON.stringify(about)).not.toContain('canary');
  });

  it('finds by today’s rules only what was there by then', async () => {
    await known();
    await settled();
    await suspended();
    await settled();
    const { reader, vault, directory, policy } = optionsWith(86_400_000);
    const view = await directory.current();
    const upTo = await t.store.head();
    const said = (await reader.history(child, referenceOf(view))).find(({ event }) => event.type.endsWith('suspended'));
    const at = said?.event.knownFrom ?? now();
    const found = async (asOf: Instant) =>
      (await hindsight({ reader, vault, view, statusLimitMs: policy.statusLimitMs }, { child, asOf, upTo })).map(
        ({ rule, finds }) => [rule, finds],
      );
    expect(await found(plusMillis(at, -1))).toEqual([]);
    expect(await found(at)).toContainEqual([RULE, 'found']);
  });
});
