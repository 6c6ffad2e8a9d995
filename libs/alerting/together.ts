import { type DataOf, isEvent } from '@tributary/catalogue';
import {
  type AgencyId,
  type AlertId,
  alertStream,
  derivedId,
  fold,
  type Instant,
  londonDate,
  millisOf,
} from '@tributary/kernel';
import { carryOut, stateOf } from './alert-log';
import { setClocks } from './clocks';
import { alertDecider, alertFacts } from './domain/alert.decider';
import type { Recipient } from './domain/recipient';
import type { FeedRule } from './domain/rule';
import { ackDue } from './due';
import { alertIdOf, endAlert, type FeedLook } from './feed-look';
import { feedManager, operatorFor } from './routes';
import { supplierSilent } from './rules/supplier-silent.rule';
import { authorityIn } from './scene';
import { noteSilence, type Silence, silencesIn, silencesOf } from './storage/silences';
import { BY_INBOX_ALONE } from './told';

type Raised = DataOf<'alerting.alert-raised'>;
type Telling = Readonly<{ look: FeedLook; operator: Recipient }>;

/** What the operator's alert holds of one feed's silence: in no list of its own, and sent to nobody. */
const heldIdOf = (rule: FeedRule, last: string): AlertId =>
  derivedId('alert', rule.id, last, supplierSilent.id) as AlertId;

/**
 * Tells the operator of a silence together with others of its supplier, in the alert that stands or a new one. False
 * where it is alone, and its manager's. The supplier's silences must be locked.
 */
export async function tellTogether(mine: Silence, look: FeedLook): Promise<boolean> {
  const { rule, io, view } = look;
  const [operator] = operatorFor(view, view.feed(mine.feed)?.agency ?? ('' as AgencyId), 'supplier-operator');
  if (!operator) return false;
  const held = await heldOf(mine, look);
  if (held?.status === 'closed') return true;
  // Its manager was told: a reaction repeated is the same one.
  if (!held && (await stateOf(io, alertIdOf(rule, mine.last))).status !== 'unraised') return false;
  const others = (await silencesOf(io.tx, mine.supplier)).filter((one) => one.feed !== mine.feed && isLive(one, look));
  const near = others.filter((one) => one.together === null && areNear(one, mine, look));
  const standing = held?.together ?? (await standingOf(others, look));
  if (standing === undefined && near.length === 0) return false;
  const telling = { look, operator };
  const together = standing ?? (await found([mine, ...near], telling));
  for (const one of [...near, mine]) await join(one, together, telling);
  await keepClocks(together, look);
  return true;
}

/** It delivered: the operator's alert holds it no more, and is over with the last. */
export async function leaveTogether({ feed, last }: Pick<Silence, 'feed' | 'last'>, look: FeedLook): Promise<void> {
  const { rule, io } = look;
  const held = await heldOf({ last }, look);
  if (!held) return;
  await endAlert(heldIdOf(rule, last), { outcome: 'resolved' }, look);
  const rest = (await silencesIn(io.tx, held.together)).filter((one) => one.feed !== feed && isLive(one, look));
  if (rest.length === 0) await endAlert(held.together, { outcome: 'resolved' }, look);
}

const isLive = ({ feed }: Silence, { view }: FeedLook): boolean => view.feed(feed)?.live === true;

function areNear(a: Silence, b: Silence, { view }: FeedLook): boolean {
  const authority = authorityIn(view, view.feed(b.feed)?.agency ?? '');
  const { value } = supplierSilent.thresholds.apart;
  const hours = view.threshold(supplierSilent.id, 'apart', authority) ?? value;
  return Math.abs(millisOf(a.since) - millisOf(b.since)) <= hours * 3_600_000;
}

/** How a silence that the operator was told of stands, and in which alert; undefined where it was not. */
async function heldOf({ last }: Pick<Silence, 'last'>, { rule, io }: FeedLook) {
  const past = await io.store.load(alertStream(heldIdOf(rule, last)));
  const together = past.findLast((event) => isEvent(event, 'alerting.alert-raised'))?.data.summary;
  if (together === undefined) return undefined;
  return { together: together as AlertId, status: fold(alertDecider, alertFacts(past)).status };
}

