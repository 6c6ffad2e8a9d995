import type { Kind } from './event-row';

/** Fewer children than this are not shown, neither as a row nor as a number. */
export const FEWEST = 10;
/** Numbers are rounded to the nearest of these, so that one child more or less can't be told. */
const ROUNDED_TO = 5;

const cellKey = ({ month, type, sector }: Kind): string => `${month} ${type} ${sector}`;
const codeKey = ({ type, sector }: Kind, code: string): string => `${type} ${sector} ${code}`;

/** How many children stand behind each kind of row. Holds a number a kind and a code, however many rows there are. */
export class SmallNumbers {
  private readonly cells = new Map<string, { kind: Kind; children: number }>();
  private readonly codes = new Map<string, number>();

  /** All of one child at once, so that each child counts once wherever it stands. */
  addChild(rows: readonly Readonly<{ kind: Kind; codes: readonly string[] }>[]): void {
    const kinds = new Map(rows.map(({ kind }) => [cellKey(kind), kind]));
    for (const [key, kind] of kinds) {
      this.cells.set(key, { kind, children: (this.cells.get(key)?.children ?? 0) + 1 });
    }
    for (const key of new Set(rows.flatMap(({ kind, codes }) => codes.map((code) => codeKey(kind, code))))) {
      this.codes.set(key, (this.codes.get(key) ?? 0) + 1);
    }
  }

  /** Whether a row of that kind may stand in the file. */
  shows(kind: Kind): boolean {
    return (this.cells.get(cellKey(kind))?.children ?? 0) >= FEWEST;
  }

  /** Of a row's codes those that enough children share. */
  shown(kind: Kind, codes: readonly string[]): readonly string[] {
    return codes.filter((code) => (this.codes.get(codeKey(kind, code)) ?? 0) >= FEWEST);
  }

  /** Children of each kind: rounded, or `fewer than 10`. */
  table(): readonly (Kind & Readonly<{ children: string }>)[] {
    return [...this.cells]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { kind, children }]) => ({ ...kind, children: inWords(children) }));
  }
}

const inWords = (children: number): string =>
  children < FEWEST ? `fewer than ${FEWEST}` : String(Math.round(children / ROUNDED_TO) * ROUNDED_TO);
