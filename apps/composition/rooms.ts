import {
  ContentRequests,
  disclosedTo,
  DisclosureLedger,
  FamilyLinks,
  filesTaken,
  HeldBackList,
  Openings,
} from '@tributary/access';
import {
  alertingReactor,
  AlertsService,
  FeedDays,
  feedSilentFrom,
  Inbox,
  inboxProjection,
  mailReactor,
  namedByAlerts,
  noticeReactor,
  openAlerts,
  Outbox,
  personIn,
  reviewReactor,
  rules,
  toldAbout,
  tracedAlerts,
} from '@tributary/alerting';
import { AssessmentBook, Assessments } from '@tributary/assessment';
import {
  AlertCopies,
  ChildExports,
  EventExports,
  EventFiles,
  ReplaysService,
  versionsOf,
  WhatLeft,
} from '@tributary/audit';
import {
  childDoors,
  type ChildDoors,
  ChildAnswers,
  type ChildGrants,
  childGrants,
  ChildReader,
  chronologyProjections,
  Decisions,
  type DecisionsOptions,
  EveryChild,
  referenceIn,
  referenceOf,
  releaseReactor,
  type Silences,
} from '@tributary/chronology';
import { DemoDelivery, schoolYearsIn } from '@tributary/demo';
import {
  type Asking,
  Children,
  FollowingRecords,
  Identity,
  IdentityDesk,
  type Matches,
  type RecordMoves,
  Joining,
  Rematch,
  rematchingReactor,
  TakingBack,
  SealedPairs,
} from '@tributary/identity';
import { type ChildId, childStream, FEED_START, londonDate, instantOf, Problem } from '@tributary/kernel';
import { NoticeBook, Notices, partnerNotices } from '@tributary/outbound';
import { aroundProjection, Families, Households, NamedAdults, PeopleAround, Sight } from '@tributary/people';
import { addressOf, type ProjectionDefinition, type Reactor } from '@tributary/runtime';
import { DirectorySignIns, type SignIn, signInOf } from '@tributary/sign-in';
import { askingOf } from './asking';
import { type FeedRooms, furnishFeeds } from './feed-rooms';
import type { Foundation } from './foundation';
import { type Held, heldIn } from './held';
import { letters } from './letters';
import { namesFor } from './names-for';
import { reviewingOf } from './reviewing';
import { seenIn } from './seen';

/** The domain rooms, hung on one foundation. Building them starts nothing. */
export type Rooms = FeedRooms &
  Readonly<{
    signIn: SignIn;
    identity: Identity;
    children: Children;
    desk: IdentityDesk;
    sealed: SealedPairs;
    matches: Matches;
    recordMoves: RecordMoves;
    asking: Asking;
    feedDays: FeedDays;
    reader: ChildReader;
    doors: ChildDoors;
    answers: ChildAnswers;
    grants: ChildGrants;
    assessments: Assessments;
    people: PeopleAround;
    replays: ReplaysService;
    childExports: ChildExports;
    alertCopies: AlertCopies;
    eventExports: EventExports;
    eventFiles: EventFiles;
    left: WhatLeft;
    alerts: AlertsService;
    inbox: Inbox;
    notices: Notices;
    demo: DemoDelivery;
    held: Held;
    projections: readonly ProjectionDefinition[];
    reactors: readonly Reactor[];
  }>;

/** Read models that a reader's own write must have reached before an answer says so. */
export const READ_MODELS = ['chronology', 'status', 'involvement', 'feed-deliveries', 'people-around', 'alert-inbox'];

/** Lines of the ledger that a review shows at most. */
const LOOKS = 200;
/** Files about one child that the list of what has left shows at most, the newest. */
const FILES = 1_000;

