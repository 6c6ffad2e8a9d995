/** One line of the table. Rates are per second, times in milliseconds. */
export type Row = Readonly<{
  what: string;
  /** The figure measured; undefined prints `not run`, with the reason. */
  figure?: number;
  unit: string;
  /** The same work done barely, in the same run. */
  reference?: number;
  aim: string;
  met?: boolean;
  note?: string;
}>;

export type Size = 'small' | 'full';

/** Sizes of `quality.md` §1. */
export const SIZES: Readonly<Record<Size, { events: number; children: number; sustainSeconds: number }>> = {
  small: { events: 200_000, children: 20_000, sustainSeconds: 60 },
  full: { events: 10_000_000, children: 1_000_000, sustainSeconds: 600 },
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** The value below which `share` of them lie. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
};

export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    row.figure === undefined ? 'not run' : `${round(row.figure)} ${row.unit}`,
    row.reference === undefined ? '–' : `${round(row.reference)} ${row.unit}`,
    row.reference && row.figure !== undefined ? `${Math.round((100 * row.figure) / row.reference)} %` : '–',
    row.aim,
    row.met === undefined ? '–' : row.met ? 'met' : 'MISSED',
    row.note ?? '',
  ]);
  const head = ['what', 'figure', 'reference', 'share', 'aim', '', 'note'];
  return [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

const round = (n: number): string =>
  n >= 100 ? Math.round(n).toLocaleString('en-GB') : n.toLocaleString('en-GB', { maximumFractionDigits: 1 });
