import { type Decisions, lineAbove, type Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { Appended, Appender } from '@tributary/event-store';
import {
  derivedId,
  formatPosition,
  type Instant,
  londonDate,
  type NewEvent,
  plusDays,
  Problem,
  recordStream,
  type Tx,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { IdentityDesk } from '../desk';
import { identityEvent } from '../domain/link-events';
import { discloseDecision, isShut } from './access';
import { mayDecide } from './domain/parts';
import { type Step, stepOf, type Verdict } from './domain/verdict';
import type { Opinion, Pair } from './pair';
import { calmed, reject } from './rejected';
import { addOpinion, changed, requireUnchanged, settle, sleepUntil, whatBecameOf } from './storage/settled';

/** Somebody looks again after as many days at the latest. */
export const MOST_ASLEEP_DAYS = 90;

/** What a decision meets that came a moment too late. */
const LOST: readonly string[] = ['match-changed', 'record-moved'];

/** What came of a verdict. */
export type Decided = Readonly<{ id: string; outcome: Step; position: string }>;
export type Writing = Readonly<{
  desk: Pick<IdentityDesk, 'link'>;
  appender: Appender;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
}>;
type Deciding = Readonly<{ viewer: Viewer; pair: Pair; verdict: Verdict; view: DirectoryView; grave: boolean }>;

/** Carries out what people say of pairs: each is an event, and of two at once one wins and the other is told. */
export class MatchDecisions {
  constructor(
    private readonly options: Readonly<{ pool: Pool; decisions: Decisions }>,
    private readonly io: Writing,
  ) {}

  /** Problems: match-not-yours, match-changed, match-decided, match-until-wrong, record-moved. */
  async decide(deciding: Deciding): Promise<Decided> {
    const { viewer, pair, verdict, view } = deciding;
    if (!mayDecide(pair, viewer, view)) throw notYours(pair);
    if (verdict.seen !== pair.seen) throw changed(pair);
    this.checkUntil(verdict);
    const step = stepOf(pair, verdict, deciding.grave);
    const carried = step === 'link' ? this.link(deciding) : this.say(step, deciding);
    const { position } = await carried.catch((error: unknown) => this.whoWasFirst(pair, error));
    await discloseDecision(this.options.decisions, viewer, [pair.from, pair.to]);
    return { id: pair.id, outcome: step, position: formatPosition(position) };
  }

  private async link({ viewer, pair, verdict }: Deciding): Promise<Appended> {
    const { recordId, to, evidence, probability, weights } = pair;
    const at = this.options.decisions.now();
    const said = {
      evidence,
      ...(probability === null ? {} : { probability }),
      ...(weights === null ? {} : { weights }),
    };
    const byHand = { by: viewer.practitioner, role: viewer.role, reason: verdict.reason, ...said };
    const moved = await this.io.desk.link(recordId, to, byHand, async (tx) => {
      await requireUnchanged(tx, pair);
      await settle(tx, pair.id, { outcome: 'link', by: viewer.practitioner, role: viewer.role, at });
    });
    // It was there already: somebody else was the first.
    if (moved.events.length === 0) throw await whatBecameOf(this.options.pool, pair.id);
    return moved;
  }

  private async say(step: Exclude<Step, 'link'>, deciding: Deciding): Promise<Appended> {
    const { pair } = deciding;
    const stream = recordStream(pair.recordId);
    const escalatedTo = step === 'escalate' ? await this.seniorOf(deciding) : undefined;
    return this.io.appender.append({ streams: [stream] }, (view) => {
      if (view.head(stream)?.childId !== pair.from) throw changed(pair);
      return {
        events: eventsOf(step, deciding, { at: view.now, escalatedTo }),
        also: async (tx) => {
          await requireUnchanged(tx, pair);
          await this.write(tx, step, deciding, view.now);
        },
      };
    });
  }

  /** Whoever finds the record moved is told of who decided on the very same pair, where somebody did. */
  private async whoWasFirst({ id }: Pair, error: unknown): Promise<never> {
    if (!(error instanceof Problem) || !LOST.includes(error.code)) throw error;
    const became = await whatBecameOf(this.options.pool, id);
    throw became.code === 'match-decided' ? became : error;
  }

  private async write(
    tx: Tx,
    step: Exclude<Step, 'link'>,
    { viewer, pair, verdict }: Deciding,
    at: Instant,
  ): Promise<void> {
    const { id, recordId, to } = pair;
    if (step === 'sleep') return sleepUntil(tx, id, verdict.until ?? londonDate(at));
    if (step !== 'different') return addOpinion(tx, id, opinionOf(viewer, verdict, at));
    await reject(tx, { recordId, childId: to }, this.io.vault);
    await settle(tx, id, { outcome: 'different', by: viewer.practitioner, role: viewer.role, at });
    await calmed(tx, [recordId]);
  }

  /** The first in the line above either of the two who differ whom nothing bars from the children. */
  private async seniorOf({ viewer, pair, view }: Deciding): Promise<string | undefined> {
    const first = pair.opinions[0];
    const stewards = [...(first ? [{ ...first, practitioner: first.by }] : []), viewer];
    for (const one of stewards.flatMap((steward) => lineAbove(view, steward))) {
      if (stewards.some(({ practitioner }) => practitioner === one.practitioner)) continue;
      if (!(await isShut(this.options.decisions, one, pair))) return one.practitioner;
    }
    return undefined;
  }

  private checkUntil({ decision, until }: Verdict): void {
    if (decision !== 'later') return;
    const today = londonDate(this.options.decisions.now());
    const last = plusDays(today, MOST_ASLEEP_DAYS);
    if (until !== undefined && until > today && until <= last) return;
    throw new Problem('match-until-wrong', 422, 'That day cannot be', `Name a day after today, ${last} at the latest`);
  }
}

const opinionOf = ({ practitioner: by, role, agency }: Viewer, { decision }: Verdict, at: Instant): Opinion => ({
  ...{ by, role, agency, at },
  opinion: decision === 'link' ? 'link' : 'different',
});

type Moment = Readonly<{ at: Instant; escalatedTo: string | undefined }>;

function eventsOf(
  step: Exclude<Step, 'link'>,
  { viewer, pair, verdict, grave }: Deciding,
  { at, escalatedTo }: Moment,
): readonly NewEvent[] {
  const { recordId, to, from, evidence, probability, weights } = pair;
  const { reason, decision } = verdict;
  const about = { recordId, childId: to };
  const who = { by: viewer.practitioner, role: viewer.role };
  const weighed = {
    evidence: [...evidence],
    ...(probability === null ? {} : { probability }),
    ...(weights === null ? {} : { weights }),
  };
  const cause = derivedId('match', pair.id, pair.seen, step);
  const source = { actor: viewer.practitioner, role: viewer.role };
  const ground = { at, correlationId: cause, causationId: cause, source };
  const place = (name: string) => ({ id: derivedId(name, cause), streamId: recordStream(recordId), childId: from });
  if (step === 'different')
    return [identityEvent('identity.match-rejected', { ...about, ...weighed, ...who, reason }, place(step), ground)];
  if (step === 'sleep') {
    const until = verdict.until ?? londonDate(at);
    return [identityEvent('identity.match-postponed', { ...about, until, ...who, reason }, place(step), ground)];
  }
  const opinion = decision === 'link' ? ('link' as const) : ('different' as const);
  const why = step === 'escalate' ? 'second' : grave ? 'demanded' : 'asked';
  const said = { ...about, opinion, why, ...weighed, ...who, reason } as const;
  const given = identityEvent('identity.match-opinion-given', said, place('opinion'), ground);
  if (step === 'opinion') return [given];
  const first = pair.opinions.map((one) => ({ by: one.by, role: one.role, opinion: one.opinion }));
  const differ = { ...about, opinions: [...first, { ...who, opinion }], ...(escalatedTo ? { to: escalatedTo } : {}) };
  return [given, identityEvent('identity.match-escalated', differ, place(step), ground)];
}

const notYours = ({ opinions }: Pair): Problem =>
  new Problem(
    'match-not-yours',
    403,
    opinions.length > 1 ? 'Your senior decides this' : 'Another steward decides this',
    opinions.length > 1
      ? 'Two stewards differ on it, and nothing moves until whoever manages them has decided'
      : 'You have said what you think; a second steward has to as well',
  );
