import { tooOld } from './node-version';

// Imported before all else: an older Node cannot even load what comes after.
const wrong = tooOld(process.versions.node);
if (wrong !== undefined) {
  process.stderr.write(wrong);
  process.exit(1);
}
