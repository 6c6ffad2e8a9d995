import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type GroupRates, MEASURED } from '@tributary/matching';
import { ALLOWANCES } from './allowances';
import {
  farApart,
  gapsOf,
  hidden,
  LARGEST_GAP,
  missed,
  PRECISION_FLOOR,
  PRECISION_FLOOR_OF_ALL,
  precisionOf,
} from './gate';
import { root } from '../../../support/processes';
import { ETHNICITIES, ORIGINS, QUINTILES } from './rates';

const FEWEST_PAIRS = 10_000;
/** Standard errors by which two boroughs of one make differ once in some ten thousand, over all groups. */
const FURTHEST = 5;

/** The commit's hash, so that nobody tunes to one borough; a fixed one where there is no repository. */
function seedOfCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: __dirname, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'no repository';
  }
}

describe('the fairness gate', () => {
  const seed = seedOfCommit();
  let rates: readonly GroupRates[];
  beforeAll(() => {
    // A process of its own: a spec's own module scope makes millions of comparisons four times as slow.
    const told = execFileSync(process.execPath, [join(root, 'dist/test/bench/matching/main.js'), '--rates', seed], {
      encoding: 'utf8',
    });
    rates = JSON.parse(told) as readonly GroupRates[];
  });

  it('sees each group with 10,000 true pairs at least', () => {
    const groups = [...ETHNICITIES, ...ORIGINS, ...QUINTILES];
    const gaps = gapsOf(rates, missed);
    expect(gaps.map(({ name }) => name.replace(/^[^:]*: /, '')).sort()).toEqual([...groups].sort());
    const few = gaps.filter(({ truePairs }) => truePairs < FEWEST_PAIRS);
    expect({ seed, few }).toEqual({ seed, few: [] });
  });

  it('misses no group much more often than the rest', () => {
    const wide = gapsOf(rates, missed).filter(({ name, bound }) => bound > (ALLOWANCES[name] ?? LARGEST_GAP));
    expect({ seed, wide }).toEqual({ seed, wide: [] });
  });

  it('hides no group from people much more often than the rest, without allowance', () => {
    const wide = gapsOf(rates, hidden).filter(({ bound }) => bound > LARGEST_GAP);
    expect({ seed, wide }).toEqual({ seed, wide: [] });
  });

  it('links wrongly no more than the floor of precision lets it, in no group', () => {
    const floorOf = ({ dimension }: GroupRates) => (dimension === 'all' ? PRECISION_FLOOR_OF_ALL : PRECISION_FLOOR);
    const low = rates.filter((group) => precisionOf(group) < floorOf(group));
    expect({ seed, low }).toEqual({ seed, low: [] });
  });

  it('finds what the committed table says, within its margin', () => {
    const away = rates.filter((own) => {
      const told = MEASURED.rates.find(({ dimension, group }) => dimension === own.dimension && group === own.group);
      return !told || farApart(own, told) > FURTHEST;
    });
    expect({ seed, away }).toEqual({ seed, away: [] });
    expect(MEASURED.rates).toHaveLength(rates.length);
  });
});
