import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  type AgencyId,
  type EventId,
  type FeedId,
  instantOf,
  millisOf,
  type PlainDate,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import type { Server } from 'node:http';
import request from 'supertest';
import { parseChronologyQuery } from './api/query';
import { CHILD, fact, linked, onDay, type Unplaced } from './domain/given.fixture';
import { DoorStand, hat } from './doors.fixture';
import { GrantsModule } from './grants.module';
import type { Viewer } from './ports';

const REF = 'C-1';
const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');
const otherHat = hat('p-halloran', 'team-manager', 'wexbourne-council');
const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
/** The named nurse's manager, by the directory. */
const manager = hat('p-lindqvist', 'feed-manager', 'wexbourne-hospital');
const NOTE = 'Read with her: the mother could have been rung';
const GOOD = {
  reason: 'A child in the waiting room says that nobody is at home',
  basis: 'To keep the child safe today; nobody could be reached',
  hours: 2,
};

describe('deciding about access to a child', () => {
  let at: DoorStand;
  const hours = (count: number): void => void (at.clock = instantOf(millisOf(at.clock) + count * 3_600_000));

  const said = (type: string, more: Partial<Unplaced>): Unplaced => ({
    ...fact({
      ...{ record: 'school-1', agency: 'ash-lane-primary' as AgencyId, feed: 'ash-lane-events' as FeedId },
      ...{ type: type as 'education.pupil-suspended', item: `${type} ${JSON.stringify(more)}` },
      ...{ data: { startDate: '2026-02-02', category: { own: 'SUSP' } }, occurred: { on: '2026-02-02' as PlainDate } },
      knownFrom: onDay(0),
    }),
    ...more,
  });

  beforeEach(async () => {
    at = await DoorStand.open(new Map([[REF, CHILD]]));
    await at.append(onDay(0), [
      linked('school-1', { knownFrom: onDay(0) }),
      said('education.pupil-suspended', {}),
      said('education.pupil-suspended', { dataClass: 'counselling' }),
      said('education.pupil-suspended', { release: { state: 'held', by: 'head' as RoleCode, audience: [] } }),
      said('agency.support-offered', { dataClass: 'mental-health' }),
    ]);
    at.clock = onDay(1);
  }, 60_000);
  afterEach(async () => at.close());

  /** Classes of what a viewer is shown, or the code of the refusal. */
  const seen = async (viewer: Viewer, raw: Record<string, string> = {}): Promise<unknown> => {
    const query = parseChronologyQuery({ purpose: 'safeguarding', ...raw }, viewer.agency, at.clock);
    try {
      const { entries } = (await at.answers.chronology(viewer, REF, query)) as { entries: { dataClass: string }[] };
      return entries.map(({ dataClass }) => dataClass);
    } catch (error) {
      return codeOf(error);
    }
  };
  const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));
  const broken = async (viewer = nurse): Promise<{ id: EventId }> =>
    (await at.grants.openings.breakGlass(viewer, REF, GOOD)) as { id: EventId };

  it('opens by broken glass what is neither restricted, sensitive nor held, for its hours and to that hat alone', async () => {
    expect(await seen(nurse)).toBe('child-unknown');
    await broken();
    expect(await seen(nurse)).toEqual(['education']);
    expect(await seen({ ...nurse, role: 'feed-manager' as RoleCode })).toBe('child-unknown');
    expect(await seen(hat('p-oyelaran', 'paediatrician', 'wexbourne-hospital'))).toBe('child-unknown');
    // It opens nothing of a time before it was broken.
    expect(await seen(nurse, { asKnownOn: onDay(0.5) })).toEqual([]);
    hours(2);
    expect(await seen(nurse)).toBe('child-unknown');
  });

  it('lays it before the manager, who alone reviews it, and shuts at once what was not justified', async () => {
    const { id } = await broken();
    expect(await at.grants.reviews.waiting(otherHat)).toEqual([]);
    expect(await at.grants.reviews.waiting(manager)).toEqual([
      expect.objectContaining({
        id,
        child: 'wexbourne-hospital/C-1',
        practitioner: 'p-castellan',
        reason: GOOD.reason,
      }),
    ]);
    const verdict = { outcome: 'not-justified', note: NOTE } as const;
    for (const stranger of [nurse, otherHat]) {
      await expect(at.grants.reviews.review(stranger, id, verdict)).rejects.toMatchObject({ code: 'review-unknown' });
    }
    expect(await seen(nurse)).toEqual(['education']);
    await at.grants.reviews.review(manager, id, verdict);
    expect(await seen(nurse)).toBe('child-unknown');
    expect(await at.grants.reviews.waiting(manager)).toEqual([]);
  });

  it('leaves it open where the review found a good reason', async () => {
    const { id } = await broken();
    await at.grants.reviews.review(manager, id, { outcome: 'justified', note: NOTE });
    expect(await seen(nurse)).toEqual(['education']);
  });

  it('shuts the child to whoever declares a link to the family, whose glass does not break', async () => {
    expect(await seen(lead)).toContain('education');
    await at.grants.links.declare(lead, REF);
    await at.grants.links.declare(lead, REF);
    expect(await seen(lead)).toBe('child-unknown');
    expect(await at.grants.openings.breakGlass(lead, REF, GOOD).catch(codeOf)).toBe('child-unknown');
    await broken();
    await at.grants.links.declare(nurse, REF);
    expect(await seen(nurse)).toBe('child-unknown');
    const events = await at.stand.store.load(`child-${CHILD}` as never);
    expect(events.filter(({ type }) => type === 'governance.family-link-declared')).toHaveLength(2);
  });

  it('answers about a child that is not there as about one that may not be known of', async () => {
    expect(await at.grants.openings.breakGlass(nurse, 'C-2', GOOD).catch(codeOf)).toBe('child-unknown');
    expect(await at.grants.links.declare(nurse, 'C-2').catch(codeOf)).toBe('child-unknown');
    const notHeld = { ...nurse, role: 'paediatrician' as RoleCode };
    expect(await at.grants.openings.breakGlass(notHeld, REF, GOOD).catch(codeOf)).toBe('child-unknown');
  });

  it('writes each in the ledger, the refused one with its rule', async () => {
    await broken();
    await at.grants.links.declare(nurse, REF);
    await at.grants.openings.breakGlass(nurse, REF, GOOD).catch(codeOf);
    const { rows } = await at.stand.db.owner.query(
      `SELECT what, practitioner, refusal->>'rule' AS rule FROM access.disclosures ORDER BY id`,
    );
    expect(rows).toEqual([
      { what: 'break-glass', practitioner: 'p-castellan', rule: null },
      { what: 'family-link', practitioner: 'p-castellan', rule: null },
      { what: 'break-glass', practitioner: 'p-castellan', rule: 'own-family' },
    ]);
  });

  it.each([
    ['no reason', { ...GOOD, reason: undefined }],
    ['a reason of one word', { ...GOOD, reason: 'safeguarding' }],
    ['a day', { ...GOOD, hours: 24 }],
    ['a field nobody knows', { ...GOOD, until: '2030-01-01T00:00:00Z' }],
  ])('refuses %s over HTTP, and takes what is asked for', async (_what, wrong) => {
    const viewerOf = async (): Promise<Viewer> => nurse;
    const module = GrantsModule.with({ grants: at.grants, doors: { ...at.doors, viewerOf } });
    const built = await Test.createTestingModule({ imports: [module] }).compile();
    const app = built.createNestApplication<INestApplication<Server>>({ logger: false });
    app.useGlobalFilters({
      catch(error: unknown, host: { switchToHttp(): { getResponse<R>(): R } }) {
        const reply = host.switchToHttp().getResponse<{ status(n: number): { json(body: unknown): void } }>();
        reply.status(error instanceof Problem ? error.status : 500).json({ code: codeOf(error) });
      },
    });
    await app.init();
    const post = (body: object) => request(app.getHttpServer()).post(`/v1/children/${REF}/break-glass`).send(body);
    const refused = await post(wrong);
    expect([refused.status, refused.body]).toEqual([422, { code: 'body-wrong' }]);
    expect(await seen(nurse)).toBe('child-unknown');
    expect((await post(GOOD)).status).toBe(201);
    expect(await seen(nurse)).toEqual(['education']);
    await app.close();
  });
});
