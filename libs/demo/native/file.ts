/** A delivery of one feed, as its agency's system would write it. */
export type DemoFile = Readonly<{
  /** Where it is written for inspection, and its idempotency key: unique in the borough. */
  name: string;
  feed: string;
  mediaType: string;
  /** History: recorded, never alerted on. */
  backfill: boolean;
  /** Its bytes as text, UTF-8; the same each time. */
  text(): string;
}>;

/** Takes the line that holds `mark` out of a file's text; throws where not exactly one does. */
export function withoutLine(text: string, mark: string): string {
  const lines = text.split('\n');
  const found = lines.filter((line) => line.includes(mark));
  if (found.length !== 1) throw new Error(`${found.length} lines hold ${mark}`);
  return lines.filter((line) => !line.includes(mark)).join('\n');
}
