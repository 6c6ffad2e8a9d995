import { type AlertStep, type AlertsService, type AlertView, ruleOf, stepInWords } from '@tributary/alerting';
import { type ChildAnswers, sentence, spoken, timeInWords, type Viewer } from '@tributary/chronology';
import type { Directory, DirectoryView } from '@tributary/directory';
import { type Instant, londonDate, Problem, uuidv7 } from '@tributary/kernel';
import type { ExportFile } from './child-exports';
import { childPdf } from './child-pdf';
import { type ChildSheet, childSheet, madeByWords, type Section } from './child-sheet';
import { textsIn } from './order-texts';

/** A page (HTML or JSON, by who asks) or a PDF. */
export type CopyFormat = 'page' | 'pdf';

export type AlertCopiesOptions = Readonly<{
  alerts: Pick<AlertsService, 'one' | 'history'>;
  answers: Pick<ChildAnswers, 'takeOut'>;
  directory: Pick<Directory, 'current'>;
  now(): Instant;
}>;

/** JSON where nothing is asked for. Throws `export-wrong`. */
export function copyFormatIn(body: unknown): CopyFormat {
  const { format = 'json' } = textsIn(body ?? {}, ['format']);
  if (format === 'json') return 'page';
  if (format === 'pdf') return 'pdf';
  throw new Problem('export-wrong', 400, 'There is no such form of a copy', 'Choose one of json, pdf.');
}

/** An alert is copied to work with the child: the purpose by which its page is open too. */
const PURPOSE = 'direct-work';

/**
 * “Copy to the child's file”: an alert with what its reader may see of what it rests on, for the software in which a
 * school or a practice keeps its own file. Each copy has a number of its own, its receipt, by which it stands in the
 * ledger and in the list of what has left.
 */
export class AlertCopies {
  constructor(private readonly options: AlertCopiesOptions) {}

  /**
   * Throws `alert-unknown` (it was not sent to them), `copy-of-no-child` (409) or the Problem of a child that is not there
   * where nothing of it is open. The ledger has its line before anything is answered.
   */
  async make(viewer: Viewer, id: string, format: CopyFormat): Promise<ChildSheet> {
    const { alerts, answers, directory, now } = this.options;
    const alert = await alerts.one(viewer, id);
    if (alert.child === null) throw aboutNoChild();
    const madeAt = now();
    const receipt = uuidv7();
    const taken = await answers.takeOut({
      ...{ viewer, ref: alert.child, question: null, purpose: PURPOSE, history: true },
      filter: { events: new Set(alert.evidence) },
      file: { id: receipt, format },
    });
    const [steps, view] = await Promise.all([alerts.history(viewer, id), directory.current()]);
    const head = {
      ...{ id: receipt, child: alert.child, madeAt, madeBy: madeByWords(view, viewer), purpose: PURPOSE, past: false },
      ...{ title: 'An alert, for the child’s file', sections: sectionsOf(alert, steps, view) },
    };
    return childSheet(taken, head, view);
  }

  /** The same as a PDF. */
  async file(viewer: Viewer, id: string): Promise<ExportFile> {
    const sheet = await this.make(viewer, id, 'pdf');
    const name = `alert-${londonDate(sheet.madeAt)}-${sheet.id}.pdf`;
    return { id: sheet.id, name, type: 'application/pdf', bytes: await childPdf(sheet), lines: sheet.lines.length };
  }
}

function sectionsOf(alert: AlertView, steps: readonly AlertStep[], view: DirectoryView): readonly Section[] {
  const rule = ruleOf(alert.rule);
  return [
    { heading: alert.title, words: [`Raised on ${timeInWords(alert.raisedAt)}.`, ...alert.text] },
    {
      heading: 'The rule that found it',
      words: [...(rule ? [rule.words] : []), `${alert.rule}, version ${alert.ruleVersion}.`],
    },
    { heading: 'What was done with it so far', words: steps.map((step) => stepLine(step, view)) },
  ];
}

/** By role, as the inbox says it; a note stands in it for those alone who may read it there. */
function stepLine(step: AlertStep, view: DirectoryView): string {
  const { at, by, note } = step;
  const agency = by?.agency ? view.agency(by.agency)?.name : undefined;
  const who = by === null ? 'Tributary' : [sentence(spoken(by.role)), agency].filter(Boolean).join(', ');
  const own = note === null ? '' : ` In their own words: “${note}”`;
  return `${timeInWords(at)}: ${stepInWords(step)}, by ${who}.${own}`;
}

const aboutNoChild = (): Problem =>
  new Problem(
    'copy-of-no-child',
    409,
    'This alert is about no child',
    'Only an alert about a child is copied to a child’s file; this one is about a feed.',
  );
