import { DirectoryView, parseDirectory } from '@tributary/directory';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChecklistFacts } from './checklist';

const document = parseDirectory(readFileSync(join(__dirname, '../../../infra/demo/directory.yaml'), 'utf8'));

/** A feed of the demonstration that has all it needs, and the directory it stands in. */
export function wholeFeed(id = 'kingsmere-attendance'): ChecklistFacts {
  const view = new DirectoryView(1, document);
  const feed = view.feed(id);
  if (!feed) throw new Error(`the demonstration has no feed ${id}`);
  const agreement = { agreement: feed.agreement, version: `${feed.agreement}/3`, incidentContact: 'p-lathbury' };
  return { feed, view, undeclared: [], agreement, mapping: undefined, contract: { state: 'passed', checks: [] } };
}
