import type { Decisions } from '@tributary/chronology';
import type { Appended, Appender } from '@tributary/event-store';
import { formatPosition, type Instant, londonDate, plusDays, Problem, recordStream, type Tx } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { IdentityDesk } from '../desk';
import { discloseDecision } from './access';
import { mayDecide } from './domain/parts';
import { type Deciding, opinionOf, saidEvents, type SaidStep } from './domain/said-events';
import { type Step, stepOf, type Verdict } from './domain/verdict';
import { isOfItsOwn, type Pair } from './pair';
import { calmed, reject } from './rejected';
import { seniorOf } from './seniors';
import { addOpinion, changed, requireUnchanged, settle, sleepUntil, whatBecameOf } from './storage/settled';

/** Somebody looks again after as many days at the latest. */
export const MOST_ASLEEP_DAYS = 90;

/** What a decision meets that came a moment too late. */
const LOST: readonly string[] = ['match-changed', 'record-moved'];

const isMove = (step: Step): step is 'link' | 'merge' => step === 'link' || step === 'merge';

/** What came of a verdict. */
export type Decided = Readonly<{ id: string; outcome: Step; position: string }>;
export type Writing = Readonly<{
  desk: Pick<IdentityDesk, 'link' | 'merge' | 'unlink'>;
  appender: Appender;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
}>;

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
    const { position } = await this.carryOut(step, deciding).catch((error: unknown) => this.whoWasFirst(pair, error));
    await discloseDecision(this.options.decisions, viewer, [pair.from, pair.to]);
    return { id: pair.id, outcome: step, position: formatPosition(position) };
  }

  private async carryOut(step: Step, deciding: Deciding): Promise<Appended> {
    if (isOfItsOwn(deciding.pair)) {
      if (isMove(step)) return this.leave(deciding);
      if (step === 'different') return this.takeOut(deciding);
    }
    return isMove(step) ? this.move(step, deciding) : this.say(step, deciding);
  }

  /** The record stays of the child that it is of. */
  private async leave(deciding: Deciding): Promise<Appended> {
    const { pair, viewer } = deciding;
    const stream = recordStream(pair.recordId);
    return this.io.appender.append({ streams: [stream] }, (view) => ({
      events: saidEvents('opinion', deciding, { at: view.now, escalatedTo: undefined }),
      also: async (tx) => {
        await requireUnchanged(tx, pair);
        await settle(tx, pair.id, { outcome: 'link', by: viewer.practitioner, role: viewer.role, at: view.now });
        await calmed(tx, [pair.recordId]);
      },
    }));
  }

  private async takeOut({ viewer, pair, verdict }: Deciding): Promise<Appended> {
    const { recordId, from } = pair;
    const at = this.options.decisions.now();
    const byHand = { by: viewer.practitioner, role: viewer.role, reason: verdict.reason };
    return this.io.desk.unlink(recordId, from, byHand, async (tx) => {
      await requireUnchanged(tx, pair);
      await reject(tx, { recordId, childId: from }, this.io.vault);
      await settle(tx, pair.id, { outcome: 'different', by: viewer.practitioner, role: viewer.role, at });
    });
  }

  private async move(step: 'link' | 'merge', { viewer, pair, verdict }: Deciding): Promise<Appended> {
    const { recordId, from, to, evidence, probability, weights } = pair;
    const at = this.options.decisions.now();
    const said = {
      evidence,
      ...(probability === null ? {} : { probability }),
      ...(weights === null ? {} : { weights }),
    };
    const byHand = { by: viewer.practitioner, role: viewer.role, reason: verdict.reason, ...said };
    const also = async (tx: Tx): Promise<void> => {
      await requireUnchanged(tx, pair);
      await settle(tx, pair.id, { outcome: 'link', by: viewer.practitioner, role: viewer.role, at });
    };
    const { desk } = this.io;
    const moved = await (step === 'merge' ? desk.merge(from, to, byHand, also) : desk.link(recordId, to, byHand, also));
    // It was there already: somebody else was the first.
    if (moved.events.length === 0) throw await whatBecameOf(this.options.pool, pair.id);
    return moved;
  }

  private async say(step: SaidStep, deciding: Deciding): Promise<Appended> {
    const { pair } = deciding;
    const stream = recordStream(pair.recordId);
    const escalatedTo = step === 'escalate' ? await seniorOf(deciding, this.options.decisions) : undefined;
    return this.io.appender.append({ streams: [stream] }, (view) => {
      if (view.head(stream)?.childId !== pair.from) throw changed(pair);
      return {
        events: saidEvents(step, deciding, { at: view.now, escalatedTo }),
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

  private async write(tx: Tx, step: SaidStep, { viewer, pair, verdict }: Deciding, at: Instant): Promise<void> {
    const { id, recordId, to } = pair;
    if (step === 'sleep') return sleepUntil(tx, id, verdict.until ?? londonDate(at));
    if (step !== 'different') return addOpinion(tx, id, opinionOf(viewer, verdict, at));
    await reject(tx, { recordId, childId: to }, this.io.vault);
    await settle(tx, id, { outcome: 'different', by: viewer.practitioner, role: viewer.role, at });
    await calmed(tx, [recordId]);
  }

  private checkUntil({ decision, until }: Verdict): void {
    if (decision !== 'later') return;
    const today = londonDate(this.options.decisions.now());
    const last = plusDays(today, MOST_ASLEEP_DAYS);
    if (until !== undefined && until > today && until <= last) return;
    throw new Problem('match-until-wrong', 422, 'That day cannot be', `Name a day after today, ${last} at the latest`);
  }
}

export const notYours = ({ opinions }: Pick<Pair, 'opinions'>): Problem =>
  new Problem(
    'match-not-yours',
    403,
    opinions.length > 1 ? 'Your senior decides this' : 'Another steward decides this',
    opinions.length > 1
      ? 'Two stewards differ on it, and nothing moves until whoever manages them has decided'
      : 'You have said what you think; a second steward has to as well',
  );
