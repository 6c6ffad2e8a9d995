import type { PlainDate } from '@tributary/kernel';
import { childrenOf } from '../domain/children';
import { Days, type SchoolYears } from '../domain/calendar';
import { canariesOf } from '../domain/person';
import type { DemoFile } from '../native/file';
import { stories } from '../stories';
import type { StoryDeeds } from '../stories/deeds';
import { tellingsOf } from '../stories/variants';
import { attendanceFiles } from './attendance';
import { educationFiles } from './education';
import { healthFiles } from './health';
import { type LookAlikes, lookAlikesOf } from './look-alikes';
import { socialCareFiles } from './social-care';

/** Which borough: seen from that day. */
export type BoroughOf = Readonly<{ seed: number; today: PlainDate }>;
/** What it is made from: the same of all gives the same bytes. */
export type MadeFrom = BoroughOf & Readonly<{ schools: SchoolYears }>;

/** Any number does; this one is what a fresh clone comes up with. */
export const DEMO_SEED = 999;

export type Borough = Readonly<{
  /** Delivered first, in this order. */
  stories: readonly DemoFile[];
  /** What people then do in stories that have such. */
  deeds: readonly StoryDeeds[];
  /** Every other child. */
  rest: readonly DemoFile[];
  /** Who is like a child of the borough; their files stand among the rest. */
  alike: LookAlikes;
  /** Names, numbers, postcodes and words of free texts; each stands for one child. */
  canaries: readonly string[];
}>;

/** The whole of Wexbourne as files of its feeds. Making it writes and reads nothing. */
export function boroughOf({ seed, today, schools }: MadeFrom): Borough {
  const days = new Days(today, schools);
  const children = childrenOf(seed, today);
  const tellings = tellingsOf({ seed, days });
  const deeds = tellings.flatMap((one, i) => (one.deeds.length > 0 ? [{ story: stories[i]?.id ?? '', ...one }] : []));
  const [education, registers] = [educationFiles(children, days), attendanceFiles(children, seed, days)];
  const alike = lookAlikesOf(children, { seed, days });
  const known = [...education, ...healthFiles(children, days), ...alike.files];
  const people = [...children, ...tellings.flatMap((telling) => telling.people), ...alike.people];
  return {
    stories: tellings.flatMap(({ files }) => files),
    deeds,
    // Who tells most of a child comes first: then each record finds its child, and none is made twice.
    rest: [...known, ...socialCareFiles(children, days), ...registers],
    alike,
    // Look-alikes share some of theirs with the child whom they are like.
    canaries: [...new Set(people.flatMap(canariesOf))],
  };
}
