import { FEED_PROBLEMS } from '@tributary/feeds';
import { HUB_PROBLEMS } from './hub-problems';

/** docs/problems.md: one entry for each code that an answer, a receipt, a page or a command can name. */
export function problemsPage(): string {
  const hub = Object.entries(HUB_PROBLEMS).flatMap(([heading, told]) => [
    `## ${heading}`,
    '',
    ...Object.entries(told).map(([code, words]) => `### ${code}\n\n${words}\n`),
  ]);
  const feeds = Object.entries(FEED_PROBLEMS).map(
    ([code, { title, what, todo }]) => `### ${code}\n\n**${title}.** ${what}\n\nWhat to do: ${todo}\n`,
  );
  return [
    '# Problems and what to do',
    '',
    'Generated from `apps/cli/docs/hub-problems.ts` and `libs/feeds/problem-codes.ts`; change them there and run ' +
      '`npm run docs`. Every error of the API is problem details (RFC 9457) whose `type` leads here.',
    '',
    ...hub,
    '## What stands in a file',
    '',
    'A problem of the whole delivery stops it and is answered at once: nothing of it is taken in. A problem of one ' +
      'record parks that record; the rest is taken in, and the parked one can be sent again when the cause is mended.',
    '',
    ...feeds,
  ].join('\n');
}
