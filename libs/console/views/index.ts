import { alertView } from './alert.view';
import { attendanceView } from './attendance.view';
import { alertAnswersView } from './alert-answers.view';
import { auditView, hindsightView, replayView } from './audit.view';
import { childView } from './child.view';
import { concernsView } from './concerns.view';
import { agencyView, directoryView } from './directory.view';
import { feedView } from './feed.view';
import { feedsView } from './feeds.view';
import { inboxView } from './inbox.view';
import { layout } from './layout.view';
import { operationsView } from './operations.view';
import { phoneView } from './phone.view';
import { problemView } from './problem.view';
import { receiptView } from './receipt.view';
import { ringView } from './ring.view';
import { tableView } from './table.view';
import { timelineView } from './timeline.view';
import { demoPeopleView, roleView, signedOutView, signInView } from './sign-in.view';

/** Every view by its name. */
export const views: Readonly<Record<string, string>> = {
  layout,
  table: tableView,
  timeline: timelineView,
  inbox: inboxView,
  alert: alertView,
  'alert-answers': alertAnswersView,
  ring: ringView,
  concerns: concernsView,
  child: childView,
  directory: directoryView,
  agency: agencyView,
  feeds: feedsView,
  feed: feedView,
  receipt: receiptView,
  operations: operationsView,
  audit: auditView,
  replay: replayView,
  hindsight: hindsightView,
  problem: problemView,
  attendance: attendanceView,
  phone: phoneView,
  'sign-in': signInView,
  'signed-out': signedOutView,
  'demo-people': demoPeopleView,
  role: roleView,
};
