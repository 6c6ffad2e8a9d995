import { checkDirectory, type DirectoryDocument, type Feed } from '@tributary/directory';
import { EXIT, print } from '../output';
import { withRooms } from '../with-rooms';

type Declared = Partial<
  Pick<Feed, 'rhythm' | 'by' | 'currency' | 'cohort' | 'impactAssessment' | 'controller' | 'supplier'>
>;
export type NewFeed = Pick<Feed, 'agency' | 'format' | 'agreement' | 'manager'> &
  Declared &
  Readonly<{ json?: boolean }>;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Enters a feed in the directory in force, or says why it cannot stand there; nothing is then changed. */
export async function newFeed(id: string, { json = false, ...declared }: NewFeed): Promise<number> {
  return withRooms(async ({ directory }) => {
    const { document } = await directory.current();
    const added = { ...document, feeds: [...document.feeds, { ...declared, id: id as Feed['id'], live: false }] };
    const faults = faultsOf(id, added);
    if (faults.length > 0) {
      print(json, { faults }, faults);
      return EXIT.wrong;
    }
    const { version } = await directory.put(added);
    print(json, { feed: id, version }, [`${id} stands in the directory, version ${version}, and delivers history`]);
    return EXIT.done;
  });
}

const faultsOf = (id: string, document: DirectoryDocument): readonly string[] => [
  ...(ID.test(id) ? [] : ['the id must be of small letters, digits and hyphens']),
  ...checkDirectory(document),
];
