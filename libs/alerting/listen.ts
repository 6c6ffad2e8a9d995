import { type DataOf, isEvent } from '@tributary/catalogue';
import type { Feed } from '@tributary/directory';
import { setTimer, timerRuns } from '@tributary/event-store';
import { type FeedId, type Instant, londonDate, plusDays, type Recorded } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { RULE_TIMER, waitTimerId } from './alert-ids';
import { carryOut, stateOf } from './alert-log';
import { setClocks } from './clocks';
import type { AlertCommand, AlertState } from './domain/alert.decider';
import type { DayHeard } from './domain/habit';
import type { Recipient } from './domain/recipient';
import type { FeedRule } from './domain/rule';
import { ackDue } from './due';
import { alertIdOf, DELIVERED, type Delivery, endAlert, type FeedLook } from './feed-look';
import type { AlertingOptions } from './options';
import { feedManager } from './routes';
import { authorityIn } from './scene';
import { silentFrom } from './silent-from';
import { heardBefore, noteHeard } from './storage/feed-days';
import { forgetSilence, lockSupplier, noteSilence, silenceOf } from './storage/silences';
import { leaveTogether, tellTogether } from './together';

/** A feed delivered: whatever silence was told of is over, and the next one is waited for. */
export async function afterDelivery(
  rule: FeedRule,
  cause: Recorded,
  io: ReactorIo,
  options: AlertingOptions,
): Promise<void> {
  const { event } = cause;
  if (!isEvent(event, DELIVERED)) return;
  const view = await options.directory.at(event.knownFrom);
  const feed = view.feed(event.data.feed);
  if (!feed?.live) return;
  const id = waitTimerId(rule, feed.id, 'silence');
  const isFirst = !event.data.backfill && (await noteHeard(io.tx, feed.id, event.knownFrom));
  const runs = await timerRuns(id, io.tx);
  // Of one hour all deliveries set the same clock.
  if (runs && !isFirst) return;
  const days = await heardBefore(io.tx, feed.id, londonDate(event.knownFrom));
  const from = silentFrom(rule, feed, { last: event.knownFrom, days }, view);
  // While its clock runs, nobody was told of a silence: the deliveries before need not be looked at.
  const mayHaveBeenTold = from !== undefined || isAfterGap(days, event.knownFrom);
  if (!runs && (mayHaveBeenTold || (await silenceOf(io.tx, feed.id)))) {
    await endOfSilence(feed, { rule, cause, io, options, view });
  }
  if (from === undefined) return;
  await setTimer({ id, dueAt: from, streamId: event.streamId, kind: RULE_TIMER }, io.tx);
}

/** The clock of a feed's silence fell due. */
export async function afterSilence(
  rule: FeedRule,
  cause: Recorded,
  io: ReactorIo,
  options: AlertingOptions,
): Promise<void> {
  const last = (await deliveriesOf(cause, io)).at(-1);
  const asOf = cause.event.knownFrom;
  const view = await options.directory.at(asOf);
  const feed = last && view.feed(last.data.feed);
  if (!last || !feed?.live) return;
  const days = await heardBefore(io.tx, feed.id, londonDate(last.knownFrom));
  const from = silentFrom(rule, feed, { last: last.knownFrom, days }, view);
  if (from === undefined) return;
  // The directory may give it another rhythm by now, or a day off.
  if (asOf >= from) return raise(last, from, { rule, cause, io, options, view });
  const id = waitTimerId(rule, last.data.feed, 'silence');
  await setTimer({ id, dueAt: from, streamId: cause.event.streamId, kind: RULE_TIMER }, io.tx);
}

/** Whether a silence may have been told of since: one so long that the habit it broke is forgotten. */
function isAfterGap(days: readonly DayHeard[], at: Instant): boolean {
  const before = days.at(-1)?.day;
  return before !== undefined && before < plusDays(londonDate(at), -1);
}

async function deliveriesOf({ at, event }: Recorded, io: ReactorIo): Promise<readonly Delivery[]> {
  const past = (await io.store.loadMany([event.streamId], at)).map((one) => one.event);
  return past.filter((one): one is Delivery => isEvent(one, DELIVERED));
}

/** One alert for a silence: to the operator, with others of its supplier, or to the feed's manager. */
async function raise(last: Delivery, since: Instant, look: FeedLook): Promise<void> {
  const { feed } = last.data;
  const { rule, io, view } = look;
  const [owner] = feedManager(view, feed);
  if (!owner) return;
  const supplier = view.feed(feed)?.supplier;
  const isLive = view.isLive(rule.id, authorityIn(view, owner.agency));
  if (supplier === undefined || !isLive) return raiseAlone(last, owner, look);
  await lockSupplier(io.tx, supplier);
  const silence = { feed: feed as FeedId, supplier, last: last.id, since, together: null };
  if (await tellTogether(silence, look)) return;
  await raiseAlone(last, owner, look);
  if (isOpen(await stateOf(io, alertIdOf(rule, last.id)))) await noteSilence(io.tx, silence);
}

const isOpen = ({ status }: AlertState): boolean => status === 'open' || status === 'acknowledged';

async function raiseAlone(
  last: Delivery,
  owner: Recipient,
  { rule, cause, io, options, view }: FeedLook,
): Promise<void> {
  const { feed } = last.data;
  const asOf = cause.event.knownFrom;
  const alertId = alertIdOf(rule, last.id);
  const authority = authorityIn(view, owner.agency);
  const isLive = view.isLive(rule.id, authority);
  const from = { severity: rule.severity, agency: owner.agency, asOf };
  const dueAt = isLive ? ackDue(from, view, options.policy) : undefined;
  const data: DataOf<'alerting.alert-raised'> = {
    ...{ alertId, feed, rule: rule.id, ruleVersion: rule.version, severity: rule.severity, evidence: [last.id], owner },
    ...(authority ? { authority } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(isLive ? {} : { shadow: true }),
  };
  const command: AlertCommand = { kind: 'raise', data, asOf };
  const { state } = await carryOut(io, { alertId, childId: null, command, cause: cause.event.id });
  if (state.status === 'open' && state.step === 0) await setClocks(data, { view, asOf }, io);
}

/** It speaks again: whoever was told of the silence since the delivery before need not look any more. */
async function endOfSilence(feed: Feed, look: FeedLook): Promise<void> {
  const { rule, cause, io } = look;
  const before = (await deliveriesOf(cause, io)).at(-2);
  if (!before) return;
  // It may have another supplier by now than when it fell silent.
  const supplier = (await silenceOf(io.tx, feed.id))?.supplier ?? feed.supplier;
  if (supplier !== undefined) await lockSupplier(io.tx, supplier);
  await endAlert(alertIdOf(rule, before.id), { outcome: 'resolved' }, look);
  await leaveTogether({ feed: feed.id, last: before.id }, look);
  await forgetSilence(io.tx, feed.id, before.id);
}
