export { Notices, type ThinNotice } from './notices';
export { partnerNotices } from './notices.reactor';
export { OutboundModule } from './outbound.module';
export { outboundMigrations } from './storage/migrations';
export { NoticeBook } from './storage/notices';
export { type Endpoint, Endpoints } from './storage/endpoints';
export { WebhookSender } from './webhooks/webhook-sender';
export { AlertStreams } from './stream/alert-streams';
export { AlertTail } from './stream/alert-tail';
