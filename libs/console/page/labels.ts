import { type DirectoryView, type Labels, labelsOf } from '@tributary/directory';

/** The words of the first of these agencies whose authority the directory knows: the child's before the reader's. */
export const labelsBy = (view: DirectoryView, ...agencies: readonly (string | undefined)[]): Labels =>
  labelsOf(agencies.flatMap((agency) => (agency === undefined ? [] : (view.authorityOf(agency) ?? [])))[0]);
