import { alertView } from '../alerts/alert.view';
import {
  assessmentFormView,
  assessmentOpenView,
  assessmentsView,
  assessmentView,
  familyCopyView,
} from '../assessment/assessment.view';
import { attendanceView } from '../child/attendance.view';
import { alertAnswersView } from '../alerts/alert-answers.view';
import { auditView, hindsightView, replayView } from '../audit/audit.view';
import { childDoorsView, childUnknownView } from '../access/child-doors.view';
import { familyLinkDoneView, familyLinkView } from '../access/family-link.view';
import { glassView } from '../access/glass.view';
import { locationView } from '../access/location.view';
import { openingNeverView, openingNowView, protectionView } from '../access/protection.view';
import { askView, requestSaidView, requestsView, requestView } from '../access/requests.view';
import { reviewsView, reviewView } from '../access/reviews.view';
import { decisionView } from '../matches/decision.view';
import { matchesView, matchView } from '../matches/matches.view';
import { recordsView, recordView } from '../matches/records.view';
import { releasesView, releaseView } from '../releases/releases.view';
import { childView } from '../child/child.view';
import { copiedView, copyView } from '../alerts/copy.view';
import { concernsView } from '../alerts/concerns.view';
import { concernFormView, concernSentView } from '../concern/concern.view';
import { agencyView, directoryView } from '../directory/directory.view';
import { sealedPairView, sealedPairsView, sealFormView } from '../sealed/sealed.view';
import { eventsView } from '../audit/events.view';
import { exportView } from '../exports/export.view';
import { feedView } from '../feeds/feed.view';
import { feedsView } from '../feeds/feeds.view';
import { inboxView } from '../alerts/inbox.view';
import { childFormView } from './child-form.view';
import { layout } from './layout.view';
import { mappingView } from '../feeds/mapping.view';
import { operationsView } from '../feeds/operations.view';
import { phoneView } from './phone.view';
import { problemView } from './problem.view';
import { qualityView } from '../quality/quality.view';
import { receiptView } from '../feeds/receipt.view';
import { ringView } from './ring.view';
import { tableView } from './table.view';
import { togetherView } from '../alerts/together.view';
import { timelineView } from './timeline.view';
import { demoPeopleView, roleView, signedOutView, signInView } from '../sign-in/sign-in.view';

/** Every view by its name. */
export const views: Readonly<Record<string, string>> = {
  layout,
  'child-form': childFormView,
  table: tableView,
  timeline: timelineView,
  inbox: inboxView,
  together: togetherView,
  alert: alertView,
  'alert-answers': alertAnswersView,
  'alert-copy': copyView,
  'alert-copied': copiedView,
  ring: ringView,
  concerns: concernsView,
  'concern-form': concernFormView,
  'concern-sent': concernSentView,
  child: childView,
  'child-doors': childDoorsView,
  'child-unknown': childUnknownView,
  assessment: assessmentView,
  'assessment-open': assessmentOpenView,
  'assessment-form': assessmentFormView,
  'family-copy': familyCopyView,
  assessments: assessmentsView,
  glass: glassView,
  protection: protectionView,
  'opening-now': openingNowView,
  'opening-never': openingNeverView,
  'family-link': familyLinkView,
  'family-link-done': familyLinkDoneView,
  matches: matchesView,
  match: matchView,
  decision: decisionView,
  records: recordsView,
  record: recordView,
  'sealed-pairs': sealedPairsView,
  'sealed-pair': sealedPairView,
  'seal-form': sealFormView,
  releases: releasesView,
  release: releaseView,
  reviews: reviewsView,
  ask: askView,
  location: locationView,
  requests: requestsView,
  request: requestView,
  'request-said': requestSaidView,
  review: reviewView,
  export: exportView,
  directory: directoryView,
  agency: agencyView,
  feeds: feedsView,
  feed: feedView,
  mapping: mappingView,
  receipt: receiptView,
  operations: operationsView,
  quality: qualityView,
  audit: auditView,
  events: eventsView,
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
