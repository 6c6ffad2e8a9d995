export { DirectoryFeeds } from './api/directory';
export { FeedDeclarations } from './api/feed-declarations';
export { type DeliveriesPage, FeedDesk, type FeedState, type ParkedPage } from './api/feed-desk';
export { configureHttp, type HttpOptions } from './api/http/configure-http';
export { ProblemFilter } from './api/http/problem.filter';
export { type IntakeHttp, IntakeHttpModule } from './api/intake-http.module';
export { managedFeed } from './api/own-feed';
export { RedriveDesk } from './api/redrive-desk';
export type { Run } from './again/run';
export { StatedByHand } from './api/stated-by-hand';
export {
  composeContracts,
  composeInbound,
  composeIntake,
  composeMappingDesk,
  composeOnboarding,
  composeSandbox,
  type IntakeParts,
} from './compose';
export { MappingDesk, type MappingState, type SuggestedCode } from './mapping/mapping-desk';
export type { Preview, PreviewLine } from './mapping/preview';
export type { Counts, Receipt, ReceiptRecord } from './domain/receipt';
export { Intake } from './pipeline/intake';
export type {
  Asked,
  DeliveryStamp,
  FeedInfo,
  FeedRegistry,
  Identity,
  IntakeLimits,
  IntakeOptions,
  Resolved,
} from './pipeline/ports';
export type { AgreementInForce, ChecklistItem } from './onboarding/checklist';
export { OnboardingDesk } from './onboarding/onboarding-desk';
export { InboundTopics } from './kafka/inbound-topics';
export { ParkedTopic } from './kafka/parked-topic';
export { MllpDoor, type MllpOptions } from './mllp/door';
export { RecordIdentity } from './pipeline/record-identity';
export { problemDocument } from './pipeline/problem-document';
export type { Redriven } from './pipeline/redrive';
export { FolderDrop } from './pull/folder-drop';
export { composePulls, type PullParts } from './pull/compose-pulls';
export { readPullFile } from './pull/pull-file';
export { readMeshFile } from './pull/mesh-file';
export { MeshMailbox } from './pull/mesh-mailbox';
export { MeshPull } from './pull/mesh-pull';
export type { ContractReport } from './sandbox/contract';
export { Contracts } from './sandbox/contracts';
export type { SandboxReceipt } from './sandbox/receipt';
export { Sandbox } from './sandbox/sandbox';
export { practiceStream } from './pipeline/group-parts';
export type { Incoming } from './pipeline/spool';
export { LAG_BOUNDS, type Lags, within } from './domain/lag';
export type { FeedActivity } from './storage/activity';
export type { PulledFeed, PullState } from './storage/pulls';
export type { DeliveryLine, ParkedEntry, ParkedReason } from './storage/lookups';
export { intakeMigrations } from './storage/migrations';
