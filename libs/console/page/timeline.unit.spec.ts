import type { Occurred, PlainDate } from '@tributary/kernel';
import { drawn, type Happening, monthsOf, type Span } from './timeline';

const day = (text: string) => text as PlainDate;
const span: Span = { from: day('2026-01-01'), to: day('2026-04-10') };
const said = (lane: string, occurred: Occurred, history = false): Happening => ({ lane, occurred, history });
const on = (text: string): Occurred => ({ on: day(text) });

describe('the drawn timeline', () => {
  it('has a line an agency, in the order in which they appear, and every month that is touched', () => {
    const { lanes, months } = drawn([said('B', on('2026-02-01')), said('A', on('2026-01-05'))], [], span);
    expect(lanes.map(({ name }) => name)).toEqual(['B', 'A']);
    expect(months).toEqual([
      { x: '0.00%', label: 'Jan' },
      { x: '31.00%', label: 'Feb' },
      { x: '59.00%', label: 'Mar' },
      { x: '90.00%', label: 'Apr', atEdge: true },
    ]);
    expect(monthsOf({ from: day('2025-12-31'), to: day('2026-01-01') })).toEqual(['2025-12', '2026-01']);
  });

  it('draws a day as a dot and a period as a bar, to the edge while it is not known to have ended', () => {
    const bars: readonly Occurred[] = [
      { from: day('2026-01-11'), to: day('2026-01-20') },
      { from: day('2025-06-01') },
      { from: day('2026-03-01'), to: day('2026-03-01') },
    ];
    const [lane] = drawn(
      bars.map((one) => said('A', one)),
      [],
      span,
    ).lanes;
    expect(lane?.marks.map(({ shape, x, width }) => ({ shape, x, width }))).toEqual([
      { shape: 'bar', x: '0.00%', width: '100.00%' },
      { shape: 'bar', x: '10.00%', width: '10.00%' },
      { shape: 'dot', x: '59.00%', width: '0.00%' },
    ]);
  });

  it('puts what would overlap on rows of their own', () => {
    const [lane] = drawn(
      [said('A', on('2026-01-05')), said('A', on('2026-01-06')), said('A', on('2026-03-06'))],
      [],
      span,
    ).lanes;
    expect(lane?.marks.map(({ y }) => y)).toEqual([12, 28, 12]);
    expect(lane?.height).toBe(40);
  });

  it('draws a silence to the edge, and says all of it in words', () => {
    const { lanes } = drawn(
      [said('A', on('2026-02-02')), said('A', on('2026-02-09'), true), said('A', { from: day('2025-02-09') })],
      [
        { lane: 'A', since: day('2026-03-02') },
        { lane: 'B', since: day('2025-03-02') },
      ],
      span,
    );
    expect(lanes[0]).toMatchObject({ silent: { x: '60.00%', width: '40.00%' } });
    expect(lanes[0]?.words).toBe(
      '1 since before, 2 in February 2026. Nothing has come since 2 March 2026, though it should have.',
    );
    expect(lanes[1]).toMatchObject({ marks: [], silent: { x: '0.00%', width: '100.00%' } });
    expect(lanes[1]?.words).toContain('Nothing in these months.');
  });
});
