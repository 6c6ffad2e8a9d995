export {
  AuditDesk,
  type AuditDeskOptions,
  type AlertTold,
  type AuditView,
  type Hindsight,
  type HindsightView,
} from './audit-desk';
export type { ComparedEvent, ComparedStatus, Comparison, Difference } from './comparison';
export type { Somebody } from './shown';
export { FIELDS as EXPORT_FIELDS, FORMATS as EXPORT_FORMATS, orderIn as exportOrderIn } from './exports/child-order';
export { ChildExports, type ExportFile } from './exports/child-exports';
export { AlertCopies } from './exports/alert-copies';
export type { ChildSheet } from './exports/child-sheet';
export { EventExports, type EventsExported } from './exports/events/event-exports';
export { EventFiles } from './exports/events/event-files';
export { type EventsOrder, TABLES as EVENT_TABLES } from './exports/events/events-order';
export { sendFile } from './api/send-file';
export { answeringIn, recallingIn } from './left/bodies';
export { WhatLeft } from './left/what-left';
export { REPLAYS } from './api/tokens';
export { AuditModule } from './audit.module';
export { replay, replayOf, type ReplayRequest, type ReplaySetting, type ReplaySource } from './replay';
export { digestOf, questionOf, type ReplayOrder, ReplaysService, type ReplaysOptions } from './replays.service';
export { checkProofs, type CheckOptions, type ProofsChecked } from './proofs/check-proofs';
export { writeProofs, type ProofsOptions } from './proofs/write-proofs';
export { auditMigrations } from './storage/migrations';
export { topicSource, type TopicOptions } from './topic-source';
export { catalogueVersion, codeVersion, type Versions, versionsOf } from './versions';
