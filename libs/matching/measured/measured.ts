import type { Measured } from './group-rates';

/** Written by `npm run bench:match -- --measured`; held against each run of the fairness gate. */
// prettier-ignore
export const MEASURED: Measured = {
  measuredOn: '2026-11-22',
  seed: 'wexbourne',
  rates: [
    { dimension: 'all', group: 'all', truePairs: 111002, missed: 2993, reviewed: 1566, linkedPairs: 108014, falseLinks: 5 },
    { dimension: 'deprivation', group: '1 (most deprived)', truePairs: 22538, missed: 683, reviewed: 358, linkedPairs: 21858, falseLinks: 3 },
    { dimension: 'deprivation', group: '2', truePairs: 22467, missed: 620, reviewed: 320, linkedPairs: 21849, falseLinks: 2 },
    { dimension: 'deprivation', group: '3', truePairs: 21842, missed: 576, reviewed: 300, linkedPairs: 21266, falseLinks: 0 },
    { dimension: 'deprivation', group: '4', truePairs: 22300, missed: 598, reviewed: 327, linkedPairs: 21705, falseLinks: 3 },
    { dimension: 'deprivation', group: '5 (least deprived)', truePairs: 21855, missed: 516, reviewed: 261, linkedPairs: 21341, falseLinks: 2 },
    { dimension: 'ethnicity', group: 'Asian', truePairs: 26834, missed: 946, reviewed: 470, linkedPairs: 25888, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Black', truePairs: 15968, missed: 356, reviewed: 159, linkedPairs: 15612, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Mixed', truePairs: 11946, missed: 274, reviewed: 126, linkedPairs: 11672, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Other', truePairs: 10648, missed: 444, reviewed: 256, linkedPairs: 10204, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'White', truePairs: 45606, missed: 973, reviewed: 555, linkedPairs: 44638, falseLinks: 5 },
    { dimension: 'feed', group: 'education', truePairs: 88892, missed: 2492, reviewed: 1279, linkedPairs: 86404, falseLinks: 4 },
    { dimension: 'feed', group: 'health', truePairs: 91699, missed: 2625, reviewed: 1327, linkedPairs: 89077, falseLinks: 3 },
    { dimension: 'feed', group: 'police', truePairs: 16598, missed: 481, reviewed: 248, linkedPairs: 16118, falseLinks: 1 },
    { dimension: 'feed', group: 'social-care', truePairs: 24815, missed: 388, reviewed: 278, linkedPairs: 24427, falseLinks: 0 },
    { dimension: 'name-origin', group: 'british', truePairs: 13894, missed: 166, reviewed: 67, linkedPairs: 13728, falseLinks: 0 },
    { dimension: 'name-origin', group: 'double-barrelled', truePairs: 13972, missed: 190, reviewed: 76, linkedPairs: 13782, falseLinks: 0 },
    { dimension: 'name-origin', group: 'east-asian', truePairs: 13821, missed: 655, reviewed: 311, linkedPairs: 13166, falseLinks: 0 },
    { dimension: 'name-origin', group: 'eastern-european', truePairs: 13715, missed: 269, reviewed: 158, linkedPairs: 13446, falseLinks: 0 },
    { dimension: 'name-origin', group: 'muslim', truePairs: 13818, missed: 574, reviewed: 318, linkedPairs: 13244, falseLinks: 0 },
    { dimension: 'name-origin', group: 'south-asian', truePairs: 13527, missed: 340, reviewed: 182, linkedPairs: 13187, falseLinks: 0 },
    { dimension: 'name-origin', group: 'traveller', truePairs: 14139, missed: 487, reviewed: 309, linkedPairs: 13657, falseLinks: 5 },
    { dimension: 'name-origin', group: 'west-african', truePairs: 14116, missed: 312, reviewed: 145, linkedPairs: 13804, falseLinks: 0 },
  ],
};
