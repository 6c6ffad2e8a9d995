import { type DataOf, isEvent } from '@tributary/catalogue';
import { setTimer } from '@tributary/event-store';
import {
  type AlertId,
  type ChildId,
  childStream,
  derivedId,
  type Instant,
  londonDate,
  type Recorded,
} from '@tributary/kernel';
import { instantOf, millisOf } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { carryOut, stateOf } from '../alert-log';
import { workFromHistory as rule } from '../rules/work-from-history.rule';
import { authorityIn } from '../scene';
import type { DirectoryView } from '@tributary/directory';
import type { Work } from './works';

const TIMER = 'history-over';

/** Whether it is the clock that says that no more history of a child came for a while. */
export const isHistoryOver = ({ event }: Recorded): boolean =>
  isEvent(event, 'clock.fell-due') && event.data.kind === TIMER;

/** What history brought is told of once no more of it comes; until then the clock moves on. */
export const waitForMore = (child: ChildId, asOf: Instant, quietMs: number, io: ReactorIo): Promise<void> =>
  setTimer(
    {
      ...{ id: `${TIMER}/${child}`, streamId: childStream(child), kind: TIMER },
      dueAt: instantOf(millisOf(asOf) + quietMs),
    },
    io.tx,
  );

type Telling = Readonly<{ cause: Recorded; view: DirectoryView; io: ReactorIo }>;

/**
 * The message in which somebody is told of what history brought: the one of that day that they have not put away yet,
 * raised where there is none.
 */
export async function summaryFor({ who }: Pick<Work, 'who'>, { cause, view, io }: Telling): Promise<AlertId> {
  const asOf = cause.event.knownFrom;
  const day = londonDate(asOf);
  for (let nth = 0; ; nth += 1) {
    const alertId = derivedId('alert', rule.id, who.practitioner, who.role, who.agency, day, String(nth)) as AlertId;
    if ((await stateOf(io, alertId)).status === 'closed') continue;
    const authority = authorityIn(view, who.agency);
    const data: DataOf<'alerting.alert-raised'> = {
      ...{ alertId, rule: rule.id, ruleVersion: rule.version, severity: rule.severity, evidence: [cause.event.id] },
      owner: { ...who, reason: 'both-work' },
      ...(authority ? { authority } : {}),
    };
    await carryOut(io, { alertId, childId: null, command: { kind: 'raise', data, asOf }, cause: cause.event.id });
    return alertId;
  }
}
