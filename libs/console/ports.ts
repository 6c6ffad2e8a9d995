import type { AlertsService, FeedDays, Undelivered } from '@tributary/alerting';
import type { Assessments } from '@tributary/assessment';
import type { AlertCopies, AuditDesk, ChildExports, EventFiles } from '@tributary/audit';
import type { ChildAnswers, ChildGrants } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import type {
  FeedDeclarations,
  FeedDesk,
  MappingDesk,
  OnboardingDesk,
  PulledFeed,
  RedriveDesk,
  StatedByHand,
} from '@tributary/intake';
import type { Matches, MatchQuality, RecordMoves, SealedPairs } from '@tributary/identity';
import type { FeedPosition } from '@tributary/kernel';
import type { PeopleAround } from '@tributary/people';
import type { Endpoint } from '@tributary/outbound';
import type { ParkedEvent } from '@tributary/runtime';
import type { LocalProvider, RelyingParty, Sessions, SignIns } from '@tributary/sign-in';

/** What only whoever keeps the hub running sees; a letter says who was not told, never of what. */
export type Operations = Readonly<{
  /** Events that a read model or the rules could not take. */
  parked(): Promise<readonly ParkedEvent[]>;
  redrive(consumer: string): Promise<Readonly<{ taken: number; parked: number }>>;
  undelivered(limit: number): Promise<readonly Undelivered[]>;
  /** False where the letter is not among them any more. */
  sendAgain(messageId: string): Promise<boolean>;
  /** Agencies' systems that are called with notices. */
  endpoints(): Promise<readonly Endpoint[]>;
  /** Feeds that could not be fetched from their sources the last time. */
  failingPulls(): Promise<readonly PulledFeed[]>;
  /** False where it was called anyway. */
  callAgain(agency: string): Promise<boolean>;
}>;

/** What the pages stand on: the same services as the API, so that a page can show nothing that a call would not. */
export type ConsoleOptions = Readonly<{
  alerts: Pick<AlertsService, 'work' | 'one' | 'together' | 'history' | 'answer' | 'feedback'>;
  children: Pick<ChildAnswers, 'child' | 'chronology'>;
  people: Pick<PeopleAround, 'of'>;
  /** What people decide about access to a child. */
  grants: Readonly<{
    openings: Pick<ChildGrants['openings'], 'breakGlass' | 'stateGround' | 'standing'>;
    reviews: Pick<ChildGrants['reviews'], 'waiting' | 'tally' | 'one' | 'review' | 'rates'>;
    links: Pick<ChildGrants['links'], 'declare' | 'toldTo' | 'end'>;
    requests: Pick<ChildGrants['requests'], 'askable' | 'ask' | 'mine' | 'reply'>;
    addresses: Pick<ChildGrants['addresses'], 'seal' | 'lift'>;
    releases: Pick<ChildGrants['releases'], 'all' | 'tally' | 'one' | 'decide'>;
    answers: Pick<ChildGrants['answers'], 'waiting' | 'tally' | 'one' | 'answer'>;
  }>;
  /** Records that may be of another child, and what people decide about them. */
  matches: Pick<Matches, 'anyWaiting' | 'waiting' | 'one' | 'decide'>;
  /** Records that are of a child and may not be. */
  recordMoves: Pick<RecordMoves, 'anyWaiting' | 'find' | 'waiting' | 'look' | 'unlink'>;
  /** Who a child was and who they become, sealed apart. */
  sealed: Pick<SealedPairs, 'list' | 'open' | 'end'>;
  assessments: Pick<Assessments, 'look' | 'open' | 'change' | 'mine'>;
  childExports: Pick<ChildExports, 'make'>;
  alertCopies: Pick<AlertCopies, 'make' | 'file'>;
  eventFiles: Pick<EventFiles, 'send'>;
  directory: Pick<Directory, 'current'>;
  feeds: Pick<FeedDesk, 'all' | 'one' | 'deliveries' | 'receipt' | 'parked' | 'parkedReasons' | 'redriveSome'>;
  /** On which days each feed was heard: its habits are learned from them. */
  feedDays: Pick<FeedDays, 'of'>;
  redrives: Pick<RedriveDesk, 'start' | 'readAnew' | 'readBefore' | 'all' | 'stop' | 'resume'>;
  mappings: Pick<MappingDesk, 'look' | 'preview' | 'put' | 'unmapped'>;
  declarations: Pick<FeedDeclarations, 'declare'>;
  onboarding: Pick<OnboardingDesk, 'checklist' | 'contract' | 'contractsOf'>;
  byHand: Pick<StatedByHand, 'state'>;
  operations: Operations;
  matchQuality(): Promise<MatchQuality>;
  audit: Pick<AuditDesk, 'ask' | 'view' | 'hindsight' | 'canonical'>;
  signIn: Readonly<{
    party: Pick<RelyingParty, 'begin' | 'finish' | 'leave'>;
    sessions: Pick<Sessions, 'open' | 'find' | 'act' | 'close'>;
    people: Pick<SignIns, 'personOf' | 'hatsOf' | 'holds' | 'people'>;
    /** The demonstration's own: people are chosen from a list. */
    provider?: Pick<LocalProvider, 'chosen'>;
  }>;
  /** False where the read models did not come so far in time. */
  waitFor(position: FeedPosition): Promise<boolean>;
  /** True where people reach the pages by https: the cookie then travels by nothing else. */
  secure: boolean;
  /** Hears of what is no Problem; it must not log the error's message. */
  unexpected?: (error: unknown, route: string) => void;
}>;

export const CONSOLE = Symbol('console');
