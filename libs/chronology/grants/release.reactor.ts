import { type Agreements, type Held, type HeldBackList, lookAgainDueBy, releaseDueBy } from '@tributary/access';
import { heldBackBy, HELD_TYPES, isEvent } from '@tributary/catalogue';
import type { Directory, DirectoryView } from '@tributary/directory';
import { type ChildId, type Instant, type PlainDate, type Recorded, startOfDay, type Tx } from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import { judgeAsKnown, type Known } from '../access';
import { referenceOf } from '../directory-reference';
import { grantedAt } from '../domain/granted';
import { heldBackOf, type HeldStatement } from '../domain/held-back';
import { RETRACTED } from '../domain/statement';
import type { RefOf } from '../domain/step';
import { knownOf } from '../known';
import type { ChildReader } from '../reader';
import { PURPOSE } from './decisions';
import { heldOfTimer, RELEASE_TIMER, setReleaseClock } from './release-clock';
import { askedInTurn } from './release-line';
import type { Post } from './review-mail';

const LINKED = 'identity.record-linked';
const UNLINKED = 'identity.record-unlinked';
const SHREDDED = 'governance.key-shredded';
const FELL_DUE = 'clock.fell-due';
const HELD: ReadonlySet<string> = new Set(HELD_TYPES);
/** A decision asked for that is not made is asked for one step up, so many national working days later. */
const STEP_WORKING_DAYS = 1;

export type ReleaseReactorOptions = Readonly<{
  reader: Pick<ChildReader, 'history'>;
  directory: Directory;
  agreements: Agreements;
  refOf: RefOf;
  /** How old a status may be, in milliseconds. */
  statusLimitMs: number;
  held: HeldBackList;
  /** Left out where the hub sends no mail. */
  post?: Post;
}>;

/**
 * Keeps the list of what waits for a release, and asks for a decision that is late: whoever may make it, then step by
 * step whoever is above. It releases nothing. All is decided from events, at the time the event became known.
 */
export const releaseReactor = (options: ReleaseReactorOptions): Reactor => ({
  name: 'releases',
  version: 1,
  handles: [...HELD_TYPES, RETRACTED, LINKED, UNLINKED, SHREDDED, FELL_DUE],
  async react(batch, io) {
    const directory = await options.directory.soFar();
    for (const one of batch) {
      const { childId: child, knownFrom } = one.event;
      if (child === null || !mayChange(one)) continue;
      const scene = await sceneOf(one, child, await directory.at(knownFrom), options);
      if (isEvent(one.event, FELL_DUE)) await ask(one, scene, io, options);
      else await list(scene, io.tx, options);
    }
  },
});

/** Links stand on the record's stream and on the child's: one of them is enough. Of a record's first sight facts follow. */
function mayChange({ event }: Recorded): boolean {
  const onChild = event.streamId.startsWith('child-');
  if (isEvent(event, FELL_DUE)) return event.data.kind === RELEASE_TIMER;
  if (isEvent(event, LINKED)) return onChild && event.data.previous !== null;
  if (isEvent(event, UNLINKED) || isEvent(event, SHREDDED)) return onChild;
  if (isEvent(event, RETRACTED)) return event.data.type === undefined || HELD.has(event.data.type);
  return HELD.has(event.type);
}

type Scene = Readonly<{
  child: ChildId;
  at: Instant;
  view: DirectoryView;
  known: Known;
  held: readonly HeldStatement[];
}>;

async function sceneOf(
  { event, at: upTo }: Recorded,
  child: ChildId,
  view: DirectoryView,
  { reader, refOf, statusLimitMs: limitMs }: ReleaseReactorOptions,
): Promise<Scene> {
  const reference = referenceOf(view);
  const at = event.knownFrom;
  const history = await reader.history(child, reference, upTo);
  const known = knownOf(history, { child, at, view, refOf, limitMs });
  return { child, at, view, known, held: heldBackOf(known.told.statements, history, reference.currencyOf) };
}

/** What is held begins to wait; what is no longer held, or another child's now, leaves the list. */
async function list({ child, at, known, held }: Scene, tx: Tx, { held: rows }: ReleaseReactorOptions): Promise<void> {
  const { released, kept } = grantedAt(known.decisions, at);
  await rows.keepOnly(
    tx,
    child,
    held.map(({ statement }) => statement.eventId),
  );
  for (const { statement, by, isHistory } of held) {
    const event = statement.eventId;
    const waits = isHistory ? { waitsFrom: at, dueBy: null } : waitsAfter(kept.get(event), statement.type, at);
    const about = { event, child, agency: statement.agency, role: by, released: released.has(event) };
    const isNew = await rows.stands(tx, { ...about, ...waits });
    if (isNew && waits.dueBy && !about.released) await setReleaseClock({ child, event }, waits.dueBy, tx);
  }
}

const waitsAfter = (kept: PlainDate | undefined, type: string, at: Instant): Pick<Held, 'waitsFrom' | 'dueBy'> =>
  kept
    ? { waitsFrom: startOfDay(kept), dueBy: lookAgainDueBy(kept) }
    : { waitsFrom: at, dueBy: releaseDueBy(at, heldBackBy(type)?.decidedWithin ?? STEP_WORKING_DAYS) };

/** The clock fell due: where nothing is decided, the next in line are asked, and the clock is set for those above them. */
async function ask({ event }: Recorded, scene: Scene, io: ReactorIo, options: ReleaseReactorOptions): Promise<void> {
  if (!isEvent(event, FELL_DUE)) return;
  const { child, at } = scene;
  const about = { child, event: heldOfTimer(event.data.timerId) };
  const one = await options.held.one(io.tx, about);
  const isLate = one?.dueBy && one.dueBy <= at && !one.released;
  const found = scene.held.find(({ statement }) => statement.eventId === about.event);
  if (!one || !isLate || !found) return;
  const [now = [], ...above] = askedInTurn(lineFor(found, one, scene, options));
  for (const to of now) await options.post?.post({ about: event.id, step: 'overdue', to, from: at }, io.tx);
  await options.held.asked(io.tx, { ...about, asked: [...one.asked, ...now] });
  if (above.length > 0) await setReleaseClock(about, nextStepDue(event.data.dueAt as Instant, at), io.tx);
}

/** Counted from when it was due; where the hub stood still meanwhile, from now: each step has its time. */
function nextStepDue(dueAt: Instant, now: Instant): Instant {
  const next = releaseDueBy(dueAt, STEP_WORKING_DAYS);
  return next > now ? next : releaseDueBy(now, STEP_WORKING_DAYS);
}

function lineFor(
  { statement, by }: HeldStatement,
  { asked }: Held,
  { view, known, at }: Scene,
  { agreements, refOf }: ReleaseReactorOptions,
): Parameters<typeof askedInTurn>[0] {
  const { ownFamily } = grantedAt(known.decisions, at);
  return {
    ...{ view, agency: statement.agency, role: by, out: new Set([...known.named, ...ownFamily, ...asked]) },
    mayDecide: (holder) => judgeAsKnown(holder, PURPOSE, known, { agreements, refOf })(statement).level === 'content',
  };
}
