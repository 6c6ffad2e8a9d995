import { cancelTimers, setTimer } from '@tributary/event-store';
import { type ChildId, childStream, type EventId, type Instant, type Tx } from '@tributary/kernel';

/** Says that a decision about what is held back is due. */
export const RELEASE_TIMER = 'release-decision';

type About = Readonly<{ child: ChildId; event: EventId }>;
const timerId = ({ child, event }: About): string => `${RELEASE_TIMER}/${child}/${event}`;

/** One clock for each thing held back of a child; set again, it is moved. */
export const setReleaseClock = (about: About, dueAt: Instant, tx: Tx): Promise<void> =>
  setTimer({ id: timerId(about), dueAt, streamId: childStream(about.child), kind: RELEASE_TIMER }, tx);

export const cancelReleaseClock = (about: About, tx: Tx): Promise<void> => cancelTimers([timerId(about)], tx);

/** What the clock is about. */
export const heldOfTimer = (id: string): EventId => (id.split('/')[2] ?? '') as EventId;
