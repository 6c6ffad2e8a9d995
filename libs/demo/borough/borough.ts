import type { PlainDate } from '@tributary/kernel';
import { childrenOf, spareWords } from '../domain/children';
import { Days } from '../domain/calendar';
import { canariesOf } from '../domain/person';
import type { DemoFile } from '../native/file';
import { stories } from '../stories';
import { tellingOf } from '../stories/telling';
import { attendanceFiles } from './attendance';
import { educationFiles } from './education';
import { healthFiles } from './health';
import { socialCareFiles } from './social-care';

/** What a borough is made from: the same of both gives the same bytes. */
export type BoroughOf = Readonly<{ seed: number; today: PlainDate }>;

/** Any number does; this one is what a fresh clone comes up with. */
export const DEMO_SEED = 999;

export type Borough = Readonly<{
  /** Delivered first, in this order. */
  stories: readonly DemoFile[];
  /** Every other child, oldest matters first. */
  rest: readonly DemoFile[];
  /** Names, numbers, postcodes and words of free texts; each stands for one child. */
  canaries: readonly string[];
}>;

/** The whole of Wexbourne as files of its feeds. Making it writes and reads nothing. */
export function boroughOf({ seed, today }: BoroughOf): Borough {
  const days = new Days(today);
  const children = childrenOf(seed, today);
  const spare = spareWords(seed);
  const tellings = stories.map((story, at) => tellingOf(story, { days, at, spare }));
  return {
    stories: tellings.flatMap(({ files }) => files),
    rest: [
      ...socialCareFiles(children, days),
      ...healthFiles(children, days),
      ...educationFiles(children, days),
      ...attendanceFiles(children, seed, days),
    ],
    canaries: [...children, ...tellings.flatMap((telling) => telling.people)].flatMap(canariesOf),
  };
}
