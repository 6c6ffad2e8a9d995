import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectoryView, parseDirectory } from '@tributary/directory';
import { schoolYearsIn } from './school-years';

const FILE = join(__dirname, '../../../infra/demo/directory.yaml');

/** The directory that comes with the demo. */
export const wexbourne = new DirectoryView(1, parseDirectory(readFileSync(FILE, 'utf8')));
export const wexbourneSchools = schoolYearsIn(wexbourne);
