import { isEvent } from '@tributary/catalogue';
import type { ChildId, Recorded } from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import { ACK_TIMER, HANDOVER_TIMER } from './alert-events';
import { RULE_TIMER, ruleOfTimer } from './alert-ids';
import type { ChildRule } from './domain/rule';
import { escalate, handOver } from './escalate';
import { afterDelivery, afterSilence } from './listen';
import { lookAgain, type LookOptions } from './look';
import type { ReactorOptions } from './options';
import { isMove, movedBy, MOVES } from './moved';
import { piecesOf, ReadAhead } from './read-ahead';
import { StandingAlerts } from './standing-alerts';
import { isStandingDown, STANDS_DOWN } from './standing-down';
import { childRules, feedRules, heard, hearing, ruleOf } from './rules';

const RETRACTED = 'record.fact-retracted';
const FELL_DUE = 'clock.fell-due';

/**
 * Raises, escalates and ends alerts. All is decided from events, at the time the event became known: the same events give
 * the same alerts, on whichever stream and however often.
 */
export function alertingReactor(options: ReactorOptions): Reactor {
  return {
    name: 'alerting',
    version: 2,
    handles: [...new Set<string>([...heard, RETRACTED, FELL_DUE, ...MOVES, ...STANDS_DOWN])],
    async react(batch, io) {
      const directory = await options.directory.soFar();
      for (const piece of piecesOf(batch, makesLook)) {
        const reader = new ReadAhead(options.reader, piece);
        const alerts = new StandingAlerts(io.store, reader, piece.children);
        for (const one of piece.events) await react(one, alerts.noting(io), { ...options, directory, reader, alerts });
      }
    },
  };
}

async function react(one: Recorded, io: ReactorIo, options: LookOptions): Promise<void> {
  const { event } = one;
  if (isEvent(event, FELL_DUE)) return fellDue(one, event.data, io, options);
  if (event.childId === null) {
    for (const rule of feedRules.filter(({ triggers }) => triggers.some((type) => type === event.type))) {
      await afterDelivery(rule, one, io, options);
    }
    return;
  }
  await look(rulesFor(one), event.childId, one, io, options);
}

async function fellDue(
  one: Recorded,
  { kind, timerId }: Readonly<{ kind: string; timerId: string }>,
  io: ReactorIo,
  options: LookOptions,
): Promise<void> {
  if (kind === ACK_TIMER) return escalate(one, io, options);
  if (kind === HANDOVER_TIMER) return handOver(one, io, options);
  if (kind !== RULE_TIMER) return;
  const rule = ruleOf(ruleOfTimer(timerId) ?? '');
  if (rule?.about === 'feed') await afterSilence(rule, one, io, options);
  else if (rule?.about === 'child' && one.event.childId) await look([rule], one.event.childId, one, io, options);
}

async function look(
  rules: readonly ChildRule[],
  child: ChildId,
  cause: Recorded,
  io: ReactorIo,
  options: LookOptions,
): Promise<void> {
  if (rules.length > 0) await lookAgain(rules, { child, cause }, io, options);
}

/** A rule's clock about a child does too, but one at a time. */
const makesLook = (one: Recorded): boolean => one.event.childId !== null && rulesFor(one).length > 0;

/** Which rules have to look again because of an event about a child. */
function rulesFor(one: Recorded): readonly ChildRule[] {
  const { event } = one;
  if (isMove(event)) return movedBy(one) ? childRules : [];
  if (isStandingDown(event)) return childRules;
  if (isEvent(event, RETRACTED)) return event.data.type === undefined ? childRules : hearing(event.data.type);
  return hearing(event.type);
}
