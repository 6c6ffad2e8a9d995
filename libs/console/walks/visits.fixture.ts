import { glance } from '../child/child.fixture';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestMethod, type Type } from '@nestjs/common';
import { DirectoryView, parseDirectory } from '@tributary/directory';
import { GROUND, ground, link, opening, OPENING, request, REQUEST } from '../access/access.fixture';
import { ACTION } from '../assessment/assessment.fixture';
import { REPLAY } from '../audit/audit.fixture';
import { MATCH_VISITS } from '../matches/match-visits.fixture';
import { SEALED_VISITS } from '../sealed/sealed-visits.fixture';
import { everyKind, HELD } from '../releases/releases.fixture';
import { alert, ID, type Stand } from './console.fixture';
import type { Visit } from './visit.fixture';
import { aLetter, anEndpoint, aParkedEvent, aPull, aRun, FEED, hat, RECEIPT } from './desks.fixture';

const AUDITOR = hat('auditor', 'tributary-operator');
const ANALYST = hat('analyst', 'tributary-operator');

const borough = join(__dirname, '../../../infra/demo/directory.yaml');
const wexbourne = (stand: Stand): void =>
  void (stand.directory = new DirectoryView(1, parseDirectory(readFileSync(borough, 'utf8'))));

const urgencies = (['immediate', 'today', 'this-week', 'digest'] as const).map((severity, i) => ({
  ...alert,
  severity,
  status: i === 2 ? 'acknowledged' : 'open',
  overdueSince: i === 0 ? alert.raisedAt : null,
}));
const sisters = together(2, 'open');
const silence = { ...alert, child: null, feed: 'ash-lane-attendance', rule: 'feed-silent' };
const notice = {
  ...{ ...alert, rule: 'both-work-with-child', severity: 'digest', dueAt: null, toldToo: [] },
  other: {
    ...{ practitioner: 'p-marlow', name: 'Imogen Marlow', role: 'social-worker', agency: 'wexbourne-council' },
    ...{ phone: '01632 960 111', work: 'allocated-worker', since: '2026-01-05' },
  },
};
const owed = { ...alert, rule: 'assessment-review-due', severity: 'this-week' };
const message = { ...alert, child: null, rule: 'work-from-history', severity: 'digest', holds: [notice] };
const silent = {
  ...{ ...alert, child: null, rule: 'supplier-silent' },
  holds: [silence, { ...silence, feed: 'ash-lane-suspensions', status: 'closed', outcome: 'resolved' }],
};
const heard = { concern: 'e1', child: 'abc123', seenByRole: 'early-help-coordinator', seenAt: alert.raisedAt };

/**
 * Every page, and what of it a browser is to look at. A route of the console that stands neither here nor among
 * `NO_PAGES` fails its spec: add the page's visits with the page.
 */
