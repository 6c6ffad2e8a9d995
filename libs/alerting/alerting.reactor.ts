import { isEvent } from '@tributary/catalogue';
import type { Recorded } from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import { ACK_TIMER } from './alert-events';
import { escalate } from './escalate';
import { raise, recallIfGone } from './raise';
import { afterLink, afterUnlink } from './relinked';
import { rules } from './rules';
import type { AlertingOptions } from './options';

const RETRACTED = 'record.fact-retracted';
const FELL_DUE = 'clock.fell-due';
const LINKED = 'identity.record-linked';
const UNLINKED = 'identity.record-unlinked';

/**
 * Raises, escalates and recalls alerts. All is decided from events, at the time the event became known: the same events
 * give the same alerts, on whichever stream and however often.
 */
export function alertingReactor(options: AlertingOptions): Reactor {
  return {
    name: 'alerting',
    version: 1,
    handles: [...new Set(rules.flatMap((rule) => rule.triggers)), RETRACTED, FELL_DUE, LINKED, UNLINKED],
    async react(batch, io) {
      for (const one of batch) await react(one, io, options);
    },
  };
}

async function react(one: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { event } = one;
  if (isEvent(event, FELL_DUE)) {
    if (event.data.kind === ACK_TIMER) await escalate(one, io, options);
    return;
  }
  for (const rule of rules) {
    if (isEvent(event, LINKED)) {
      // The first sight of a record is no news of the child: its facts follow.
      if (onChild(one) && event.data.previous !== null) await afterLink(rule, one, io, options);
    } else if (event.type === UNLINKED) {
      if (onChild(one)) await afterUnlink(rule, one, io, options);
    } else if (event.childId === null) continue;
    else if (event.type === RETRACTED) await recallIfGone(rule, event.childId, one, io);
    else if (rule.triggers.some((trigger) => trigger === event.type)) {
      await raise({ rule, child: event.childId, fact: one, cause: one }, io, options);
    }
  }
}

/** Links stand on the record's stream and on the child's; one of them is enough. */
const onChild = ({ event }: Recorded): boolean => event.streamId.startsWith('child-');
