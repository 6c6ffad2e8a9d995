import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AlertLine, AlertStep, AlertView, Answer, Feedback, Person, Wanted } from '@tributary/alerting';
import { AlertCopies } from '@tributary/audit';
import type { TakenOut } from '@tributary/chronology';
import { DirectoryView } from '@tributary/directory';
import { configureHttp } from '@tributary/intake';
import {
  type AgencyId,
  type AgreementVersion,
  type AlertId,
  type FeedId,
  type Instant,
  type PractitionerId,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import type { Hat, Session } from '@tributary/sign-in';
import { Grants } from '../access/access.fixture';
import { AssessmentDesk } from '../assessment/assessment.fixture';
import { Audits } from '../audit/audit.fixture';
import { Desks } from './desks.fixture';
import { around, glance, timeline } from '../child/child.fixture';
import type { AroundChild } from '@tributary/people';
import { ConsoleModule } from '../index';
import { Pairs } from '../matches/matches.fixture';
import { Records } from '../matches/records.fixture';
import type { ConsoleOptions } from '../ports';
import { Sealed } from '../sealed/sealed.fixture';

/** The pages over services that answer what a spec lays out for them. */
export const ID = '0190a000-0000-7000-8000-000000000001';
export const SESSION = 'a'.repeat(43);
export const COOKIE = `tributary_session=${SESSION}`;
const marlow: Person = {
  practitioner: 'p-marlow' as PractitionerId,
  role: 'social-worker' as RoleCode,
  agency: 'wexbourne-council' as AgencyId,
};
const hat: Hat = { role: marlow.role, agency: marlow.agency };
export const notice = 'This is information, not a referral. Nobody has been asked to act because this exists.';
export const alert: AlertView = {
  id: ID as AlertId,
  feed: null,
  child: 'abc123',
  rule: 'child-with-social-worker-suspended',
  ruleVersion: 1,
  title: 'A child with a social worker was suspended or excluded',
  severity: 'today',
  status: 'open',
  raisedAt: '2026-03-10T10:00:00.000Z',
  dueAt: '2026-03-10T14:00:00.000Z',
  owner: true,
  mayAnswer: true,
  statusUnknown: false,
  text: ['A child with a social worker was suspended or excluded.', 'You are the child’s allocated worker.', notice],
  evidence: [],
  toldToo: [
    {
      practitioner: 'p-pemberly',
      name: 'Odette Pemberly',
      role: 'virtual-school-head',
      agency: 'virtual-school',
      reason: 'virtual-school',
      owner: false,
    },
  ],
  identityConfirmed: true,
  overdueSince: null,
  authority: '999',
  why: 'You are the child’s allocated social worker.',
  outcome: null,
  together: [],
  other: null,
  holds: [],
  recalls: null,
  reopenableUntil: null,
};
const directory = new DirectoryView(1, {
  authorities: [{ code: '999', name: 'Wexbourne Council', frontDoor: '01632 960 100', outOfHours: '01632 960 199' }],
  agencies: [
    { id: marlow.agency, name: 'Wexbourne children’s services', sector: 'social-care', authority: '999' },
    { id: 'ash-lane' as AgencyId, name: 'Ash Lane Primary School', sector: 'education', authority: '999' },
  ],
  feeds: [
    {
      ...{ id: 'ash-lane-attendance' as FeedId, agency: 'ash-lane' as AgencyId, format: 'attendance-csv', live: true },
      ...{ agreement: 'a' as AgreementVersion, manager: marlow.practitioner, rhythm: 'each weekday' },
      supplier: 'sundial-mis',
    },
  ],
  practitioners: [
    {
      ...{ id: marlow.practitioner, name: 'Imogen Marlow', phone: '01632 960 111', roles: [hat] },
      workerNumbers: [{ agency: marlow.agency, number: 'SW-101' }],
    },
  ],
});
export class Stand {
  shown: AlertView = alert;
  work: readonly AlertLine[] = [alert];
  /** The alert that is shown with those that came near it. */
  bundle: readonly AlertView[] = [alert];
  steps: readonly AlertStep[] = [
    { at: alert.raisedAt, what: 'raised', by: null, to: [marlow], detail: null, note: null },
  ];
  feedback: readonly Feedback[] = [];
  /** What an answer is refused with. */
  refuses: Problem | undefined;
  /** What the list was asked for last. */
  wanted: Wanted | undefined;
  hats: readonly Hat[] = [hat];
  directory = directory;
  glance: object = glance;
  around: AroundChild = around;
  timeline: object = timeline;
  /** Sessions that stand, by name. */
  readonly sessions = new Map<string, Session>([[SESSION, { practitioner: marlow.practitioner, hat }]]);
  readonly answers: Answer[] = [];
  /** The alerts that they were given to. */
  readonly answered: string[] = [];
  waited = 0;
  readonly accidents: unknown[] = [];
  /** Files that were asked for. */
  readonly exported: unknown[] = [];

  /** Of each look at a session: whether it kept it open. */
  readonly kept: boolean[] = [];
  readonly desks = new Desks();
  readonly audits = new Audits();
  readonly assessments = new AssessmentDesk();
  readonly grants = new Grants();
  readonly pairs = new Pairs();
  readonly records = new Records();
  readonly sealed = new Sealed();

  /** From now on whoever is signed in acts in that role alone. */
  actAs(worn: Hat): void {
    this.hats = [worn];
    this.sessions.set(SESSION, { practitioner: marlow.practitioner, hat: worn });
  }

  private host: NestExpressApplication | undefined;

  app(): NestExpressApplication {
    if (!this.host) throw new Error('the stand is not open');
    return this.host;
  }

  static async open(): Promise<Stand> {
    const stand = new Stand();
    const testing = await Test.createTestingModule({ imports: [moduleOver(stand)] }).compile();
    stand.host = testing.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
    configureHttp(stand.host, {});
    await stand.host.init();
    return stand;
  }
}

const attempt = { state: 'state', nonce: 'nonce', verifier: 'verifier' };

/** A provider that knows one person, and sessions in memory. */
const signInOver = (stand: Stand): ConsoleOptions['signIn'] => ({
  party: {
    begin: async () => ({ location: 'https://provider.example/authorise', attempt }),
    finish: async (query) => {
      if (query !== '?code=good') throw new Problem('sign-in-failed', 400, 'You are not signed in', 'Try again.');
      return 'subject-1';
    },
    leave: async () => 'https://provider.example/leave',
  },
  sessions: {
    open: async (practitioner, chosen) => {
      stand.sessions.set('b'.repeat(43), { practitioner, ...(chosen ? { hat: chosen } : {}) });
      return 'b'.repeat(43);
    },
    find: async (name, keepsOpen = true) => {
      stand.kept.push(keepsOpen);
      return stand.sessions.get(name);
    },
    act: async (name, chosen) => void stand.sessions.set(name, { practitioner: marlow.practitioner, hat: chosen }),
    close: async (name) => void stand.sessions.delete(name),
  },
  people: {
    personOf: async (subject) => (subject === 'subject-1' ? marlow.practitioner : undefined),
    hatsOf: async () => stand.hats,
    holds: async () => true,
    people: async () => [],
  },
});

/** The real maker of copies, over the alert that the stand shows. */
const copiesOver = (stand: Stand): AlertCopies =>
  new AlertCopies({
    alerts: {
      one: async (_person, id) => {
        if (id !== ID) throw new Problem('alert-unknown', 404, 'No such alert', 'It was not sent to you');
        return stand.shown;
      },
      history: async () => stand.steps,
    },
    answers: {
      takeOut: async (taking) => {
        if (stand.refuses) throw stand.refuses;
        stand.exported.push(taking);
        const { entries, withheld } = stand.timeline as TakenOut;
        return { asOf: '2026-03-10T10:00:00.000Z' as Instant, entries, withheld };
      },
    },
    directory: { current: async () => stand.directory },
    now: () => '2026-03-10T10:00:00.000Z' as Instant,
  });

export const moduleOver = (stand: Stand) =>
  ConsoleModule.with({
    alerts: {
      work: async (_person, wanted, page) => {
        stand.wanted = wanted;
        const tally = { open: stand.work.length, owned: 1, informed: 0, overdue: 0, done: 0 };
        return { alerts: stand.work, tally, more: page.skip === 0 && stand.work.length > 1 };
      },
      history: async () => stand.steps,
      feedback: async () => stand.feedback,
      one: async (_person, id) => {
        if (id !== ID) throw new Problem('alert-unknown', 404, 'No such alert', 'It was not sent to you');
        return stand.shown;
      },
      together: async (_person, id) => {
        if (id !== ID) throw new Problem('alert-unknown', 404, 'No such alert', 'It was not sent to you');
        return stand.bundle;
      },
      answer: async (_person, id, answer) => {
        if (stand.refuses) throw stand.refuses;
        stand.answered.push(id);
        stand.answers.push(answer);
        if (answer.kind === 'acknowledge') stand.shown = { ...stand.shown, status: 'acknowledged', dueAt: null };
        return { position: '1.2.3' };
      },
    },
    children: {
      child: async ({ ref }) => {
        if (ref !== 'abc123') throw new Problem('child-unknown', 404, 'No child with that reference', 'Check it');
        return stand.glance;
      },
      chronology: async () => stand.timeline,
    },
    people: { of: async () => stand.around },
    childExports: {
      make: async (viewer, ref, order) => {
        if (ref !== 'abc123') throw new Problem('child-unknown', 404, 'No child with that reference', 'Check it');
        if (stand.refuses) throw stand.refuses;
        stand.exported.push({ viewer, ref, order });
        const name = `chronology-${ref}-2026-03-10.csv`;
        return { id: 'e-1', name, type: 'text/csv; charset=utf-8', bytes: Buffer.from('row\r\n'), lines: 1 };
      },
    },
    alertCopies: copiesOver(stand),
    directory: { current: async () => stand.directory },
    ...stand.desks.options(),
    ...stand.audits.options(),
    ...stand.assessments.options(),
    ...stand.grants.options(),
    ...stand.pairs.options(),
    ...stand.records.options(),
    ...stand.sealed.options(),
    signIn: signInOver(stand),
    waitFor: async () => {
      stand.waited += 1;
      return true;
    },
    secure: false,
    unexpected: (error) => stand.accidents.push(error),
  });
