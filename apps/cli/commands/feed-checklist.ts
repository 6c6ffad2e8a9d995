import type { ChecklistItem } from '@tributary/intake';
import { askHub } from '../ask-hub';
import { EXIT, print } from '../output';

/** A running hub, and the token of an agency's own system. */
export type AtHub = Readonly<{ url: string; token: string; json?: boolean }>;

/** How far a feed is on its way to going live; exit 1 where something is open. */
export async function feedChecklist(feed: string, { url, token, json = false }: AtHub): Promise<number> {
  const answer = await askHub(`${url}/v1/feeds/${encodeURIComponent(feed)}/checklist`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) {
    process.stderr.write(`${answer.status} ${await answer.text()}\n`);
    return EXIT.wrong;
  }
  const found = (await answer.json()) as Readonly<{ items: readonly ChecklistItem[] }>;
  print(json, found, found.items.flatMap(lineOf));
  return found.items.every(({ done }) => done) ? EXIT.done : EXIT.wrong;
}

const lineOf = ({ title, done, finding, next }: ChecklistItem): readonly string[] => [
  `${done ? 'done ' : 'to do'}  ${title}: ${finding}`,
  ...(next === undefined ? [] : [`         ${next}`]),
];
