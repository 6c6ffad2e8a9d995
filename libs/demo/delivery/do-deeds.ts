import type { Assessments } from '@tributary/assessment';
import type { Receipt } from '@tributary/intake';
import { parsePosition } from '@tributary/kernel';
import type { DemoFile } from '../native/file';
import type { StoryDeeds } from '../stories/deeds';

const PURPOSE = 'direct-work';

type Io = Readonly<{
  assessments: Pick<Assessments, 'look' | 'open' | 'change'>;
  /** What the intake answered to a file that was delivered; undefined where it is to end instead. */
  receiptOf: (file: DemoFile) => Promise<Receipt | undefined>;
  agencyOf: (feed: string) => Promise<string | undefined>;
}>;

/** Each agency's own reference for the child, by the receipt of what it delivered. */
async function refsOf({ files }: StoryDeeds, { receiptOf, agencyOf }: Io): Promise<ReadonlyMap<string, Known>> {
  const refs = new Map<string, Known>();
  for (const file of files) {
    const [agency, receipt] = [await agencyOf(file.feed), await receiptOf(file)];
    const ref = receipt?.records.find(({ childId }) => childId !== undefined)?.childId;
    if (agency && ref) refs.set(agency, { ref, position: receipt.position });
  }
  return refs;
}
type Known = Readonly<{ ref: string; position: string | undefined }>;

/**
 * What a story's people do, one after the other, each under their own agency's reference for the child. Done again it
 * changes nothing. Throws what refuses it: an agency that never delivered anything of the child has nobody to do it.
 */
export async function doDeeds(told: StoryDeeds, io: Io): Promise<number> {
  const refs = await refsOf(told, io);
  let done = 0;
  for (const { by, does } of told.deeds) {
    const known = refs.get(by.agency);
    if (!known) return done;
    const after = known.position === undefined ? undefined : parsePosition(known.position);
    const asking = { viewer: by, ref: known.ref, purpose: PURPOSE };
    await io.assessments.look({ ...asking, ...(after ? { after } : {}) });
    if (does.kind === 'open') await io.assessments.open(asking, does.reason);
    else await io.assessments.change(asking, does);
    done += 1;
  }
  return done;
}