export const VISITS: Readonly<Record<string, readonly Visit[]>> = {
  '/sign-in': [{ path: '/sign-in' }],
  '/signed-out': [{ path: '/signed-out' }],
  '/role': [{ path: '/role' }, { path: '/role', on: (stand) => void (stand.hats = []) }],
  '/inbox': [
    { path: '/inbox', on: (stand) => void (stand.work = urgencies) },
    { path: '/inbox', on: (stand) => void (stand.work = sisters) },
    { path: '/inbox?show=done&soon=today', on: (stand) => void (stand.work = []) },
  ],
  '/inbox/:id/together': [
    { path: `/inbox/${ID}/together`, on: (stand) => void (stand.bundle = sisters) },
    { path: `/inbox/${ID}/together`, on: (stand) => void (stand.bundle = sisters), send: 'main form button' },
    { path: `/inbox/${ID}/together?done=1&left=1`, on: (stand) => void (stand.bundle = together(3, 'acknowledged')) },
  ],
  '/inbox/:id/copy': [
    { path: `/inbox/${ID}/copy` },
    { path: `/inbox/${ID}/copy`, send: 'main form button' },
    { path: `/inbox/${ID}/copy`, on: (stand) => void (stand.shown = silence) },
  ],
  '/concerns': [{ path: '/concerns' }, { path: '/concerns', on: (stand) => void (stand.feedback = [heard]) }],
  '/concerns/new': [
    { path: '/concerns/new' },
    { path: '/concerns/new', send: 'main form button' },
    { path: '/concerns/new', on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')) },
  ],
  '/concerns/new/sent': [{ path: `/concerns/new/sent?receipt=${RECEIPT}` }, { path: '/concerns/new/sent' }],
  '/inbox/:id': [
    { path: `/inbox/${ID}` },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = { ...alert, owner: false, mayAnswer: false }) },
    { path: `/inbox/${ID}`, send: 'form[action$="/act"] button' },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = { ...alert, together: [sisters[1]?.id ?? ''] }) },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = silence) },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = silent) },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = notice) },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = owed) },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = message) },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = { ...alert, status: 'closed', outcome: 'useful' }) },
    { path: `/inbox/${ID}`, on: (stand) => void (stand.shown = { ...alert, child: 'shut', statusUnknown: true }) },
    { path: '/inbox/other' },
  ],
  '/directory': [{ path: '/directory', on: wexbourne }],
  '/directory/:agency': [
    { path: '/directory/wexbourne-council', on: wexbourne },
    { path: '/directory/ash-lane-primary', on: wexbourne },
    { path: '/directory/nowhere' },
  ],
  '/feeds': [
    { path: '/feeds', on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')) },
    { path: '/feeds', on: (stand) => stand.actAs(hat('operator', 'tributary-operator')) },
    { path: '/feeds', on: (stand) => stand.actAs(hat('feed-manager', 'nobody-sends')) },
    { path: '/feeds' },
  ],
  '/feeds/:feed': [
    { path: `/feeds/${FEED}`, on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')) },
    {
      path: `/feeds/${FEED}#sent-again`,
      on: (stand) => {
        stand.desks.runs = [aRun];
        stand.actAs(hat('feed-manager', 'ash-lane'));
      },
    },
    { path: `/feeds/${FEED}?tried=2&redriven=1`, on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')) },
    { path: `/feeds/${FEED}`, on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')), send: 'main form button' },
  ],
  '/feeds/:feed/mapping': [
    { path: `/feeds/${FEED}/mapping`, on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')) },
    {
      path: `/feeds/${FEED}/mapping`,
      on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')),
      send: 'main form button',
    },
  ],
  '/feeds/:feed/receipts/:receipt': [
    { path: `/feeds/${FEED}/receipts/${RECEIPT}`, on: (stand) => stand.actAs(hat('feed-manager', 'ash-lane')) },
  ],
  '/audit': [
    { path: '/audit', on: (stand) => stand.actAs(AUDITOR) },
    { path: '/audit', on: (stand) => stand.actAs(AUDITOR), send: 'main form button' },
  ],
  '/audit/events': [
    { path: '/audit/events', on: (stand) => stand.actAs(ANALYST) },
    { path: '/audit/events', on: (stand) => stand.actAs(ANALYST), send: 'main form button' },
  ],
  '/audit/replays/:id': [{ path: `/audit/replays/${REPLAY}`, on: (stand) => stand.actAs(AUDITOR) }],
  '/audit/replays/:id/hindsight': [{ path: `/audit/replays/${REPLAY}/hindsight`, on: (stand) => stand.actAs(AUDITOR) }],
  '/match-quality': [{ path: '/match-quality', on: (stand) => stand.actAs(hat('data-steward', 'tributary-operator')) }],
  '/operations': [
    { path: '/operations', on: (stand) => stand.actAs(hat('operator', 'tributary-operator')) },
    {
      path: '/operations?taken=1&parked=0',
      on: (stand) => {
        stand.actAs(hat('operator', 'tributary-operator'));
        Object.assign(stand.desks, {
          parkedEvents: [aParkedEvent],
          letters: [aLetter],
          endpoints: [anEndpoint],
          pulls: [aPull],
        });
      },
    },
  ],
  '/children/:ref': [
    { path: '/children/abc123' },
    { path: '/children/abc123', on: withNamed },
    { path: '/children/abc123?asKnownOn=2026-03-09' },
    { path: '/children/abc123?asKnownOn=yesterday' },
    { path: '/children/abc123?until=2025-06', on: (stand) => void (stand.timeline = NOTHING) },
    { path: '/children/other' },
  ],
  '/assessments': [
    { path: '/assessments' },
    { path: '/assessments', on: ({ assessments }) => void (assessments.lines = []) },
  ],
  '/children/:ref/assessment': [
    { path: '/children/abc123/assessment' },
    { path: '/children/abc123/assessment', on: unopened },
    { path: '/children/abc123/assessment', on: unopened, send: 'main form button' },
    { path: '/children/other/assessment' },
  ],
  '/children/:ref/assessment/family': [{ path: '/children/abc123/assessment/family' }],
  '/children/:ref/assessment/forms/:form': [
    ...['agreement', 'refusal', 'asks', 'action', 'review', 'lead', 'close', 'contribution?about=progress'].map(
      (form) => ({ path: `/children/abc123/assessment/forms/${form}` }),
    ),
    { path: '/children/abc123/assessment/forms/agreement', send: 'main form button' },
    { path: '/children/abc123/assessment/forms/action', send: 'main form button' },
    { path: `/children/abc123/assessment/forms/action-end?about=${ACTION}` },
    { path: '/children/abc123/assessment/forms/none' },
  ],
  '/children/:ref/break-glass': [
    { path: '/children/abc123/break-glass' },
    { path: '/children/abc123/break-glass', send: 'main form button' },
    {
      path: '/children/abc123/break-glass',
      on: ({ grants }) => void (grants.standing = { until: opening.until, reviewer: opening.reviewer }),
    },
  ],
  '/children/:ref/protection-ground': [
    { path: '/children/abc123/protection-ground' },
    { path: '/children/abc123/protection-ground', send: 'main form button' },
  ],
  '/children/:ref/family-link': [
    { path: '/children/abc123/family-link' },
    { path: '/children/abc123/family-link', send: 'main form button' },
  ],
  '/children/:ref/requests': [
    { path: '/children/abc123/requests' },
    { path: '/children/abc123/requests', send: 'main form button' },
  ],
  '/children/:ref/location': [
    { path: '/children/abc123/location?done=sealed' },
    { path: '/children/abc123/location', send: 'main form button' },
    { path: '/children/abc123', on: (stand) => void (stand.glance = { ...glance, locationSealed: true }) },
  ],
  '/requests': [{ path: '/requests' }, { path: '/requests?done=asked', on: toReview }],
  '/requests/:id': [
    { path: `/requests/${REQUEST}`, on: toReview },
    { path: `/requests/${REQUEST}`, on: toReview, send: 'main form button' },
    { path: `/requests/${REQUEST}`, on: ({ grants }) => void (grants.mine = [{ ...request, state: 'asked-back' }]) },
  ],
  '/releases': [
    { path: '/releases' },
    { path: '/releases?done=withheld', on: ({ grants }) => void (grants.held.all = everyKind) },
    { path: '/inbox', on: ({ grants }) => void (grants.held.all = everyKind) },
  ],
  '/releases/:event': [
    { path: `/releases/${HELD}`, on: ({ grants }) => void (grants.held.all = everyKind) },
    {
      path: `/releases/${HELD}`,
      on: ({ grants }) => void (grants.held.all = everyKind),
      send: 'main form button',
    },
  ],
  ...MATCH_VISITS,
  ...SEALED_VISITS,
  '/reviews': [
    { path: '/reviews' },
    { path: '/reviews?done=reviewed', on: toReview },
    { path: '/inbox', on: toReview },
  ],
  '/reviews/:id': [
    { path: `/reviews/${OPENING}`, on: toReview },
    { path: `/reviews/${GROUND}`, on: toReview },
    { path: `/reviews/${OPENING}`, on: toReview, send: 'main form button' },
  ],
  '/children/:ref/export': [
    { path: '/children/abc123/export' },
    { path: '/children/abc123/export', send: 'main form button' },
  ],
};

/** Alerts about brothers and sisters: of the child that the pages know, and of others. */
function together(count: number, status: string): readonly (typeof alert)[] {
  const ids = Array.from({ length: count }, (_, i) => `${ID.slice(0, -1)}${i + 1}` as typeof alert.id);
  return ids.map((id, i) => ({
    ...{ ...alert, id, status, child: i === 0 ? alert.child : `sister-${i}` },
    severity: i === 0 ? 'immediate' : 'today',
    together: ids.filter((one) => one !== id),
  }));
}

function withNamed(stand: Stand): void {
  const adults = [{ agency: 'wexbourne-council', name: 'Bram Pell', relationship: 'other', from: '2026-02-02' }];
  const namesakes = [{ name: 'Bram Pell', birthDate: '1985-02-03', staff: ['Bram Pell'] }];
  Object.assign(stand, { around: { ...stand.around, named: { adults, namesakes } } });
}

function unopened({ assessments }: Stand): void {
  assessments.assessment = null;
}

function toReview({ grants }: Stand): void {
  Object.assign(grants, { waiting: [opening, ground], links: [link], toAnswer: [request] });
}

const NOTHING = { entries: [], withheld: [], next: null };

/** Routes that answer with no page, or lead on to one. */
export const NO_PAGES: readonly string[] = [
  '/',
  '/sign-in/start',
  '/sign-in/callback',
  // Only beside the local provider; `test/e2e/pages.e2e.spec.ts` looks at it.
  '/sign-in/demo/:attempt',
  '/audit/replays/:id/replay.json',
  '/assets/console.css',
  '/assets/live.js',
  '/assets/icon.svg',
];

/** Where a GET leads to, or another method, in any of these controllers. */
export function routesOf(controllers: readonly Type[], method = RequestMethod.GET): readonly string[] {
  return controllers
    .flatMap((controller) => {
      const prototype = controller.prototype as Readonly<Record<string, unknown>>;
      return Object.getOwnPropertyNames(prototype)
        .map((name) => prototype[name])
        .filter((handler): handler is object => typeof handler === 'function')
        .filter((handler) => Reflect.getMetadata('method', handler) === method)
        .map((handler) => [pathOf(controller), pathOf(handler)].join('/').replaceAll(/\/+/g, '/'));
    })
    .map((path) => (path.length > 1 ? path.replace(/\/$/, '') : path));
}

const pathOf = (one: object): string => `/${String(Reflect.getMetadata('path', one) ?? '')}`;
