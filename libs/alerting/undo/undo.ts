import { recordsOf } from '@tributary/catalogue';
import { referenceOf } from '@tributary/chronology';
import {
  type AlertId,
  type ChildId,
  childStream,
  type Envelope,
  type Instant,
  type Recorded,
  recordStream,
} from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { type AlertFact, alertFacts } from '../domain/alert.decider';
import type { ChildRule } from '../domain/rule';
import type { AlertingOptions } from '../options';
import { type ChildScene, sceneOf } from '../scene';
import type { Person } from './as-told';
import { deedsSince } from './deeds';
import { putRight, wronglyTold } from './put-right';
import { lookedAt, type Moment, readThen, replay } from './replay';

type Looking = Readonly<{
  child: ChildId;
  cause: Recorded;
  /** Of now. */
  scene: ChildScene;
  io: ReactorIo;
  options: AlertingOptions;
}>;

/** The putting right of a child's alerts after a link was taken back that had stood since a time. */
export class Undo {
  /** Who was told since then what would not have been told without the link. */
  readonly wrongly = new Map<AlertId, readonly Person[]>();

  private constructor(
    private readonly since: Instant,
    private readonly seen: Seen,
    private readonly looking: Looking,
  ) {}

  static async of(since: Instant, looking: Looking): Promise<Undo> {
    return new Undo(since, await seenSince(since, looking), looking);
  }

  async putRight(rule: ChildRule, pasts: ReadonlyMap<AlertId, readonly Envelope[]>): Promise<void> {
    const { since, seen, looking } = this;
    const { child, cause, options } = looking;
    const io = { refOf: options.vault.ref.bind(options.vault), policy: options.policy };
    const deeds = new Map([...pasts].map(([id, past]) => [id, deedsSince(past, since)]));
    const replayed = replay(rule, this.before(pasts), { child, moments: seen.moments, deeds, io });
    for (const [alertId, past] of pasts) {
      const alert = { alertId, past, wanted: replayed.get(alertId) ?? [] };
      this.wrongly.set(alertId, wronglyTold(alert, since, cause));
      await putRight(alert, looking);
    }
  }

  /** What was said because of something that was known before the link, though it be said after it. */
  private before(pasts: ReadonlyMap<AlertId, readonly Envelope[]>): ReadonlyMap<AlertId, readonly AlertFact[]> {
    const { times } = this.seen;
    const causedAt = ({ causationId, knownFrom }: Envelope) => times.get(causationId.split('/')[0] ?? '') ?? knownFrom;
    const then = (past: readonly Envelope[]) => alertFacts(past.filter((event) => causedAt(event) < this.since));
    return new Map([...pasts].map(([id, past]) => [id, then(past)]));
  }
}

/** `times`: when each event of the child, and of every record that ever was the child's, became known. */
type Seen = Readonly<{ moments: readonly Moment[]; times: ReadonlyMap<string, Instant> }>;

async function seenSince(since: Instant, { child, cause, scene, options }: Looking): Promise<Seen> {
  const { directory, reader, vault, policy } = options;
  const history = await reader.history(child, referenceOf(scene.view), cause.at);
  const own = history.filter(({ event }) => event.streamId === childStream(child)).map(({ event }) => event);
  const streams = new Set<string>([...recordsOf(own).map(recordStream), childStream(child)]);
  const times = new Map(history.map(({ event }) => [event.id as string, event.knownFrom]));
  const moments = await Promise.all(
    lookedAt(history, { since, streams }).map(async (one) => {
      const asOf = one.event.knownFrom;
      const then = { reader: { history: readThen(reader, asOf) }, vault, statusLimitMs: policy.statusLimitMs };
      return { cause: one, scene: await sceneOf(then, { child, at: cause.at, asOf, view: await directory.at(asOf) }) };
    }),
  );
  return { moments, times };
}
