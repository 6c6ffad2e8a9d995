import type { DynamicModule } from '@nestjs/common';
import { AlertingModule, alertsAbout, hindsight, Outbox } from '@tributary/alerting';
import { disclosuresAbout } from '@tributary/access';
import { AssessmentModule } from '@tributary/assessment';
import { AuditDesk, AuditModule } from '@tributary/audit';
import { ChronologyModule, GrantsModule } from '@tributary/chronology';
import { ConsoleModule, type ConsoleOptions } from '@tributary/console';
import { AskModule, matchQuality, ReviewModule, SealedModule } from '@tributary/identity';
import { IntakeHttpModule } from '@tributary/intake';
import { AlertStreams, AlertTail, Endpoints, OutboundModule } from '@tributary/outbound';
import { PeopleModule } from '@tributary/people';
import { listParked, redriveConsumer } from '@tributary/runtime';
import type { Foundation } from './foundation';
import { READ_MODELS, type Rooms } from './rooms';

/** Where agencies deliver. */
export const intakeModules = (rooms: Rooms): readonly DynamicModule[] => [
  IntakeHttpModule.over({
    ...{ intake: rooms.intake, feeds: rooms.feeds, declarations: rooms.declarations },
    ...{ mappings: rooms.mappings, onboarding: rooms.onboarding, sandbox: rooms.sandbox },
    contracts: rooms.contracts,
    tokens: rooms.signIn.tokens,
  }),
];

/** Where people read and answer. */
export function readingModules(base: Foundation, rooms: Rooms): readonly DynamicModule[] {
  const { config, directory, store } = base;
  const quality = () => matchQuality(base.database.events);
  return [
    ChronologyModule.with({ answers: rooms.answers, doors: rooms.doors }),
    PeopleModule.with({ people: rooms.people, doors: rooms.doors }),
    GrantsModule.with({ grants: rooms.grants, doors: rooms.doors }),
    AskModule.with({ asking: rooms.asking, tokens: rooms.signIn.tokens }),
    ReviewModule.with({
      ...{ matches: rooms.matches, moves: rooms.recordMoves, doors: rooms.doors },
      ...{ tokens: rooms.signIn.tokens, quality },
    }),
    SealedModule.with({ sealed: rooms.sealed, doors: rooms.doors }),
    AssessmentModule.with({ assessments: rooms.assessments, doors: rooms.doors }),
    AuditModule.with({
      childExports: rooms.childExports,
      eventFiles: rooms.eventFiles,
      left: rooms.left,
      doors: rooms.doors,
      replays: rooms.replays,
      alertCopies: rooms.alertCopies,
    }),
    ConsoleModule.with({
      directory,
      alerts: rooms.alerts,
      children: rooms.answers,
      people: rooms.people,
      assessments: rooms.assessments,
      matches: rooms.matches,
      recordMoves: rooms.recordMoves,
      sealed: rooms.sealed,
      grants: rooms.grants,
      childExports: rooms.childExports,
      alertCopies: rooms.alertCopies,
      eventFiles: rooms.eventFiles,
      feeds: rooms.feedDesk,
      feedDays: rooms.feedDays,
      redrives: rooms.redriveDesk,
      declarations: rooms.declarations,
      mappings: rooms.mappings,
      onboarding: rooms.onboarding,
      byHand: rooms.byHand,
      operations: operationsOf(base, rooms),
      matchQuality: quality,
      audit: auditDeskOf(base, rooms),
      signIn: rooms.signIn,
      waitFor: (position) => base.reads.waitFor(position, READ_MODELS),
      secure: config.publicUrl?.startsWith('https:') ?? false,
      unexpected: (error, route) => base.logger.error('a page failed', { error, context: route }),
    }),
    OutboundModule.with({
      notices: rooms.notices,
      streams: new AlertStreams(new AlertTail(store)),
      tokens: rooms.signIn.tokens,
    }),
    AlertingModule.with({
      alerts: rooms.alerts,
      tokens: rooms.signIn.tokens,
      doors: { waitFor: (position) => base.reads.waitFor(position, READ_MODELS) },
    }),
  ];
}

/** What the operator's page shows and does. */
function operationsOf(base: Foundation, rooms: Rooms): ConsoleOptions['operations'] {
  const pool = base.database.events;
  const outbox = new Outbox(pool);
  const endpoints = new Endpoints(pool);
  return {
    endpoints: async () => {
      const { agencies } = (await base.directory.current()).document;
      return endpoints.standing(
        agencies.filter(({ notices }) => notices !== undefined && notices.by !== 'poll').map(({ id }) => id),
      );
    },
    failingPulls: () => rooms.intake.failingPulls(),
    callAgain: (agency) => endpoints.switchOn(agency),
    parked: () => listParked(pool),
    redrive: (consumer) => redriveConsumer(consumer, rooms, base),
    undelivered: (limit) => outbox.undelivered(limit),
    sendAgain: (messageId) => outbox.sendAgain(messageId),
  };
}

/** Lines of the ledger that one page of an audit shows at most. */
const LEDGER_LINES = 500;

/** Replays as pages, with what ledger, alerts and today's rules say beside them. */
function auditDeskOf({ database, vault, store, directory, config }: Foundation, rooms: Rooms): AuditDesk {
  const { reader, replays, inbox } = rooms;
  return new AuditDesk({
    replays,
    disclosures: (child, upTo) =>
      disclosuresAbout(database.events, { child: vault.childToken(child), upTo, limit: LEDGER_LINES }),
    alerts: (child, upTo) => alertsAbout({ inbox, store }, child, upTo),
    hindsight: async (asked) => {
      const view = await directory.current();
      return hindsight({ reader, vault, view, statusLimitMs: config.statusAgeLimit }, asked);
    },
  });
}
