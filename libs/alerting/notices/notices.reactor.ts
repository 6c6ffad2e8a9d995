import type { Agreements, DisclosureLedger } from '@tributary/access';
import { isEvent } from '@tributary/catalogue';
import { judgeAsKnown, type Judge, referenceOf, toldBy } from '@tributary/chronology';
import {
  type AlertId,
  alertStream,
  type ChildId,
  childStream,
  type Envelope,
  type EventId,
  fold,
  type Recorded,
  type RecordId,
  recordStream,
} from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import type { Vault } from '@tributary/vault';
import { alertEvent } from '../alert-events';
import { carryOut } from '../alert-log';
import { type AlertCommand, alertDecider, alertFacts } from '../domain/alert.decider';
import { isSent } from '../domain/alert.state';
import { leftOut } from '../left-out';
import { changes, lastRaised, undoes } from '../commands-for';
import { isMove, movedBy, MOVES } from '../moved';
import type { AlertingOptions, ReactorOptions } from '../options';
import { piecesOf, ReadAhead } from '../read-ahead';
import { settleRecalls } from '../recalls/recall';
import { bothWorkWithChild as rule } from '../rules/both-work-with-child.rule';
import { type ChildScene, sceneOf } from '../scene';
import { isStandingDown, STANDS_DOWN } from '../standing-down';
import { isWithheld, noticeIdOf, type Notice, noticeOf, WITHHELD, withheldOf } from './notice-events';
import { pairsOf, type Side } from './pairs';
import { isHistoryOver, summaryFor, waitForMore } from './summaries';
import { everNamed, type Work, worksOf } from './works';

export type NoticeOptions = ReactorOptions &
  Readonly<{
    vault: Pick<Vault, 'ref' | 'childToken'>;
    agreements: Agreements;
    ledger: Pick<DisclosureLedger, 'record'>;
  }>;

const RETRACTED = 'record.fact-retracted';
const HEARD: ReadonlySet<string> = new Set([...rule.triggers, ...rule.hears]);
/** What a page of a child is read for. */
const PURPOSE = 'direct-work';

/**
 * Tells two who both do targeted work with a child that the other exists, once, and ends it when one of them ends their
 * work. All is decided from events, at the time the event became known, by the directory and the agreements of that time.
 */
export const noticeReactor = (options: NoticeOptions): Reactor => ({
  name: 'involvement-notices',
  version: 1,
  handles: [...HEARD, RETRACTED, ...MOVES, ...STANDS_DOWN, 'clock.fell-due'],
  async react(batch, io) {
    const directory = await options.directory.soFar();
    for (const piece of piecesOf(batch, mayChange)) {
      const reader = new ReadAhead(options.reader, piece);
      for (const one of piece.events) {
        if (one.event.childId !== null && mayChange(one))
          await settle(one, one.event.childId, io, { ...options, directory, reader });
      }
    }
  },
});

function mayChange(one: Recorded): boolean {
  const { event } = one;
  if (event.childId === null) return false;
  if (isHistoryOver(one)) return true;
  if (isMove(event)) return movedBy(one) !== undefined;
  if (isStandingDown(event)) return true;
  if (isEvent(event, RETRACTED)) return event.data.type === undefined || HEARD.has(event.data.type);
  return HEARD.has(event.type);
}

type Options = Omit<NoticeOptions, keyof AlertingOptions> & AlertingOptions & Pick<NoticeOptions, 'vault'>;
/** `wrong`: what was said in records that were taken for the child's. */
type Giving = Settling & Readonly<{ wrong: ReadonlySet<EventId> }>;
type Settling = Readonly<{ child: ChildId; cause: Recorded; scene: ChildScene; io: ReactorIo; options: Options }>;

/** Brings the notices about a child into line with who works with it now. */
async function settle(cause: Recorded, child: ChildId, io: ReactorIo, options: Options): Promise<void> {
  const asOf = cause.event.knownFrom;
  const view = await options.directory.at(asOf);
  const { reader, vault, policy } = options;
  const refOf = vault.ref.bind(vault);
  const history = await reader.history(child, referenceOf(view), cause.at);
  const refs = everNamed(history, refOf);
  // Most children have had one such worker, or none: nothing else need be looked at.
  if (refs.length < 2) return;
  const at = { child, at: cause.at, asOf, view };
  const scene = await sceneOf({ reader, vault, statusLimitMs: policy.statusLimitMs }, at);
  const ids = refs.flatMap((me) => refs.flatMap((other) => (me === other ? [] : noticeIdOf(child, me, other))));
  const standing = await pastOf(ids, io);
  const works = scene.stoodDown ? [] : worksOf({ ...scene, refOf });
  const pairs = pairsOf(works, judges({ scene, history, options }));
  const settling = { child, cause, scene, io, options };
  const told = new Set<AlertId>();
  const moved = movedBy(cause);
  const wrong = moved?.isUndone && moved.isGoing ? await saidIn(moved.records, cause, io) : new Set<EventId>();
  for (const side of pairs.told) told.add(await give(side, standing, { ...settling, wrong }));
  for (const [id, past] of standing) if (!told.has(id)) await end(id, past, pairs, settling);
  // An alert reacts to an event once: what stands is ended before it is written that it is withheld.
  for (const side of pairs.withheld) await withhold(side, standing, settling);
  if (moved) await settleRecalls(ids, { child, cause, moved, view, io, options });
}

type Standing = ReadonlyMap<AlertId, readonly Envelope[]>;

async function pastOf(ids: readonly AlertId[], io: ReactorIo): Promise<Standing> {
  const streams = Map.groupBy(await io.store.loadMany(ids.map(alertStream)), ({ event }) => event.streamId);
  return new Map(ids.map((id) => [id, (streams.get(alertStream(id)) ?? []).map(({ event }) => event)]));
}