/** The alert of these that nobody has put away. */
async function standingOf(silences: readonly Silence[], { io }: FeedLook): Promise<AlertId | undefined> {
  for (const id of new Set(silences.flatMap(({ together }) => together ?? []))) {
    if ((await stateOf(io, id)).status !== 'closed') return id;
  }
  return undefined;
}

/** The operator's alert of that supplier and day; another, where one of that day was put away or is over. */
async function found(silences: readonly [Silence, ...Silence[]], { look, operator }: Telling): Promise<AlertId> {
  const { cause, io, options, view } = look;
  const asOf = cause.event.knownFrom;
  const { supplier } = silences[0];
  for (let nth = 0; ; nth += 1) {
    const parts = [supplierSilent.id, supplier, londonDate(asOf), String(nth)];
    const alertId = derivedId('alert', ...parts) as AlertId;
    const past = await io.store.load(alertStream(alertId));
    const isMine = past.some(({ causationId }) => causationId === cause.event.id);
    if (!isMine && fold(alertDecider, alertFacts(past)).status === 'closed') continue;
    const { severity } = supplierSilent;
    const dueAt = ackDue({ severity, agency: operator.agency, asOf }, view, options.policy);
    const data: Raised = {
      ...{ alertId, supplier, rule: supplierSilent.id, ruleVersion: supplierSilent.version, severity },
      ...{ owner: operator, evidence: silences.slice(0, MOST).map(({ last }) => last) },
      ...authorityOf(operator.agency, look),
      ...(dueAt ? { dueAt } : {}),
    };
    await carryOut(io, { alertId, childId: null, command: { kind: 'raise', data, asOf }, cause: cause.event.id });
    return alertId;
  }
}

/** As many events as an alert names. */
const MOST = 200;

/** The operator has it, and its manager knows that they do, before an alert of the manager's own is closed. */
async function join(silence: Silence, together: AlertId, { look, operator }: Telling): Promise<void> {
  const { rule, cause, io, view } = look;
  const { feed, last } = silence;
  const informed = feedManager(view, feed)
    .filter(({ practitioner }) => practitioner !== operator.practitioner)
    .map((one) => ({ ...one, reason: BY_INBOX_ALONE }));
  const alertId = heldIdOf(rule, last);
  const data: Raised = {
    ...{ alertId, feed, rule: rule.id, ruleVersion: rule.version, severity: rule.severity, evidence: [last] },
    ...{ owner: operator, informed, summary: together },
    ...authorityOf(view.feed(feed)?.agency, look),
  };
  const order = { childId: null, cause: cause.event.id };
  await carryOut(io, { ...order, alertId, command: { kind: 'raise', data, asOf: cause.event.knownFrom } });
  await carryOut(io, {
    ...{ childId: null, alertId: together, cause: `${cause.event.id}/${feed}` },
    command: { kind: 'inform', alertId: together, informed },
  });
  await endAlert(alertIdOf(rule, last), { outcome: 'merged', into: together }, look);
  await noteSilence(io.tx, { ...silence, together });
}

function authorityOf(agency: string | undefined, { view }: FeedLook): Pick<Raised, 'authority'> {
  const authority = authorityIn(view, agency ?? '');
  return authority ? { authority } : {};
}

/** Set again where a crash came between: a clock that has fired already does not fire twice. */
async function keepClocks(alertId: AlertId, { io, cause, view }: FeedLook): Promise<void> {
  const past = await io.store.load(alertStream(alertId));
  const raised = past.findLast((event) => isEvent(event, 'alerting.alert-raised'));
  const state = fold(alertDecider, alertFacts(past));
  if (!raised || state.status !== 'open' || state.step > 0) return;
  const asOf: Instant = cause.event.knownFrom;
  await setClocks(raised.data, { view, asOf }, io);
}
