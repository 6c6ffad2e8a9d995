import { Days, DEMO_SEED, schoolYearsIn, tellingsOf, type Variant } from '@tributary/demo';
import type { DirectoryView } from '@tributary/directory';
import { instantOf, londonDate } from '@tributary/kernel';
import { tokensOf } from './tokens';

/** The agency's own reference for each child of a story's file. */
export type Told = ReadonlyMap<string, readonly string[]>;
type Where = Readonly<{ url: string; home: string; view: DirectoryView }>;
type Answer = Readonly<{ counts?: { parked: number }; records?: readonly { childId?: string }[] }>;

/** Delivers every story's files over HTTP, in order; throws where one is not taken in whole. */
export async function tellStories(variant: Variant, { url, home, view }: Where): Promise<Told> {
  const told = new Map<string, readonly string[]>();
  const days = new Days(londonDate(instantOf(Date.now())), schoolYearsIn(view));
  for (const { files } of tellingsOf({ seed: DEMO_SEED, days }, variant)) {
    for (const file of files) {
      const token = await tokensOf(home).client(view.feed(file.feed)?.agency ?? '');
      const answer = await fetch(`${url}/v1/feeds/${file.feed}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': file.mediaType,
          ...(file.backfill ? { 'x-backfill': 'true' } : {}),
        },
        body: file.text(),
      });
      const receipt = (await answer.json()) as Answer;
      if (answer.status !== 201 || receipt.counts?.parked !== 0) throw new Error(`${file.name}: ${answer.status}`);
      told.set(file.name, [...new Set((receipt.records ?? []).flatMap(({ childId }) => childId ?? []))]);
    }
  }
  return told;
}
