export { AlertingModule } from './alerting.module';
export type { Colleague } from './notices/other';
export { noticeReactor, type NoticeOptions } from './notices/notices.reactor';
export { reviewReactor } from './reviews/reviews.reactor';
export { alertingReactor } from './alerting.reactor';
export type { AlertingOptions, ReactorOptions } from './options';
export type { AlertLine, AlertView, Feedback, Person } from './alert-view';
export { AlertsService, type AlertsOptions } from './alerts.service';
export type { AlertStep } from './domain/alert-history';
export { DONE, ENDINGS, stepInWords } from './step-words';
export { personIn } from './api/alerts.controller';
export { type AlertAbout, alertsAbout, everNamed } from './alerts-about';
export { toldAbout, type ToldOf } from './told-about';
export { hindsight, type WouldFind } from './hindsight';
export { AnswerAlert } from './api/commands';
export { ACTIONS, type Answer, OUTCOMES } from './domain/answers';
export { namedByAlerts, openAlerts } from './named-by-alerts';
export { rulePage } from './domain/rule';
export type { Rule } from './domain/rule';
export { ruleOf, rules } from './rules';
export { type DayHeard, type Habit, kindOf as dayKindOf } from './domain/habit';
export { feedSilentFrom, habitsIn } from './silent-from';
export { FeedDays } from './storage/feed-days';
export { Inbox, type Tally, type Wanted } from './storage/inbox';
export { inboxProjection } from './storage/inbox.projection';
export { alertingMigrations } from './storage/migrations';
export { writeRuleDocs } from './write-docs';
export { Mailer, type MailerOptions } from './mail/mailer';
export { mailReactor } from './mail/mail.reactor';
export {
  Outbox,
  type SentLetter,
  post as postLetter,
  type Undelivered,
  withdraw as withdrawLetters,
} from './mail/outbox';
export { tracedAlerts } from './traced';
export { standingAt, takesBack, TELLS, type Told, toldBy } from './told';
