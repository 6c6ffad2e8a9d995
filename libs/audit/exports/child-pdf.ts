import { once } from 'node:events';
import { sentence, timeInWords } from '@tributary/chronology';
import type PDFDocument from 'pdfkit';
import { type ChildSheet, LISTED, NOT_A_REFERRAL, type SheetLine } from './child-sheet';

/** Covers the letters of European names (Latin, Greek, Cyrillic); embedded, as far as it is used. */
const FONTS = {
  plain: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
};
/** Millimetres would be nicer; PDF counts in points. */
const MARGIN = 56;
const FOOT = 36;

type Pdf = InstanceType<typeof PDFDocument>;
type Part = PDFKit.PDFStructureElement;
type Style = Readonly<{ tag: 'H1' | 'H2' | 'H3' | 'P'; size: number; font?: keyof typeof FONTS; after?: number }>;
const STYLES = {
  title: { tag: 'H1', size: 18, font: 'bold', after: 0.4 },
  heading: { tag: 'H2', size: 14, font: 'bold', after: 0.3 },
  entry: { tag: 'H3', size: 10.5, font: 'bold' },
  text: { tag: 'P', size: 10, after: 0.3 },
  small: { tag: 'P', size: 9 },
} as const satisfies Record<string, Style>;

/**
 * The sheet as tagged PDF 1.7: title, language, headings and reading order are there for a screen reader. It claims no
 * conformance (PDF/UA): no checker of that has seen it.
 */
export async function childPdf(sheet: ChildSheet): Promise<Buffer> {
  // It unpacks tables of letters when it is loaded: no start of a process waits for that.
  const { default: Document } = await import('pdfkit');
  const pdf = new Document({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, pdfVersion: '1.7' },
    ...{ lang: 'en-GB', tagged: true, displayTitle: true, font: FONTS.plain },
    info: { Title: sheet.title, CreationDate: new Date(sheet.madeAt), Producer: 'Tributary' },
  });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const write = writerInto(pdf, root);
  writeHead(sheet, write);
  writeSections(sheet, write);
  writeLines(sheet, write);
  writeWithheld(sheet, write);
  root.end();
  footers(pdf, sheet.id);
  pdf.end();
  await once(pdf, 'end');
  return Buffer.concat(parts);
}

type Write = (style: Style, words: string) => void;

/** Writes a paragraph; long ones go on over pages under one tag. */
function writerInto(pdf: Pdf, root: Part): Write {
  return ({ tag, size, font = 'plain', after = 0 }, words) => {
    pdf.font(FONTS[font]).fontSize(size);
    keepWithNext(pdf, tag);
    pdf.text(words, { structParent: root, structType: tag });
    if (after > 0) pdf.moveDown(after);
  };
}

/** No heading stands alone at the foot of a page. */
function keepWithNext(pdf: Pdf, tag: Style['tag']): void {
  const needed = tag === 'P' ? 0 : 3 * pdf.currentLineHeight(true);
  if (pdf.y + needed > pdf.page.maxY()) pdf.addPage();
}

function writeHead(sheet: ChildSheet, write: Write): void {
  write(STYLES.title, sheet.title);
  write(STYLES.text, NOT_A_REFERRAL);
  write(STYLES.text, `Reference: ${sheet.child}`);
  write(STYLES.text, `${sheet.covers}.`);
  write(STYLES.text, `Made by ${sheet.madeBy}, on ${timeInWords(sheet.madeAt)}. Purpose: ${sheet.purpose}.`);
  write(STYLES.text, `Export ${sheet.id}. ${LISTED}`);
  if (sheet.note !== undefined) write(STYLES.text, sheet.note);
}

function writeSections({ sections }: ChildSheet, write: Write): void {
  for (const { heading, words } of sections) {
    write(STYLES.heading, heading);
    for (const one of words) write(STYLES.text, one);
  }
}

function writeLines({ lines }: ChildSheet, write: Write): void {
  write(STYLES.heading, 'What happened');
  if (lines.length === 0) write(STYLES.text, 'Nothing that this reader may see is known to Tributary.');
  for (const line of lines) writeLine(line, write);
}

function writeLine({ entry, when, agency, says }: SheetLine, write: Write): void {
  write(STYLES.entry, `${when}: ${entry.title}`);
  const standing = entry.standing === 'current' ? '' : ` ${sentence(entry.standing)} since.`;
  const note = entry.note === undefined ? '' : ` ${sentence(entry.note)}.`;
  write(STYLES.small, `${agency}. Known to Tributary from ${timeInWords(entry.knownFrom)}.${standing}${note}`);
  for (const { name, value } of says) write(STYLES.small, `${name}: ${value}`);
  write({ ...STYLES.small, after: 0.5 }, recordedWords(entry.recordedAt));
}

const recordedWords = (at: string | null): string =>
  at === null ? 'The agency did not say when it wrote this down.' : `Written down by the agency on ${timeInWords(at)}.`;

function writeWithheld({ withheld }: ChildSheet, write: Write): void {
  write(STYLES.heading, 'Not shown to this reader');
  if (withheld.length === 0) write(STYLES.text, 'Nothing of which this reader may know that it exists.');
  for (const { agency, what, reason } of withheld) write(STYLES.small, `${agency}, ${what}: ${reason}`);
}

/** On each page, outside the reading order. */
function footers(pdf: Pdf, id: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // The foot lies below the margin: without this a line there would begin another page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font(FONTS.plain).fontSize(8);
    const words = `Information, not a referral. Export ${id}. Page ${page + 1} of ${count}`;
    pdf.text(words, MARGIN, pdf.page.height - FOOT, { lineBreak: false });
    pdf.endMarkedContent();
  }
}
