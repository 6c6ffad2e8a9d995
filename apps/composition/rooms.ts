import {
  ContentRequests,
  disclosedTo,
  DisclosureLedger,
  FamilyLinks,
  filesTaken,
  HeldBackList,
  Openings,
  versionOf,
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
  catalogueVersion,
  codeVersion,
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
import { Children, Identity, IdentityDesk } from '@tributary/identity';
import {
  type AgreementInForce,
  type Contracts,
  composeContracts,
  composeInbound,
  composeIntake,
  composeMappingDesk,
  composeOnboarding,
  composeSandbox,
  DirectoryFeeds,
  FeedDeclarations,
  FeedDesk,
  type InboundTopics,
  type Intake,
  type MappingDesk,
  type OnboardingDesk,
  type Sandbox,
  MllpDoor,
  RedriveDesk,
  StatedByHand,
} from '@tributary/intake';
import {
  type AgencyId,
  type ChildId,
  childStream,
  FEED_START,
  londonDate,
  instantOf,
  Problem,
} from '@tributary/kernel';
import { NoticeBook, Notices, partnerNotices } from '@tributary/outbound';
import { addressOf, type ProjectionDefinition, type Reactor } from '@tributary/runtime';
import { DirectorySignIns, type SignIn, signInOf } from '@tributary/sign-in';
import type { Foundation } from './foundation';
import { type Held, heldIn } from './held';
import { letters } from './letters';
import { namesFor } from './names-for';

/** The domain rooms, hung on one foundation. Building them starts nothing. */
export type Rooms = Readonly<{
  feeds: DirectoryFeeds;
  signIn: SignIn;
  identity: Identity;
  children: Children;
  desk: IdentityDesk;
  intake: Intake;
  /** The door for HL7 v2, where one is opened. */
  mllp?: MllpDoor;
  /** What senders write to Kafka themselves. */
  inbound: InboundTopics;
  feedDesk: FeedDesk;
  feedDays: FeedDays;
  redriveDesk: RedriveDesk;
  byHand: StatedByHand;
  declarations: FeedDeclarations;
  mappings: MappingDesk;
  onboarding: OnboardingDesk;
  sandbox: Sandbox;
  contracts: Contracts;
  reader: ChildReader;
  doors: ChildDoors;
  answers: ChildAnswers;
  grants: ChildGrants;
  assessments: Assessments;
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
export const READ_MODELS = ['chronology', 'status', 'involvement', 'feed-deliveries', 'alert-inbox'];

/** Lines of the ledger that a review shows at most. */
const LOOKS = 200;
/** Files about one child that the list of what has left shows at most, the newest. */
const FILES = 1_000;

export function furnish(base: Foundation): Rooms {
  const { database, vault, store, directory, agreements, config } = base;
  const pool = database.events;
  const refOf = vault.ref.bind(vault);
  const feeds = new DirectoryFeeds(directory);
  const signIn = signInOf(config, new DirectorySignIns(directory), pool);
  const identity = new Identity({ pool, vault });
  const children = new Children({ pool, vault });
  const slotOf = (name: string) => base.reads.activeSlot(name);
  const reader = new ChildReader({ pool, store, refOf, slotOf });
  const inbox = new Inbox({ pool, slotOf });
  const statusLimitMs = config.statusAgeLimit;
  const decisionsOn = (child: ChildId) => store.load(childStream(child));
  const ledger = new DisclosureLedger(pool);
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
    viewerOf: (request) => viewerOf(signIn, request),
    childOf: (agency, ref) => children.childOf(agency, ref),
    namesOf: async (viewer, child, judge) => namesFor(viewer.agency, await children.names(child), judge),
    openAlerts: (viewer, child) => openAlerts(inbox, viewer, child),
    waitFor: (position, timeoutMs) => base.reads.waitFor(position, READ_MODELS, { timeoutMs }),
    now: () => instantOf(Date.now()),
  });
  const heldBack = new HeldBackList(pool);
  const post = config.smtpUrl ? { post: letters } : {};
  const projections = [...chronologyProjections(refOf), inboxProjection];
  const ackPolicy = { limits: config.ackLimits, serviceHours: config.serviceHours };
  const { freshness: freshnessMs, historyQuiet: historyQuietMs } = config;
  const policy = { statusLimitMs, freshnessMs, historyQuietMs, ...ackPolicy };
  const reactors = [
    tracedAlerts(alertingReactor({ reader, directory, vault, policy }), base.traces),
    noticeReactor({ reader, directory, vault, policy, agreements, ledger }),
    reviewReactor({ reader, directory, vault, policy }),
    ...(config.smtpUrl ? [mailReactor] : []),
    partnerNotices({ directory, freshnessMs: config.freshness }),
    releaseReactor({ reader, directory, agreements, refOf, statusLimitMs, held: heldBack, ...post }),
  ];
  const alerts = new AlertsService({
    ...{ inbox, store, directory, children },
    policy: { ...ackPolicy, reopenWithinMs: config.reopenWithin },
    hiddenFrom: (person, child) => doors.hiddenFrom(person, child),
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
  const sandbox = composeSandbox({ pool, vault, directory });
  const contracts = composeContracts({
    ...{ pool, sandbox },
    versions: async () => ({ hub: (await codeVersion()).version, catalogue: catalogueVersion() }),
  });
  const agreementOf = agreementIn(directory, agreements);
  const onboarding = composeOnboarding({ pool, feeds, directory, agreementOf, contracts });
  const intake = composeIntake({ ...base, pool, identity, children, feeds });
  const assessments = new Assessments({
    ...{ doors, directory, children, answers },
    log: { store, book: new AssessmentBook(pool) },
  });
  return {
    feeds,
    signIn,
    identity,
    children,
    reader,
    doors,
    projections,
    reactors,
    desk: new IdentityDesk({ pool, appender: store }),
    intake,
    ...(config.mllp
      ? { mllp: new MllpDoor({ at: config.mllp, intake, feeds, logger: base.logger, metrics: base.metrics }) }
      : {}),
    inbound: composeInbound({ ...base, partners: base.partners, intake, feeds }),
    inbox,
    feedDays,
    feedDesk: new FeedDesk(intake, feeds),
    redriveDesk: new RedriveDesk(intake.redrives, feeds),
    mappings: composeMappingDesk({ pool, vault, feeds }),
    byHand: new StatedByHand(intake, feeds),
    onboarding,
    ...{ sandbox, contracts },
    declarations: new FeedDeclarations({
      ...{ feeds, directory, store, production: config.env === 'production' },
      checklist: (feed) => onboarding.checklistFor(feed),
    }),
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
      ...{ pool, intake, feeds, assessments, logger: base.logger },
      schools: async () => schoolYearsIn(await directory.current()),
      isEmpty: async () => (await store.read(FEED_START, 1)).records.length === 0,
    }),
  };
}

/** Of what an agency supplies, today. */
const agreementIn =
  (directory: Foundation['directory'], agreements: Foundation['agreements']) =>
  async (id: AgencyId): Promise<AgreementInForce | undefined> => {
    const agency = (await directory.current()).agency(id);
    const found = agency && agreements.inForce(agency, londonDate(instantOf(Date.now())));
    if (!found) return undefined;
    const { agreement, incidentContact } = found;
    return { agreement, incidentContact, version: versionOf(found) };
  };

/** A person's token, in the role it names. Agencies' systems read no child. */
async function viewerOf(signIn: SignIn, request: unknown): ReturnType<ChildDoors['viewerOf']> {
  const header = (request as { headers?: { authorization?: string } }).headers?.authorization ?? '';
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (!token)
    throw new Problem('token-refused', 401, 'Token refused', 'Send a person’s token as Authorization: Bearer');
  return personIn(await signIn.tokens.verify(token));
}
