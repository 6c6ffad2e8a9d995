import { everDisclosed } from '@tributary/access';
import { type Inbox, toldAbout } from '@tributary/alerting';
import { lookUp } from '@tributary/assessment';
import type { ChildId, RecordId } from '@tributary/kernel';
import type { Foundation } from './foundation';

/** Whether a person may have seen what a record says as a child's: by an alert, an assessment, or a look at the child. */
export const seenIn =
  ({ database, vault, store }: Pick<Foundation, 'database' | 'vault' | 'store'>, inbox: Inbox) =>
  async (child: ChildId, record: RecordId): Promise<boolean> =>
    (await toldAbout({ inbox, store }, child)).length > 0 ||
    (await lookUp(store, [record])).all.length > 0 ||
    everDisclosed(database.events, vault.childToken(child));
