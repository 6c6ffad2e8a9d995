import { alertView } from './alert.view';
import { attendanceView } from './attendance.view';
import { childView } from './child.view';
import { agencyView, directoryView } from './directory.view';
import { feedView } from './feed.view';
import { feedsView } from './feeds.view';
import { inboxView } from './inbox.view';
import { layout } from './layout.view';
import { operationsView } from './operations.view';
import { phoneView } from './phone.view';
import { problemView } from './problem.view';
import { receiptView } from './receipt.view';
import { tableView } from './table.view';
import { demoPeopleView, roleView, signedOutView, signInView } from './sign-in.view';
import { timelineView } from './timeline.view';

/** Every view by its name. */
export const views: Readonly<Record<string, string>> = {
  layout,
  table: tableView,
  inbox: inboxView,
  alert: alertView,
  child: childView,
  directory: directoryView,
  agency: agencyView,
  feeds: feedsView,
  feed: feedView,
  receipt: receiptView,
  operations: operationsView,
  problem: problemView,
  attendance: attendanceView,
  phone: phoneView,
  timeline: timelineView,
  'sign-in': signInView,
  'signed-out': signedOutView,
  'demo-people': demoPeopleView,
  role: roleView,
};
