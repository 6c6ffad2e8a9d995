import type { Decisions, Viewer } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { Appended } from '@tributary/event-store';
import {
  type ChildId,
  formatPosition,
  type FeedPosition,
  Problem,
  type RecordId,
  recordStream,
  type Tx,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Children } from '../children';
import { type IdentityDesk, splitWhole } from '../desk';
import type { Evidence } from '../domain/decide-child';
import { discloseDecision } from './access';
import { notYours } from './decide';
import { mayDecide } from './domain/parts';
import { type Deciding as DecidingOn, opinionOf, saidEvents, type SaidOf } from './domain/said-events';
import { type Step, stepOf } from './domain/verdict';
import { reject } from './rejected';
import { seniorOf } from './seniors';
import { changed } from './storage/settled';
import { addUnlinkOpinion, clearUnlinking, requireStanding, type Standing } from './storage/unlinkings';

/** What a steward says of a record that is of a child; `leave`: it is, whatever another one said. */
export type Unlinking = Readonly<{
  decision?: 'unlink' | 'leave';
  reason: string;
  /** What they looked at, as it was shown to them. */
  seen: string;
  secondOpinion?: boolean;
}>;
export type UnlinkStep = 'unlink' | 'leave' | 'opinion' | 'escalate';
/** `child`: of which the record is now, as the viewer's agency calls it. */
export type Unlinked = Readonly<{ record: RecordId; outcome: UnlinkStep; child: string; position: string }>;

type Options = Readonly<{
  decisions: Decisions;
  desk: Pick<IdentityDesk, 'unlink'>;
  children: Children;
  vault: Pick<Vault, 'ref' | 'openIdentity'>;
}>;
type Deciding = Readonly<{
  viewer: Viewer;
  view: DirectoryView;
  standing: Standing;
  to: ChildId;
  grave: boolean;
  evidence: Evidence;
}>;
type DecidingPair = DecidingOn<SaidOf>;
type Carried = Readonly<{ position: FeedPosition; childId: ChildId }>;

/** Carries out what stewards say of records that may be of another child than theirs; as for pairs, two where it is grave. */
export class Unlinkings {
  constructor(private readonly options: Options) {}

  async decide(deciding: Deciding, unlinking: Unlinking): Promise<Unlinked> {
    const { viewer, view, standing } = deciding;
    const { decisions, children } = this.options;
    if (!mayDecide(standing, viewer, view)) throw notYours(standing);
    if (unlinking.seen !== standing.seen) throw changed(standing);
    if (unlinking.decision === 'leave' && standing.opinions.length === 0) throw unasked();
    if (standing.alone) throw splitWhole();
    const pair = asPair(deciding, unlinking);
    const outcome = outcomeOf(stepOf(pair.pair, pair.verdict, deciding.grave));
    const { position, childId } = await (outcome === 'unlink' ? this.move(pair) : this.say(outcome, pair));
    await discloseDecision(decisions, viewer, [...new Set([standing.from, childId])]);
    const child = await children.refOf(viewer.agency, childId);
    return { record: standing.recordId, outcome, child, position: formatPosition(position) };
  }

  private async move({ viewer, pair, verdict }: DecidingPair): Promise<Carried> {
    const { recordId, from } = pair;
    const byHand = { by: viewer.practitioner, role: viewer.role, reason: verdict.reason };
    const moved = await this.options.desk.unlink(recordId, from, byHand, async (tx) => {
      await requireStanding(tx, pair);
      await reject(tx, { recordId, childId: from }, this.options.vault);
      await clearUnlinking(tx, recordId);
    });
    // It was out already: somebody else was the first.
    if (moved.events.length === 0) throw changed(pair);
    return moved;
  }

  private async say(outcome: Exclude<UnlinkStep, 'unlink'>, deciding: DecidingPair): Promise<Carried> {
    const { pair, viewer, verdict } = deciding;
    const { decisions } = this.options;
    const stream = recordStream(pair.recordId);
    const escalatedTo = outcome === 'escalate' ? await seniorOf(deciding, decisions) : undefined;
    const said: Appended = await decisions.options.appender.append({ streams: [stream] }, (locked) => {
      if (locked.head(stream)?.childId !== pair.from) throw changed(pair);
      const step = outcome === 'leave' ? 'opinion' : outcome;
      return {
        events: saidEvents(step, deciding, { at: locked.now, escalatedTo }),
        also: async (tx: Tx) => {
          await requireStanding(tx, pair);
          if (outcome === 'leave') await clearUnlinking(tx, pair.recordId);
          else await addUnlinkOpinion(tx, pair, opinionOf(viewer, verdict, locked.now));
        },
      };
    });
    return { position: said.position, childId: pair.from };
  }
}

/** As many comparisons as an event holds. */
const MOST_EVIDENCE = 30;

function outcomeOf(step: Step): UnlinkStep {
  if (step === 'different') return 'unlink';
  return step === 'opinion' || step === 'escalate' ? step : 'leave';
}

const unasked = (): Problem =>
  new Problem(
    'unlink-unasked',
    422,
    'Nobody wants it taken out',
    'That a record stays is said where a steward said before that it is not of the child',
  );

/** As stewards decide on pairs: that it is not of the child is that both differ, that it is leaves the link. */
function asPair({ viewer, view, standing, grave, evidence }: Deciding, unlinking: Unlinking): DecidingPair {
  const { decision = 'unlink', reason, seen, secondOpinion = false } = unlinking;
  const weighed = { evidence: evidence.slice(0, MOST_EVIDENCE), probability: null, weights: null };
  const pair = { ...standing, id: standing.recordId, to: standing.from, ...weighed };
  const verdict = {
    decision: decision === 'unlink' ? ('different' as const) : ('link' as const),
    reason,
    seen,
    secondOpinion,
  };
  return { viewer, view, pair, verdict, grave };
}
