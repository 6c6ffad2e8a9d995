import type { Judge, Matter, Withheld } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { AgencyId, DataClass } from '@tributary/kernel';
import type { Part } from './domain/reach';

/** Something a reader may not open; the class only where its existence is open to them. */
export type Kept = Readonly<{ agency: AgencyId; agencyName: string; dataClass: DataClass | null; reason: string }>;

const OPEN = { state: 'open' } as const;
export const matterOf = (part: Part): Matter => ({ ...part, type: 'assessment', release: OPEN });
const FOR_TEAM = 'It is of a kind that only its author’s own agency opens: ask them.';

export const nameIn = (view: DirectoryView, agency: string): string => view.agency(agency)?.name ?? agency;

/** Lets through what the reader may open, and keeps account of both. */
export class Sieve {
  readonly shown: Matter[] = [];
  private readonly held = new Map<string, Withheld & Readonly<{ isSaid: boolean; isClassSaid: boolean }>>();

  constructor(
    private readonly judge: Judge,
    private readonly view: DirectoryView,
    private readonly isInTeam: boolean,
  ) {}

  opens(part: Part): boolean {
    const matter = matterOf(part);
    const { level, rule, reason, version } = this.judge(matter);
    if (level === 'content') {
      this.shown.push(matter);
      return true;
    }
    const isClassSaid = level !== 'nothing';
    const isSaid = isClassSaid || this.isInTeam;
    this.held.set(`${part.agency} ${part.dataClass}`, { ...part, rule, reason, version, isSaid, isClassSaid });
    return false;
  }

  /** As the ledger has it: of what the reader is told of, no more. */
  withheld(): readonly Withheld[] {
    return [...this.held.values()]
      .filter(({ isSaid }) => isSaid)
      .map(({ agency, dataClass, rule, reason, version }) => ({ agency, dataClass, rule, reason, version }));
  }

  /** As the reader is told: one line for each agency, its class only where that is open. */
  kept(): readonly Kept[] {
    const lines = [...this.held.values()]
      .filter(({ isSaid }) => isSaid)
      .map(({ agency, dataClass, reason, isClassSaid }) => ({
        ...{ agency, agencyName: nameIn(this.view, agency) },
        ...(isClassSaid ? { dataClass, reason } : { dataClass: null, reason: FOR_TEAM }),
      }));
    return [...new Map(lines.map((line) => [`${line.agency} ${line.dataClass}`, line])).values()];
  }
}
