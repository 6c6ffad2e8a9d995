import type { Days } from '../domain/calendar';
import { type Person, personOf } from '../domain/person';
import type { DemoFile } from '../native/file';
import type { Deed } from './deeds';
import type { Story } from './story';

export type Telling = Readonly<{ people: readonly Person[]; files: readonly DemoFile[]; deeds: readonly Deed[] }>;

export type TellingOf = Readonly<{
  days: Days;
  /** Its place among the stories: gives its people their numbers. */
  at: number;
  /** Words for free texts that nobody else has. */
  spare: readonly string[];
  /** How many days earlier the trigger line is dated than the story has it. */
  shift?: number;
}>;

/** The borough's own children have numbers below 1,000. */
const FIRST_NUMBER = 2_000;
export const MOST_PEOPLE = 4;

/** A story's people and files, seen from one day. Pure. */
export function tellingOf(story: Story, { days, at, spare, shift = 0 }: TellingOf): Telling {
  const people = story.cast.map((one, i) => {
    const number = FIRST_NUMBER + at * MOST_PEOPLE + i;
    const aside = spare[at * MOST_PEOPLE + i];
    if (aside === undefined) throw new Error('a story has more people than there are words');
    const { givenName, familyName, sex, years, school } = one;
    return personOf({
      number,
      givenName,
      familyName,
      sex,
      aside,
      school,
      birthDate: days.born(years, (number * 29) % 300),
    });
  });
  const trigger = days.earlierBy(shift);
  const files = story.tell({ days, trigger, people }).map(({ text, extension, ...file }, i) => ({
    ...file,
    name: `stories/${story.id}/${i + 1}-${file.feed}.${extension}`,
    text: () => text,
  }));
  return { people, files, deeds: story.deeds?.({ days, trigger, people }) ?? [] };
}

/** The file with the trigger line; undefined for a story of silence. Throws where not exactly one has it. */
export function triggerFile(story: Story, { files }: Telling): DemoFile | undefined {
  const { trigger } = story;
  if ('silentFeed' in trigger) return undefined;
  const [found, ...others] = files.filter((file) => file.text().includes(trigger.mark));
  if (!found || others.length > 0) throw new Error(`${story.id}: not one file has its trigger`);
  return found;
}