export function furnish(base: Foundation): Rooms {
  const { database, vault, store, directory, agreements, config } = base;
  const pool = database.events;
  const refOf = vault.ref.bind(vault);
  const signIn = signInOf(config, new DirectorySignIns(directory), pool);
  const identity = new Identity({ pool, vault });
  const children = new Children({ pool, vault });
  const slotOf = (name: string) => base.reads.activeSlot(name);
  const reader = new ChildReader({ pool, store, refOf, slotOf });
  const inbox = new Inbox({ pool, slotOf });
  const statusLimitMs = config.statusAgeLimit;
  const decisionsOn = (child: ChildId) => store.load(childStream(child));
  const ledger = new DisclosureLedger(pool);
  const now = () => instantOf(Date.now());
  const households = new Households({ pool, reader, slotOf, now });
  const doors: ChildDoors = childDoors({
    reader,
    directory,
    vault,
    statusLimitMs,
    ledger,
    agreements,
    refOf,
    alertsNaming: (viewer, child, at) => namedByAlerts({ inbox, store }, { person: viewer, child, at }),
    decisionsOn,
    householdOf: (child) => households.mates(child),
    viewerOf: (request) => viewerOf(signIn, request),
    childOf: (agency, ref) => children.childOf(agency, ref),
    namesOf: async (viewer, child, judge) => namesFor(viewer.agency, await children.names(child), judge),
    openAlerts: (viewer, child) => openAlerts(inbox, viewer, child),
    waitFor: (position, timeoutMs) => base.reads.waitFor(position, READ_MODELS, { timeoutMs }),
    now,
  });
  const heldBack = new HeldBackList(pool);
  const post = config.smtpUrl ? { post: letters } : {};
  const projections = [...chronologyProjections(refOf), aroundProjection, inboxProjection];
  const ackPolicy = { limits: config.ackLimits, serviceHours: config.serviceHours };
  const { freshness: freshnessMs, historyQuiet: historyQuietMs } = config;
  const policy = { statusLimitMs, freshnessMs, historyQuietMs, ...ackPolicy };
  const desk = new IdentityDesk({ pool, store, vault });
  const sealed = new SealedPairs({ pool, vault, store });
  const second = { pool, vault, desk, store, seen: seenIn(base, inbox) };
  const reactors = [
    tracedAlerts(alertingReactor({ reader, directory, vault, policy }), base.traces),
    noticeReactor({ reader, directory, vault, policy, agreements, ledger }),
    reviewReactor({ reader, directory, vault, policy }),
    ...(config.smtpUrl ? [mailReactor] : []),
    partnerNotices({ directory, freshnessMs: config.freshness }),
    rematchingReactor({
      ...{ pool, rematch: new Rematch(second) },
      ...{ joining: new Joining(second), takingBack: new TakingBack(second), following: new FollowingRecords(second) },
    }),
    releaseReactor({ reader, directory, agreements, refOf, statusLimitMs, held: heldBack, ...post }),
  ];
  const sight = new Sight({ reader, doors, isSealed: (child) => children.isSealed(child) });
  const families = new Families({ pool, sight, doors, slotOf });
  const alerts = new AlertsService({
    ...{ inbox, store, directory, children },
    policy: { ...ackPolicy, reopenWithinMs: config.reopenWithin, bundleWithinMs: config.bundleWithin },
    hiddenFrom: (person, child) => doors.hiddenFrom(person, child),
    familiesAmong: (person, among) => families.among(person, among),
    now: () => doors.now(),
  });
  const referenceAt = referenceIn(directory);
  const feedDays = new FeedDays(pool);
  const silences: Silences = async (ids, at) => {
    const heard = await feedDays.of(ids, londonDate(at));
    return (feed, last, view) => feedSilentFrom(feed, { last, days: heard.get(feed.id) ?? [] }, view);
  };
  const answers = new ChildAnswers({ reader, doors, directory, refOf, statusLimitMs, silences });
  const deciding: DecisionsOptions = {
    ...{ doors, directory, appender: store, decisionsOn },
    refOf: (agency, child) => children.refOf(agency, child),
  };
  const eventExports = new EventExports({
    ...{ every: new EveryChild({ pool, slotOf }), reader, directory, agreements, ledger, refOf },
    now: () => doors.now(),
  });
  const feedRooms = furnishFeeds(base, { identity, children });
  const { intake, feeds } = feedRooms;
  const assessments = new Assessments({
    ...{ doors, directory, children, answers },
    log: { store, book: new AssessmentBook(pool) },
  });
  return {
    ...feedRooms,
    signIn,
    identity,
    children,
    reader,
    doors,
    projections,
    reactors,
    asking: askingOf(base, { doors, ledger }),
    desk,
    sealed,
    ...reviewingOf(base, { deciding, desk, reader, inbox }),
    inbox,
    feedDays,
    answers,
    childExports: new ChildExports({ answers, directory, now: () => doors.now() }),
    alertCopies: new AlertCopies({ alerts, answers, directory, now: () => doors.now() }),
    eventExports,
    eventFiles: new EventFiles({ exports: eventExports }),
    left: new WhatLeft({
      decisions: new Decisions(deciding),
      files: (child) => filesTaken(pool, vault.childToken(child), FILES),
      told: (child) => toldAbout({ inbox, store }, child),
      letters: (alerts) => new Outbox(pool).sentAbout(alerts),
      systems: (alerts) => new NoticeBook(pool).deliveredAbout(alerts),
      history: async (child) => {
        const reference = referenceOf(await directory.current());
        return (await reader.history(child, reference)).map(({ event }) => event);
      },
    }),
    grants: childGrants({
      ...{ ...deciding, reader },
      ...{ openings: new Openings(pool), familyLinks: new FamilyLinks(pool) },
      ...{ requests: new ContentRequests(pool), heldBack, agreements, hashOf: refOf, statusLimitMs },
      looksBy: ({ child, at: from, until: to, ...who }) =>
        disclosedTo(pool, { child: vault.childToken(child), who, from, to, limit: LOOKS }),
      ...post,
    }),
    assessments,
    people: new PeopleAround({
      ...{ pool, vault, sight, doors, slotOf },
      named: new NamedAdults({ pool, vault, doors, directory }),
      refOf: (agency, child) => children.refOf(agency, child),
    }),
    replays: new ReplaysService({
      pool,
      doors,
      source: reader,
      head: () => store.head(),
      referenceAt,
      refOf,
      statusLimitMs,
      versions: () => versionsOf(projections, Object.fromEntries(rules.map((rule) => [rule.id, String(rule.version)]))),
    }),
    alerts,
    notices: new Notices({ book: new NoticeBook(pool), directory, children, alerts, base: addressOf(config) }),
    held: heldIn(base, inbox),
    demo: new DemoDelivery({
      ...{ pool, intake, feeds, assessments, sealed, logger: base.logger },
      schools: async () => schoolYearsIn(await directory.current()),
      isEmpty: async () => (await store.read(FEED_START, 1)).records.length === 0,
    }),
  };
}

/** A person's token, in the role it names. Agencies' systems read no child. */
async function viewerOf(signIn: SignIn, request: unknown): ReturnType<ChildDoors['viewerOf']> {
  const header = (request as { headers?: { authorization?: string } }).headers?.authorization ?? '';
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (!token)
    throw new Problem('token-refused', 401, 'Token refused', 'Send a person’s token as Authorization: Bearer');
  return personIn(await signIn.tokens.verify(token));
}
