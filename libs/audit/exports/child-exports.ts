import type { ChildAnswers, Viewer } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import { type Instant, londonDate, uuidv7 } from '@tributary/kernel';
import { childCsv } from './child-csv';
import { type ChildOrder, type Format, takingOf } from './child-order';
import { childPdf } from './child-pdf';
import { type ChildSheet, childSheet, madeByWords } from './child-sheet';

/** A file as it goes out. Its name says no more of the child than the reference it was asked for by. */
export type ExportFile = Readonly<{ id: string; name: string; type: string; bytes: Buffer; lines: number }>;

export type ChildExportsOptions = Readonly<{
  answers: Pick<ChildAnswers, 'takeOut'>;
  directory: Pick<Directory, 'current'>;
  now(): Instant;
}>;

const WRITERS: Readonly<Record<Format, (sheet: ChildSheet) => Buffer | Promise<Buffer>>> = {
  csv: childCsv,
  pdf: childPdf,
};
const TYPES: Readonly<Record<Format, string>> = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' };

/** A child's chronology as a file: what its reader may see and no more, with a purpose, and listed for recall. */
export class ChildExports {
  constructor(private readonly options: ChildExportsOptions) {}

  /**
   * Throws a Problem where the purpose is missing or the order wrong, and the one of a child that is not there where
   * nothing of it is open. The ledger has its line before the file is made.
   */
  async make(viewer: Viewer, ref: string, order: ChildOrder): Promise<ExportFile> {
    const { answers, directory, now } = this.options;
    const madeAt = now();
    const taking = takingOf(viewer, { ...order, ref }, { id: uuidv7(), now: madeAt });
    const { id, format } = taking.file;
    const taken = await answers.takeOut(taking);
    const view = await directory.current();
    const head = {
      ...{ id, child: ref, madeAt, purpose: taking.purpose, madeBy: madeByWords(view, viewer) },
      ...{ past: taking.question !== null, ...taking.filter },
    };
    const bytes = await WRITERS[format](childSheet(taken, head, view));
    const name = `${['chronology', ...plain(ref), londonDate(madeAt)].join('-')}.${format}`;
    return { id, name, type: TYPES[format], bytes, lines: taken.entries.length };
  }
}

/** A reference that could break a header or a path does not name a file. */
const plain = (ref: string): readonly string[] => (/^[\w-]{1,64}$/.test(ref) ? [ref] : []);
