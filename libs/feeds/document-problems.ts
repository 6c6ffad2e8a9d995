import { type Entry, file, one } from './problem-entry';

/** Codes of returns, transfer files and pages: documents of many records that belong together, and what packs them. */
export const DOCUMENT_PROBLEMS = {
  'zip-broken': file(
    'Not a sound ZIP file',
    'The ZIP cannot be opened, or what it holds differs from what it says of itself.',
    'Pack the files again and send the whole of it.',
    400,
  ),
  'zip-entry-refused': file(
    'A file in the ZIP is refused',
    'A name leads out of the ZIP, or a file is encrypted or packed in a way that is not read.',
    'Pack the plain files again, without folders and without a password.',
    400,
  ),
  'zip-too-large': file(
    'The ZIP unpacks to too much',
    'It holds more files, or more bytes once unpacked, than a return has.',
    'Send only the files of the return.',
    413,
  ),
  'set-too-large': file(
    'The return is too large',
    'Its tables belong together and are read together; these are larger than any authority’s.',
    'Check that the right file was sent.',
    413,
  ),
  'csv-table-unknown': file(
    'Not a table of this return',
    'The first line is that of no table which the feed knows.',
    'Compare the column names with the feed’s page, and leave other files out.',
  ),
  'ctf-not-a-transfer': file(
    'Not a common transfer file',
    'The root element is not CTfile.',
    'Check that the file went to the right feed.',
  ),
  'ctf-header-incomplete': file(
    'Header of the transfer file incomplete',
    'Header must stand before the pupils and give the sending school’s LEA and Estab.',
    'Export the file with its header.',
  ),
  'school-entry-unknown': one(
    'An entry of a kind that is not read',
    'It is no student, attendance, exclusion or deletion of one of these.',
    'Leave it out, or compare its fields with the feed’s page.',
  ),
  'ssda903-not-a-return': file(
    'Not a looked-after children return',
    'The root element is not EXPSSDA903.',
    'Check that the file went to the right feed.',
  ),
  'ssda903-not-in-header': one(
    'A child who is not in the header table',
    'The tables of a return belong together: Header says who each child is.',
    'Add the child to Header, or mend the number, and send the return again.',
  ),
  'cin-not-a-census': file(
    'Not a children in need census',
    'The root element is not Message, or the collection is not CIN.',
    'Check that the file went to the right feed.',
  ),
  'cin-header-incomplete': file(
    'Census header incomplete',
    'Header must stand before Children and give Year and LEA: they name the return.',
    'Export the return with its header.',
  ),
  'cin-child-without-id': one(
    'A child without LAchildID',
    'The child has no LAchildID.',
    'Fill it in and submit again.',
  ),
} as const satisfies Readonly<Record<string, Entry>>;
