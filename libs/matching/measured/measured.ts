import type { Measured } from './group-rates';

/** Written by `npm run bench:match -- --measured`; held against each run of the fairness gate. */
// prettier-ignore
export const MEASURED: Measured = {
  measuredOn: '2026-11-22',
  seed: 'wexbourne',
  rates: [
    { dimension: 'all', group: 'all', truePairs: 104486, missed: 6679, reviewed: 4020, linkedPairs: 97821, falseLinks: 14 },
    { dimension: 'deprivation', group: '1 (most deprived)', truePairs: 21230, missed: 1502, reviewed: 902, linkedPairs: 19741, falseLinks: 13 },
    { dimension: 'deprivation', group: '2', truePairs: 21061, missed: 1386, reviewed: 837, linkedPairs: 19678, falseLinks: 3 },
    { dimension: 'deprivation', group: '3', truePairs: 20554, missed: 1254, reviewed: 729, linkedPairs: 19300, falseLinks: 0 },
    { dimension: 'deprivation', group: '4', truePairs: 21076, missed: 1322, reviewed: 812, linkedPairs: 19757, falseLinks: 3 },
    { dimension: 'deprivation', group: '5 (least deprived)', truePairs: 20565, missed: 1215, reviewed: 740, linkedPairs: 19354, falseLinks: 4 },
    { dimension: 'ethnicity', group: 'Asian', truePairs: 25250, missed: 2430, reviewed: 1506, linkedPairs: 22830, falseLinks: 10 },
    { dimension: 'ethnicity', group: 'Black', truePairs: 15042, missed: 641, reviewed: 310, linkedPairs: 14401, falseLinks: 0 },
    { dimension: 'ethnicity', group: 'Mixed', truePairs: 11170, missed: 618, reviewed: 372, linkedPairs: 10554, falseLinks: 2 },
    { dimension: 'ethnicity', group: 'Other', truePairs: 10088, missed: 968, reviewed: 598, linkedPairs: 9124, falseLinks: 4 },
    { dimension: 'ethnicity', group: 'White', truePairs: 42936, missed: 2022, reviewed: 1234, linkedPairs: 40918, falseLinks: 4 },
    { dimension: 'feed', group: 'education', truePairs: 83654, missed: 5577, reviewed: 3324, linkedPairs: 78089, falseLinks: 12 },
    { dimension: 'feed', group: 'health', truePairs: 86327, missed: 5874, reviewed: 3473, linkedPairs: 80462, falseLinks: 9 },
    { dimension: 'feed', group: 'police', truePairs: 15621, missed: 1114, reviewed: 656, linkedPairs: 14508, falseLinks: 1 },
    { dimension: 'feed', group: 'social-care', truePairs: 23370, missed: 793, reviewed: 587, linkedPairs: 22577, falseLinks: 0 },
    { dimension: 'name-origin', group: 'british', truePairs: 13029, missed: 350, reviewed: 161, linkedPairs: 12679, falseLinks: 0 },
    { dimension: 'name-origin', group: 'double-barrelled', truePairs: 13114, missed: 467, reviewed: 217, linkedPairs: 12647, falseLinks: 0 },
    { dimension: 'name-origin', group: 'east-asian', truePairs: 13000, missed: 1819, reviewed: 1120, linkedPairs: 11187, falseLinks: 6 },
    { dimension: 'name-origin', group: 'eastern-european', truePairs: 12992, missed: 562, reviewed: 384, linkedPairs: 12431, falseLinks: 1 },
    { dimension: 'name-origin', group: 'muslim', truePairs: 13110, missed: 1113, reviewed: 661, linkedPairs: 11997, falseLinks: 0 },
    { dimension: 'name-origin', group: 'south-asian', truePairs: 12713, missed: 880, reviewed: 594, linkedPairs: 11837, falseLinks: 4 },
    { dimension: 'name-origin', group: 'traveller', truePairs: 13263, missed: 950, reviewed: 627, linkedPairs: 12316, falseLinks: 3 },
    { dimension: 'name-origin', group: 'west-african', truePairs: 13265, missed: 538, reviewed: 256, linkedPairs: 12727, falseLinks: 0 },
  ],
};