/** What each of those who work with the child may be told of it, by all that was known then. */
function judges({
  scene,
  history,
  options,
}: Readonly<{ scene: ChildScene; history: readonly Recorded[]; options: Options }>): (work: Work) => Judge {
  const { child, asOf: at, view, status } = scene;
  const refOf = options.vault.ref.bind(options.vault);
  const told = toldBy(history, child, { view: 'available', at, stillLinked: true }, refOf);
  const decisions = history.map(({ event }) => event).filter(({ streamId }) => streamId === childStream(child));
  const known = { told, status, view, at, decisions, named: leftOut(scene) };
  return ({ who }) => judgeAsKnown(who, PURPOSE, known, { agreements: options.agreements, refOf });
}

/** Every event of records that were taken for the child's. */
async function saidIn(records: readonly RecordId[], { at }: Recorded, io: ReactorIo): Promise<ReadonlySet<EventId>> {
  return new Set((await io.store.loadMany(records.map(recordStream), at)).map(({ event }) => event.id));
}

async function give(side: Side, standing: Standing, settling: Giving): Promise<AlertId> {
  const { child, scene, io, options } = settling;
  const alertId = noticeIdOf(child, side.me.ref, side.other.ref);
  const found = noticeOf(side, alertId, scene);
  const past = standing.get(alertId) ?? [];
  const isTold = found.historical !== true || isHistoryOver(settling.cause);
  await raise(side, found.historical && isTold ? { ...found, historical: false } : found, past, settling);
  // Set again where a crash came between.
  if (!isTold && !found.shadow && isMute(past)) await waitForMore(child, scene.asOf, options.policy.historyQuietMs, io);
  return alertId;
}

/** The line in the ledger stands before anybody is told, and the message that holds it before what history brought. */
async function raise(side: Side, found: Notice, past: readonly Envelope[], settling: Giving): Promise<void> {
  const { child, cause, scene, io, options } = settling;
  const { asOf, view } = scene;
  const alertId = found.alertId as AlertId;
  const isWrong = await takenBack(alertId, past, settling);
  if (!isWrong && !changes({ kind: 'raise', data: found, asOf }, past)) return;
  const isTold = !found.historical && !found.shadow;
  if (isTold) await write(side, child, options);
  // False, not missing: it was history, and is told now.
  const isHeld = isTold && found.historical === false;
  const summary = isHeld ? { summary: await summaryFor(side.me, { cause, view, io }) } : {};
  const undoing = movedBy(cause)?.isUndone ? { undoing: true } : {};
  const how = isWrong ? { anew: true } : undoing;
  const command: AlertCommand = { kind: 'raise', data: { ...found, ...summary }, asOf, ...how };
  await carryOut(io, { alertId, childId: child, command, cause: `${cause.event.id}${isWrong ? '/anew' : ''}` });
}

/** One that names what was said in a record that was taken for the child's ends; answers whether it is such a one. */
async function takenBack(alertId: AlertId, past: readonly Envelope[], settling: Giving): Promise<boolean> {
  const { child, cause, scene, io, wrong } = settling;
  if (!lastRaised(past)?.data.evidence.some((id) => wrong.has(id as EventId))) return false;
  const command: AlertCommand = { kind: 'end', alertId, asOf: scene.asOf, outcome: 'recalled' };
  if (changes(command, past)) await carryOut(io, { alertId, childId: child, command, cause: cause.event.id });
  return true;
}

/** Nobody was told: it was found in history, or never before. */
const isMute = (past: readonly Envelope[]): boolean => !isSent(fold(alertDecider, alertFacts(past)));

/** Not sharing is written down like sharing: in the ledger, and as an event, so that it is written once. */
async function withhold(side: Side, standing: Standing, { child, cause, scene, io, options }: Settling): Promise<void> {
  const alertId = noticeIdOf(child, side.me.ref, side.other.ref);
  const data = withheldOf(side, alertId, child);
  if (isWithheld(standing.get(alertId) ?? [], data)) return;
  await write(side, child, options);
  const place = { alertId, childId: child, cause: cause.event.id, round: 0, at: scene.asOf };
  await io.append.append({ streams: [alertStream(alertId)] }, () => ({
    events: [alertEvent({ type: WITHHELD, data }, place)],
  }));
}

async function write({ me, other, reach }: Side, child: ChildId, { ledger, vault }: Options): Promise<void> {
  const { agency, dataClass } = other.stated;
  const { level, rule: by, reason, version } = reach;
  const isTold = level === 'content' || level === 'status';
  await ledger.record({
    ...me.who,
    ...{ child: vault.childToken(child), what: 'notice', purpose: PURPOSE, asKnownOn: null },
    shown: isTold ? [{ agency, dataClass, rule: by, version }] : [],
    withheld: isTold ? [] : [{ agency, dataClass, rule: by, reason, version }],
    ...(isTold ? {} : { refusal: { rule: by, reason } }),
  });
}

/** Work that ended settles it. Where what it rested on does not hold, or may not be known any more, it is taken back. */
async function end(
  alertId: AlertId,
  past: readonly Envelope[],
  { withheld }: Readonly<{ withheld: readonly Side[] }>,
  { child, cause, scene, io }: Settling,
): Promise<void> {
  const isShut = withheld.some(({ me, other }) =>
    [noticeIdOf(child, me.ref, other.ref), noticeIdOf(child, other.ref, me.ref)].includes(alertId),
  );
  const outcome = isShut || undoes(cause) ? 'recalled' : 'resolved';
  const command: AlertCommand = { kind: 'end', alertId, asOf: scene.asOf, outcome };
  if (changes(command, past)) await carryOut(io, { alertId, childId: child, command, cause: cause.event.id });
}
