import { type Entry, file, one } from './problem-entry';

/** What is wrong with a CSV as such. */
export const CSV_PROBLEMS = {
  'csv-header-wrong': file(
    'Header line is not the expected one',
    'A column is missing, stands twice, or the columns are not separated by commas.',
    'Compare the first line with the column list of the feed.',
  ),
  'csv-quoting-broken': file(
    'Quotation marks do not match',
    'A quoted value is not closed, or a quotation mark stands inside a value without being doubled.',
    'Mend the line named, or export again.',
  ),
  'csv-row-too-long': file(
    'A row is too long',
    'A row is longer than 65,536 characters; mostly a quotation mark before it was never closed.',
    'Look for an unclosed quotation mark at or before the line named.',
  ),
  'csv-row-wrong-length': one(
    'A row has too many or too few values',
    'The row does not have one value for each column of the header, as happens where a file was cut off.',
    'Export the row again.',
  ),
} as const satisfies Readonly<Record<string, Entry>>;
