import type { Measured } from './group-rates';

/** Written by `npm run bench:match -- --measured`; held against each run of the fairness gate. */
// prettier-ignore
export const MEASURED: Measured = {
  measuredOn: '2026-11-22',
  seed: 'wexbourne',
  rates: [
    { dimension: 'all', group: 'all', truePairs: 104486, missed: 4940, reviewed: 2837, linkedPairs: 99550, falseLinks: 4 },
    { dimension: 'deprivation', group: '1 (most deprived)', truePairs: 21230, missed: 1147, reviewed: 656, linkedPairs: 20086, falseLinks: 3 },
    { dimension: 'deprivation', group: '2', truePairs: 21061, missed: 994, reviewed: 559, linkedPairs: 20068, falseLinks: 1 },
    { dimension: 'deprivation', group: '3', truePairs: 20554, missed: 942, reviewed: 535, linkedPairs: 19612, falseLinks: 0 },
    { dimension: 'deprivation', group: '4', truePairs: 21076, missed: 1001, reviewed: 601, linkedPairs: 20078, falseLinks: 3 },
    { dimension: 'deprivation', group: '5 (least deprived)', truePairs: 20565, missed: 856, reviewed: 486, linkedPairs: 19709, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Asian', truePairs: 25250, missed: 1463, reviewed: 822, linkedPairs: 23787, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Black', truePairs: 15042, missed: 553, reviewed: 283, linkedPairs: 14489, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Mixed', truePairs: 11170, missed: 419, reviewed: 220, linkedPairs: 10751, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Other', truePairs: 10088, missed: 632, reviewed: 378, linkedPairs: 9456, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'White', truePairs: 42936, missed: 1873, reviewed: 1134, linkedPairs: 41067, falseLinks: 4 },
    { dimension: 'feed', group: 'education', truePairs: 83654, missed: 4158, reviewed: 2366, linkedPairs: 79500, falseLinks: 4 },
    { dimension: 'feed', group: 'health', truePairs: 86327, missed: 4331, reviewed: 2420, linkedPairs: 81998, falseLinks: 2 },
    { dimension: 'feed', group: 'police', truePairs: 15621, missed: 816, reviewed: 468, linkedPairs: 14806, falseLinks: 1 },
    { dimension: 'feed', group: 'social-care', truePairs: 23370, missed: 575, reviewed: 420, linkedPairs: 22795, falseLinks: 0 },
    { dimension: 'name-origin', group: 'british', truePairs: 13029, missed: 323, reviewed: 145, linkedPairs: 12706, falseLinks: 0 },
    { dimension: 'name-origin', group: 'double-barrelled', truePairs: 13114, missed: 417, reviewed: 180, linkedPairs: 12697, falseLinks: 0 },
    { dimension: 'name-origin', group: 'east-asian', truePairs: 13000, missed: 897, reviewed: 481, linkedPairs: 12103, falseLinks: 0 },
    { dimension: 'name-origin', group: 'eastern-european', truePairs: 12992, missed: 477, reviewed: 312, linkedPairs: 12516, falseLinks: 1 },
    { dimension: 'name-origin', group: 'muslim', truePairs: 13110, missed: 824, reviewed: 504, linkedPairs: 12286, falseLinks: 0 },
    { dimension: 'name-origin', group: 'south-asian', truePairs: 12713, missed: 601, reviewed: 345, linkedPairs: 12112, falseLinks: 0 },
    { dimension: 'name-origin', group: 'traveller', truePairs: 13263, missed: 923, reviewed: 618, linkedPairs: 12343, falseLinks: 3 },
    { dimension: 'name-origin', group: 'west-african', truePairs: 13265, missed: 478, reviewed: 252, linkedPairs: 12787, falseLinks: 0 },
  ],
};
