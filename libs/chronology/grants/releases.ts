import {
  type Agreements,
  type Decided,
  type HeldBackList,
  lastLookAgain,
  lookAgainDueBy,
  withoutLocation,
} from '@tributary/access';
import { cancelReleaseClock, setReleaseClock } from './release-clock';
import { type AgencyId, formatPosition, londonDate, type PlainDate, Problem, startOfDay } from '@tributary/kernel';
import { basesOf, type Noted, noted } from '../answer-parts';
import { referenceOf } from '../directory-reference';
import type { RefOf } from '../domain/step';
import { knownOf } from '../known';
import type { Viewer } from '../ports';
import type { ChildReader } from '../reader';
import { by, type Decisions, PURPOSE } from './decisions';
import { type FoundHeld, HeldList, type ToldHeld } from './held-list';
import { type Suggested, suggestedFor } from './release-audience';

export type ReleaseDecision = Readonly<
  { outcome: 'released'; audience: readonly AgencyId[] } | { outcome: 'withheld'; reason: string; lookAgain: PlainDate }
>;

/** One thing held back, what it says, and whom it could help. */
export type HeldInFull = Readonly<{
  held: ToldHeld;
  entry: Noted;
  suggested: readonly Suggested[];
  lastDay: PlainDate;
}>;

export type ReleasesOptions = Readonly<{
  decisions: Decisions;
  reader: Pick<ChildReader, 'statements' | 'history' | 'open'>;
  held: HeldBackList;
  agreements: Agreements;
  refOf: RefOf;
  /** How old a status may be, in milliseconds. */
  statusLimitMs: number;
}>;

/** What is held back even from a ground, until a named role releases it to named agencies (design/access.md 2). */
export class Releases {
  private readonly list: HeldList;

  constructor(private readonly options: ReleasesOptions) {
    this.list = new HeldList(options);
  }

  /** What the viewer's role holds back, and what was asked of them because it is late. */
  async all(viewer: Viewer): Promise<readonly ToldHeld[]> {
    return (await this.list.all(viewer)).map(({ told }) => told);
  }

  async tally(viewer: Viewer): Promise<Readonly<{ waiting: number; overdue: number }>> {
    const found = await this.list.waiting(viewer);
    return { waiting: found.length, overdue: found.filter(({ told }) => told.overdue).length };
  }

  /** What it says, and whom it could help, for whoever may decide. Problems: release-unknown. */
  async one(viewer: Viewer, id: string): Promise<HeldInFull> {
    const { decisions, reader } = this.options;
    const found = await this.theirs(viewer, id);
    const { told, line, judge, hidden, row } = found;
    const view = await decisions.options.directory.current();
    const data = (await reader.open([line])).get(row.event);
    if (data === undefined) throw releaseUnknown();
    const shown = basesOf([line.statement], judge);
    const reading = { viewer, child: row.child, what: 'held-back', purpose: PURPOSE, asKnownOn: null } as const;
    await decisions.options.doors.disclose({ ...reading, shown, withheld: [] });
    const entry = noted(line, referenceOf(view), data);
    const suggested = await this.suggestions(found);
    return withoutLocation({ held: told, entry, suggested, lastDay: lastLookAgain(decisions.now()) }, hidden);
  }

  /**
   * Releases it to named agencies, beside those that it is released to already; or keeps it back until a day, which
   * takes back what was released. Problems: release-unknown, agency-unknown, look-again-wrong.
   */
  async decide(viewer: Viewer, id: string, decision: ReleaseDecision): Promise<object> {
    const { decisions, held } = this.options;
    const { row } = await this.theirs(viewer, id);
    const { child, event: about } = row;
    const made = await this.madeBy(decision);
    const event =
      decision.outcome === 'released'
        ? decisions.event({
            ...{ viewer, child, type: 'governance.event-released' },
            data: { event: about, audience: [...decision.audience], ...by(viewer) },
          })
        : decisions.event({
            ...{ viewer, child, type: 'governance.event-withheld' },
            data: { event: about, reason: decision.reason, lookAgain: decision.lookAgain, ...by(viewer) },
          });
    const { position } = await decisions.append(child, event, async (tx) => {
      await held.decided(tx, row, made);
      if (made.dueBy) await setReleaseClock(row, made.dueBy, tx);
      else await cancelReleaseClock(row, tx);
    });
    await decisions.write(decision.outcome === 'released' ? 'release' : 'not-shared', viewer, child);
    return { event: about, outcome: decision.outcome, position: formatPosition(position) };
  }

  private async madeBy(decision: ReleaseDecision): Promise<Decided> {
    const { decisions } = this.options;
    const now = decisions.now();
    if (decision.outcome === 'released') {
      const view = await decisions.options.directory.current();
      if (!decision.audience.every((agency) => view.agency(agency))) throw agencyUnknown();
      return { waitsFrom: now, dueBy: null, released: true };
    }
    const { lookAgain } = decision;
    const last = lastLookAgain(now);
    if (lookAgain <= londonDate(now) || lookAgain > last) throw lookAgainWrong(last);
    return { waitsFrom: startOfDay(lookAgain), dueBy: lookAgainDueBy(lookAgain), released: false };
  }

  private async suggestions({ row, line, judge, hidden }: FoundHeld): Promise<readonly Suggested[]> {
    const { decisions, reader, agreements, refOf, statusLimitMs: limitMs } = this.options;
    const view = await decisions.options.directory.current();
    const history = await reader.history(row.child, referenceOf(view));
    const known = knownOf(history, { child: row.child, at: decisions.now(), view, refOf, limitMs });
    const isSealed = (agency: AgencyId): boolean => hidden?.words.has(agency) ?? false;
    return suggestedFor({ statement: line.statement, judge, isSealed, known, agreements, refOf });
  }

  /** The same for what is not there, what others hold and what is shut to the viewer. */
  private async theirs(viewer: Viewer, id: string): Promise<FoundHeld> {
    const found = (await this.list.all(viewer)).find(({ told }) => told.event === id && told.mayDecide);
    if (!found) throw releaseUnknown();
    return found;
  }
}

const releaseUnknown = (): Problem =>
  new Problem(
    'release-unknown',
    404,
    'Nothing of that id is yours to release',
    'Only the role that holds it back may. GET /v1/releases lists what waits for you',
  );

const agencyUnknown = (): Problem =>
  new Problem('agency-unknown', 422, 'No such agency', 'Name agencies as the directory does');

const lookAgainWrong = (last: PlainDate): Problem =>
  new Problem('look-again-wrong', 422, 'That day cannot be', `Name a day after today, ${last} at the latest`);
