import type { Measured } from './group-rates';

/** Written by `npm run bench:match -- --measured`; held against each run of the fairness gate. */
// prettier-ignore
export const MEASURED: Measured = {
  measuredOn: '2026-11-22',
  seed: 'wexbourne',
  rates: [
    { dimension: 'all', group: 'all', truePairs: 111002, missed: 3050, reviewed: 2500, linkedPairs: 107954, falseLinks: 2 },
    { dimension: 'deprivation', group: '1 (most deprived)', truePairs: 22538, missed: 703, reviewed: 579, linkedPairs: 21835, falseLinks: 0 },
    { dimension: 'deprivation', group: '2', truePairs: 22467, missed: 628, reviewed: 498, linkedPairs: 21841, falseLinks: 2 },
    { dimension: 'deprivation', group: '3', truePairs: 21842, missed: 579, reviewed: 475, linkedPairs: 21263, falseLinks: 0 },
    { dimension: 'deprivation', group: '4', truePairs: 22300, missed: 614, reviewed: 515, linkedPairs: 21686, falseLinks: 0 },
    { dimension: 'deprivation', group: '5 (least deprived)', truePairs: 21855, missed: 526, reviewed: 433, linkedPairs: 21331, falseLinks: 2 },
    { dimension: 'ethnicity', group: 'Asian', truePairs: 26834, missed: 954, reviewed: 774, linkedPairs: 25880, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Black', truePairs: 15968, missed: 367, reviewed: 304, linkedPairs: 15601, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Mixed', truePairs: 11946, missed: 289, reviewed: 240, linkedPairs: 11657, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Other', truePairs: 10648, missed: 456, reviewed: 391, linkedPairs: 10192, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'White', truePairs: 45606, missed: 984, reviewed: 791, linkedPairs: 44624, falseLinks: 2 },
    { dimension: 'feed', group: 'education', truePairs: 88892, missed: 2530, reviewed: 2045, linkedPairs: 86363, falseLinks: 1 },
    { dimension: 'feed', group: 'health', truePairs: 91699, missed: 2661, reviewed: 2151, linkedPairs: 89040, falseLinks: 2 },
    { dimension: 'feed', group: 'police', truePairs: 16598, missed: 485, reviewed: 404, linkedPairs: 16113, falseLinks: 0 },
    { dimension: 'feed', group: 'social-care', truePairs: 24815, missed: 424, reviewed: 400, linkedPairs: 24391, falseLinks: 0 },
    { dimension: 'name-origin', group: 'british', truePairs: 13894, missed: 169, reviewed: 141, linkedPairs: 13725, falseLinks: 0 },
    { dimension: 'name-origin', group: 'double-barrelled', truePairs: 13972, missed: 190, reviewed: 130, linkedPairs: 13782, falseLinks: 0 },
    { dimension: 'name-origin', group: 'east-asian', truePairs: 13821, missed: 677, reviewed: 576, linkedPairs: 13144, falseLinks: 0 },
    { dimension: 'name-origin', group: 'eastern-european', truePairs: 13715, missed: 275, reviewed: 231, linkedPairs: 13440, falseLinks: 0 },
    { dimension: 'name-origin', group: 'muslim', truePairs: 13818, missed: 581, reviewed: 476, linkedPairs: 13237, falseLinks: 0 },
    { dimension: 'name-origin', group: 'south-asian', truePairs: 13527, missed: 342, reviewed: 276, linkedPairs: 13185, falseLinks: 0 },
    { dimension: 'name-origin', group: 'traveller', truePairs: 14139, missed: 489, reviewed: 386, linkedPairs: 13652, falseLinks: 2 },
    { dimension: 'name-origin', group: 'west-african', truePairs: 14116, missed: 327, reviewed: 284, linkedPairs: 13789, falseLinks: 0 },
  ],
};
