import type { Held, HeldBackList, Hidden } from '@tributary/access';
import { isEvent } from '@tributary/catalogue';
import type {
  AgencyId,
  ChildId,
  EventId,
  Instant,
  Occurred,
  PlainDate,
  PractitionerId,
  RoleCode,
} from '@tributary/kernel';
import { type Line, linesOf } from '../domain/chronology';
import { grantedAt } from '../domain/granted';
import { titleOf } from '../domain/title';
import type { Judge } from '../domain/view';
import type { Viewer } from '../ports';
import type { ChildReader } from '../reader';
import { type Decisions, PURPOSE } from './decisions';

/** Rules that keep somebody away from everything about a child. */
const SHUT: readonly string[] = ['named-in-concern', 'own-family', 'role-not-held'];

/** Something held back as one person finds it. */
export type ToldHeld = Readonly<{
  event: EventId;
  /** Who holds it back. */
  agency: AgencyId;
  role: RoleCode;
  /** `history`: it came as history or by a return, and nobody is asked. */
  state: 'waiting' | 'kept' | 'released' | 'history';
  waitsFrom: Instant;
  dueBy: Instant | null;
  overdue: boolean;
  /** Whom it is released to now. */
  audience: readonly AgencyId[];
  /** Where it was kept held back: why, and when it is looked at again. */
  kept: Readonly<{ reason: string; lookAgain: PlainDate; by: string }> | null;
  /** False for whoever was only asked to see to it that somebody decides. */
  mayDecide: boolean;
  asked: readonly PractitionerId[];
  /** What it is, and of whom by the reader’s own agency’s reference; null where that is not open to the reader. */
  about: Readonly<{ child: string; title: string; occurred: Occurred }> | null;
}>;

/** With what a decision on it needs. */
export type FoundHeld = Readonly<{
  told: ToldHeld;
  row: Held;
  line: Line;
  judge: Judge;
  hidden: Hidden | undefined;
}>;

export type HeldListOptions = Readonly<{
  decisions: Decisions;
  reader: Pick<ChildReader, 'statements'>;
  held: HeldBackList;
}>;

/** What waits for a person’s decision, or was asked of them because others did not decide in time. */
export class HeldList {
  constructor(private readonly options: HeldListOptions) {}

  /** All that the viewer’s role holds back, and what is late below them; the soonest due first. */
  async all(viewer: Viewer): Promise<readonly FoundHeld[]> {
    const { held } = this.options;
    const [own, asked] = await Promise.all([held.heldBy(viewer), held.askedOf(viewer.practitioner)]);
    return this.found(viewer, [...own, ...asked]);
  }

  /** Of that, what waits now. */
  async waiting(viewer: Viewer): Promise<readonly FoundHeld[]> {
    const { held, decisions } = this.options;
    const [own, asked] = await Promise.all([
      held.waitingWith(viewer, decisions.now()),
      held.askedOf(viewer.practitioner),
    ]);
    return (await this.found(viewer, [...own, ...asked])).filter(({ told }) => told.state === 'waiting');
  }

  private async found(viewer: Viewer, rows: readonly Held[]): Promise<readonly FoundHeld[]> {
    const once = [...new Map(rows.map((row) => [`${row.child} ${row.event}`, row])).values()];
    const byChild = [...Map.groupBy(once, ({ child }) => child).entries()];
    const found = await Promise.all(byChild.map(([child, of]) => this.ofChild(viewer, child, of)));
    const order = new Map(once.map(({ event }, i) => [event, i]));
    return found.flat().sort((a, b) => (order.get(a.row.event) ?? 0) - (order.get(b.row.event) ?? 0));
  }

  private async ofChild(viewer: Viewer, child: ChildId, rows: readonly Held[]): Promise<readonly FoundHeld[]> {
    const { decisions, reader } = this.options;
    const { doors, decisionsOn, refOf } = decisions.options;
    const { judge, hidden, refusal } = await doors.accessOf({ viewer, child, purpose: PURPOSE });
    if (refusal && SHUT.includes(refusal.rule)) return [];
    const [said, events] = await Promise.all([reader.statements(child), decisionsOn(child)]);
    const lines = new Map(linesOf(said).map((line) => [line.statement.eventId, line]));
    const now = decisions.now();
    const { released } = grantedAt(events, now);
    const ref = await refOf(viewer.agency, child);
    return rows.flatMap((row): FoundHeld[] => {
      const line = lines.get(row.event);
      if (!line) return [];
      const { type, occurred } = line.statement;
      const isTheirs = row.agency === viewer.agency && row.role === viewer.role;
      const isOpen = !refusal && judge(line.statement).level === 'content';
      if (isTheirs && !isOpen) return [];
      const told: ToldHeld = {
        ...{ event: row.event, agency: row.agency, role: row.role, asked: row.asked, mayDecide: isTheirs },
        ...standingOf(row, now),
        audience: [...(released.get(row.event) ?? [])].sort(),
        kept: keptIn(events, row),
        about: isOpen ? { child: ref, title: titleOf(type), occurred } : null,
      };
      return [{ told, row, line, judge, hidden }];
    });
  }
}

function standingOf(row: Held, now: Instant): Pick<ToldHeld, 'state' | 'waitsFrom' | 'dueBy' | 'overdue'> {
  const { waitsFrom, dueBy, released } = row;
  if (released) return { state: 'released', waitsFrom, dueBy: null, overdue: false };
  if (dueBy === null) return { state: 'history', waitsFrom, dueBy, overdue: false };
  return { state: waitsFrom > now ? 'kept' : 'waiting', waitsFrom, dueBy, overdue: dueBy < now };
}

/** The last decision to keep it back, where it was not released since. */
function keptIn(
  events: Awaited<ReturnType<Decisions['options']['decisionsOn']>>,
  { event: id, released }: Held,
): ToldHeld['kept'] {
  const last = events.findLast((event) => isEvent(event, 'governance.event-withheld') && event.data.event === id);
  if (released || !last || !isEvent(last, 'governance.event-withheld')) return null;
  const { reason, lookAgain, by } = last.data;
  return { reason, lookAgain: lookAgain as PlainDate, by };
}
