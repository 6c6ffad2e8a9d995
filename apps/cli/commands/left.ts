import { answeringIn, recallingIn } from '@tributary/audit';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

type LeftOptions = As & Readonly<{ event?: string }>;

/** What has left about a child, by that person's agency's own reference. */
export async function listLeft(ref: string, options: LeftOptions): Promise<number> {
  return withRooms(async ({ directory }, { left }) => {
    const { event } = options;
    const viewer = await viewerIn(options, directory);
    const told = await left.list(viewer, { ref, ...(event === undefined ? {} : { event }) });
    const lines = told.items.map(({ id, kind, at, to, basis, wrongChild, recall }) => {
      const state = recall ? (recall.answer?.outcome ?? 'asked back') : '';
      return [id, kind, at, to.role, to.agency, basis.join(', '), wrongChild ? 'wrong child' : '', state]
        .filter(Boolean)
        .join('  ');
    });
    print(options.json ?? false, told, lines.length > 0 ? lines : ['nothing that you may see has left']);
    return EXIT.done;
  });
}

/** Writes down that something was asked back. */
export async function recallLeft(
  ref: string,
  item: string,
  options: As & Readonly<{ reason: string; words: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { left }) => {
    const { reason, words } = options;
    const told = await left.recall(await viewerIn(options, directory), ref, item, recallingIn({ reason, words }));
    print(options.json ?? false, told, ['asked back']);
    return EXIT.done;
  });
}

/** Writes down what whoever has it said. */
export async function answerLeft(
  ref: string,
  item: string,
  options: As & Readonly<{ outcome: string; words: string }>,
): Promise<number> {
  return withRooms(async ({ directory }, { left }) => {
    const { outcome, words } = options;
    const told = await left.answer(await viewerIn(options, directory), ref, item, answeringIn({ outcome, words }));
    print(options.json ?? false, told, ['written down']);
    return EXIT.done;
  });
}
