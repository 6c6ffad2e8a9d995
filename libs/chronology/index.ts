export { basesOf, type Noted, notYetThere, unknownChild } from './answer-parts';
export { ChildAnswers, type AnswerOptions, type TakenOut, type Taking, WAIT_MS } from './answers';
export { afterIn, parseChronologyQuery, type ChronologyQuery, purposeIn } from './api/query';
export { judgeAsKnown, type Known, type Named } from './access';
export { ANSWERS as CHILD_ANSWERS } from './api/tokens';
export type { Silences, SilentFrom } from './coverage-around';
export { childDoors, type ChildDoorsOptions } from './child-doors';
export { ChronologyModule } from './chronology.module';
export { referenceIn, referenceOf } from './directory-reference';
export { READING } from './api/query-words';
export { answering, asKnownInstant, type Question } from './domain/as-known';
export { grantedAt } from './domain/granted';
export { chronologyOf, entryOf, type Line, linesOf, type Entry } from './domain/chronology';
export {
  type Currency,
  type CurrencyOf,
  decidesStates,
  type Reference,
  type ReferenceAt,
  type StatusFeed,
} from './domain/currency';
export type { Coverage, CoverageState, Covered, FeedCoverage, Source as CoverageSource } from './domain/coverage';
export { confirmationsAt, deliveriesStream } from './domain/deliveries';
export { hearingsOf, type Involvement, involvementOf } from './domain/involvement';
export { inWords } from './domain/london';
export {
  type Account,
  type Confirmation,
  FRESH_FOR_MS,
  type Freshness,
  type KindStatus,
  type Status,
  statusFrom,
  statusOf,
} from './domain/status';
export {
  type RefOf,
  STATE_KINDS,
  type StateKind,
  type StateStatement,
  stateStatementOf,
  STATUS_TYPES,
} from './domain/step';
export { isStatement } from './domain/statement';
export { type Judge, type Matter, type Reach, sifted, type Withheld } from './domain/view';
export { EveryChild, type LinesOfChild, type Period } from './every-child';
export { excludedBy } from './excluded';
export {
  answerIn,
  askingIn,
  breakingIn,
  endingIn,
  releaseIn,
  replyIn,
  sealingIn,
  statingIn,
  verdictIn,
  WORDS,
} from './api/grant-bodies';
export { by as actedBy, Decisions, type DecisionsOptions } from './grants/decisions';
export { GrantsModule } from './grants.module';
export type { ToldLink } from './grants/family-links';
export { MOST_HOURS } from './grants/openings';
export type { ToldHeld } from './grants/held-list';
export type { Suggested } from './grants/release-audience';
export { releaseReactor } from './grants/release.reactor';
export type { HeldInFull, ReleaseDecision } from './grants/releases';
export { childGrants, type ChildGrants, type GrantsOptions } from './grants/grants';
export type { ToldRequest } from './grants/requests';
export type { Askable } from './grants/answerers';
export type { Shareable, SupplierAnswer } from './grants/supplier-answers';
export type { News, Post } from './grants/review-mail';
export type { Rates, ToReview, Verdict } from './grants/reviews';
export { lineAbove } from './grants/seniors';
export type { Reachable } from './people';
export type { Access, Asked, ChildDoors, InAssessment, OpenAlert, Reading, Refusal, Viewer } from './ports';
export type { Involved } from './seen';
export { Histories } from './histories';
export { type Alleged, ChildReader, type Naming, type ReaderOptions, statedBy, type Told, toldBy } from './reader';
export { allocatedWorkers, cohortsOf, relationshipsOf } from './standing';
export { detailsOf, type Numbers } from './words/event-details';
export { dayInWords, sentence, spoken, timeInWords, whenInWords } from './words/words';
export { chronologyProjections } from './storage/projections';
export { migrations as chronologyMigrations } from './storage/migrations';
