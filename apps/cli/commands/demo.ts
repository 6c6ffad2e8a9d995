import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { boroughOf, DEMO_SEED, schoolYearsIn, stories } from '@tributary/demo';
import { DirectoryView, readDirectoryFile } from '@tributary/directory';
import { londonDate, parsePlainDate, type PlainDate, Problem, systemClock } from '@tributary/kernel';
import { readConfig } from '@tributary/runtime';
import { DEMO_DIRECTORY } from '../../composition/foundation';
import { EXIT, print, progress } from '../output';
import { withRooms } from '../with-rooms';

export type DemoOptions = Readonly<{ out?: string; seed?: string; today?: string; json?: boolean }>;

/** The stories of the demo; with `out`, the files of the whole borough, for inspection. */
export async function demo({ out, seed, today, json = false }: DemoOptions): Promise<number> {
  if (out === undefined) {
    const told = stories.map(({ id, title, expects }) => ({ id, title, expects }));
    const line = ({ id, title }: (typeof told)[number]): string => `${id.padEnd(36)} ${title}`;
    print(json, told, [
      ...told.map(line),
      'What each tells: docs/stories. Their files: npx tributary demo --out <folder>',
    ]);
    return EXIT.done;
  }
  const directory = await readDirectoryFile(readConfig().directoryFile ?? DEMO_DIRECTORY);
  const schools = schoolYearsIn(new DirectoryView(0, directory));
  const borough = boroughOf({ seed: seedIn(seed), today: dayIn(today), schools });
  const files = [...borough.stories, ...borough.rest];
  for (const file of files) {
    const path = join(out, file.name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text());
  }
  const manifest = files.map(({ name, feed, mediaType, backfill }) => ({ name, feed, mediaType, backfill }));
  await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, undefined, 1)}\n`);
  print(json, { out, files: manifest }, [
    `${files.length} files in ${out}, ${borough.stories.length} of them of the stories; manifest.json names their feeds`,
  ]);
  return EXIT.done;
}

/** Delivers what is left of the demo, or all of it where the store is empty. */
export async function demoSend({ json = false }: Readonly<{ json?: boolean }>): Promise<number> {
  return withRooms(async (_base, { demo: delivery, intake }) => {
    const planned = await delivery.plan();
    if (!planned) {
      print(json, { delivered: 0 }, ['Nothing to deliver: the demo is complete, or the store holds other events']);
      return EXIT.done;
    }
    await intake.start();
    try {
      const done = await delivery.deliver(planned, (at, all) => progress(`${at} of ${all} files`));
      progress('');
      print(json, done, [
        `${done.files} files delivered, ${done.parked} records parked, ${done.refused} files refused`,
      ]);
      return done.parked + done.refused > 0 ? EXIT.wrong : EXIT.done;
    } finally {
      await intake.stop();
    }
  });
}

function seedIn(text: string | undefined): number {
  const seed = text === undefined ? DEMO_SEED : Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31) return seed;
  throw new Problem('demo-option-wrong', 400, 'The demo cannot be made', '--seed is a whole number from 0');
}

function dayIn(text: string | undefined): PlainDate {
  const day = text === undefined ? londonDate(systemClock()) : parsePlainDate(text);
  if (day) return day;
  throw new Problem('demo-option-wrong', 400, 'The demo cannot be made', '--today is a day that exists, as 2026-01-31');
}
