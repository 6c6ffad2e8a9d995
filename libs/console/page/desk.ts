import type { Directory, DirectoryView } from '@tributary/directory';
import type { Response } from 'express';
import { type Fault, faultFacts, titled } from '../access/own-words';
import { frameFor, sendPage } from './page';
import type { SignedIn } from './signed-in';

export type Asking = Readonly<{ session: SignedIn; response: Response }>;
/** What came by a form that is shown again, and what is wrong with it. */
export type Given = Readonly<{ typed: Readonly<Record<string, string>>; faults: readonly Fault[]; status: number }>;
type Page = Readonly<{
  view: string;
  title: string;
  /** The entry of the menu that it stands under. */
  here: string;
  given: Given | undefined;
  facts: (directory: DirectoryView) => object;
}>;

/** Sends a page of a desk, with its form as it was filled in. */
export async function sendDeskPage(
  { session, response }: Asking,
  directory: Pick<Directory, 'current'>,
  { view, title, here, given, facts }: Page,
): Promise<void> {
  const [frame, now] = await Promise.all([frameFor(session, directory), directory.current()]);
  const { typed = {}, faults = [], status = 200 } = given ?? {};
  response.status(status);
  sendPage(response, view, {
    ...{ ...frame, ...faultFacts(faults), typed, here, title: titled(title, faults) },
    ...facts(now),
  });
}
