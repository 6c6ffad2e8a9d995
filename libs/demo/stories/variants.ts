import type { Days } from '../domain/calendar';
import { spareWords } from '../domain/children';
import { type DemoFile, withoutLine } from '../native/file';
import { stories } from '.';
import type { Story } from './story';
import { type Telling, tellingOf, triggerFile } from './telling';

/** As it is told; or, to show that an alert hangs on its line alone, without that line, or with it out of its window. */
export type Variant = 'told' | 'without-trigger' | 'out-of-window';

/** Days earlier at which a trigger is out of every window; a story may say otherwise. */
const OUT_OF_WINDOW = 30;

/** All stories in one variant, in the order of their delivery. A story of silence is the same in each. */
export function tellingsOf(
  { seed, days }: Readonly<{ seed: number; days: Days }>,
  variant: Variant = 'told',
): readonly Telling[] {
  const spare = spareWords(seed);
  return stories.map((story, at) => {
    const shift = variant === 'out-of-window' ? (story.outOfWindow ?? OUT_OF_WINDOW) : 0;
    const telling = tellingOf(story, { days, at, spare, shift });
    return variant === 'without-trigger' ? cut(story, telling) : telling;
  });
}

/** A delivery of nothing but the trigger is not made at all. */
function cut(story: Story, telling: Telling): Telling {
  const { trigger } = story;
  const hit = triggerFile(story, telling);
  if (!hit || !('mark' in trigger)) return telling;
  const text = withoutLine(hit.text(), trigger.mark);
  const file: DemoFile = { ...hit, text: () => text };
  const files = telling.files.flatMap((one) => (one.name !== hit.name ? [one] : text.trim() === '' ? [] : [file]));
  return { ...telling, files };
}
