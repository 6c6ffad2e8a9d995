import type { Directory, DirectoryView } from '@tributary/directory';
import type { Response } from 'express';
import { type Fault, faultFacts, titled } from '../access/own-words';
import { frameFor, sendPage } from '../page/page';
import type { SignedIn } from '../page/signed-in';

export type Asking = Readonly<{ session: SignedIn; response: Response }>;
/** What came by a form that is shown again, and what is wrong with it. */
export type Given = Readonly<{ typed: Readonly<Record<string, string>>; faults: readonly Fault[]; status: number }>;
type Page = Readonly<{
  view: string;
  title: string;
  given: Given | undefined;
  facts: (directory: DirectoryView) => object;
}>;

export const CHANGED: Fault = {
  field: 'decision',
  text: 'Something changed since you looked. Look again, and decide again',
};

/** Sends a page of the desk where stewards say who is who. */
export async function sendDeskPage(
  { session, response }: Asking,
  directory: Pick<Directory, 'current'>,
  { view, title, given, facts }: Page,
): Promise<void> {
  const [frame, now] = await Promise.all([frameFor(session, directory), directory.current()]);
  const { typed = {}, faults = [], status = 200 } = given ?? {};
  response.status(status);
  sendPage(response, view, {
    ...{ ...frame, ...faultFacts(faults), typed, here: '/matches', title: titled(title, faults) },
    ...facts(now),
  });
}
