import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { type Agreement, type Agreements, type DisclosureLedger, RESTRICTED, versionOf } from '@tributary/access';
import type { ChildReader, EveryChild, LinesOfChild, RefOf, Viewer } from '@tributary/chronology';
import { type Directory, type DirectoryView, ROLES } from '@tributary/directory';
import { sheetLine } from '@tributary/feeds';
import {
  type AgencyId,
  type ChildId,
  type DataClass,
  type Instant,
  londonDate,
  Problem,
  uuidv7,
} from '@tributary/kernel';
import { codesOf, COLUMNS, type Kind, kindOf, knownAfter } from './event-row';
import { askedOf, type EventsAsked, type EventsOrder } from './events-order';
import { SmallNumbers } from './small-numbers';

export type EventExportsOptions = Readonly<{
  every: Pick<EveryChild, 'within'>;
  reader: Pick<ChildReader, 'open'>;
  directory: Pick<Directory, 'current'>;
  agreements: Pick<Agreements, 'inForce'>;
  ledger: Pick<DisclosureLedger, 'record'>;
  refOf: RefOf;
  now(): Instant;
}>;

export type EventsExported = Readonly<{ id: string; rows: number; files: readonly string[] }>;

type Row = Readonly<{ kind: Kind; after: string; codes: readonly string[] }>;
/** What may leave: of which agency and class, by which agreement. */
type Allowed = (agency: AgencyId, dataClass: DataClass) => Agreement | undefined;
type Basis = Readonly<{ agency: AgencyId; dataClass: DataClass; rule: 'analysis'; version: string }>;

/** Rows of events without names, for whoever studies how agencies work together. */
export class EventExports {
  constructor(private readonly options: EventExportsOptions) {}

  /**
   * Writes `<path>` and, where that holds rows, `<path>.counts.csv` beside it. Memory holds the same however many events
   * there are. The files are in place only when the ledger has their line. Throws `role-wrong` for whoever is no analyst, and the problems of
   * `askedOf`.
   */
  async write(viewer: Viewer, order: EventsOrder, path: string): Promise<EventsExported> {
    const asked = askedOf(order, this.options.now());
    const id = uuidv7();
    if (viewer.role !== ROLES.analyst) return this.refuse(viewer, asked);
    const view = await this.options.directory.current();
    const part = `${path}.part`;
    try {
      const told = await this.options.every.within(asked.period, uuidv7(), async (pass) => {
        const seen = { view, allowed: this.allowedBy(view), bases: new Map<string, Basis>() };
        const numbers = await this.count(pass, seen);
        const pseudonym = (child: ChildId): string => this.pseudonymOf(child, { id, key: asked.key });
        const writing = { ...seen, numbers, pseudonym, path: part };
        const lines = asked.table === 'rows' ? await this.writeRows(pass, writing) : await writeCounts(numbers, part);
        return { lines, numbers, bases: [...seen.bases.values()] };
      });
      await this.options.ledger.record({
        ...{ ...viewer, child: null, what: 'export-events', purpose: asked.purpose, asKnownOn: null },
        ...{ shown: told.bases, withheld: [] },
        taken: { id, format: 'csv', lines: told.lines, covers: asked.covers },
      });
      const beside = asked.table === 'rows' ? [`${path}.counts.csv`] : [];
      for (const counts of beside) await writeCounts(told.numbers, counts);
      await rename(part, path);
      return { id, rows: told.lines, files: [path, ...beside] };
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  private async refuse(viewer: Viewer, { purpose }: EventsAsked): Promise<never> {
    const refusal = { rule: 'analysts-only', reason: 'Only an analyst takes events out for analysis' };
    const asked = { ...viewer, child: null, what: 'export-events', purpose, asKnownOn: null };
    await this.options.ledger.record({ ...asked, shown: [], withheld: [], refusal });
    throw new Problem('role-wrong', 403, refusal.reason, 'Act in the role of an analyst, if you hold it.');
  }

  /** Keyed, so that nobody outside works it out; fresh for each export, unless a key is named. */
  private pseudonymOf(child: ChildId, { id, key }: Readonly<{ id: string; key: string | undefined }>): string {
    return this.options.refOf('export', key === undefined ? `once ${id}` : `key ${key}`, child);
  }

  private allowedBy(view: DirectoryView): Allowed {
    const today = londonDate(this.options.now());
    const known = new Map<AgencyId, Agreement | undefined>();
    return (id, dataClass) => {
      const agency = view.agency(id);
      if (agency && !known.has(id)) known.set(id, this.options.agreements.inForce(agency, today));
      const agreement = known.get(id);
      return agreement?.analysis?.includes(dataClass) && !RESTRICTED.has(dataClass) ? agreement : undefined;
    };
  }

  private async count(pass: Pass, seen: Seeing): Promise<SmallNumbers> {
    const numbers = new SmallNumbers();
    for await (const some of pass()) {
      for (const { rows } of await this.rowsOf(some, seen)) numbers.addChild(rows);
    }
    return numbers;
  }

  private async writeRows(pass: Pass, { numbers, pseudonym, path, ...seen }: Writing): Promise<number> {
    const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
    await once(file, 'open');
    let count = 0;
    await put(file, sheetLine([...COLUMNS]));
    for await (const some of pass()) {
      for (const { child, rows: all } of await this.rowsOf(some, seen)) {
        const rows = all.filter(({ kind }) => numbers.shows(kind));
        const name = rows.length > 0 ? pseudonym(child) : '';
        await put(file, rows.map((row) => textOf(name, row, numbers)).join(''));
        count += rows.length;
      }
    }
    file.end();
    await once(file, 'finish');
    return count;
  }

  /** One row for each event that stands, may leave and can still be opened; all of them are opened together. */
  private async rowsOf(
    some: readonly LinesOfChild[],
    { view, allowed, bases }: Seeing,
  ): Promise<readonly RowsOfChild[]> {
    const leaving = some.map(({ child, lines }) => ({
      child,
      lines: lines.filter(({ statement: s }) => s.release.state === 'open' && allowed(s.agency, s.dataClass)),
    }));
    const said = await this.options.reader.open(leaving.flatMap(({ lines }) => lines));
    const rowsIn = (line: Line): Row[] => {
      const { eventId, agency, dataClass, type } = line.statement;
      const agreement = allowed(agency, dataClass);
      if (!said.has(eventId) || !agreement) return [];
      bases.set(`${agency} ${dataClass}`, { agency, dataClass, rule: 'analysis', version: versionOf(agreement) });
      const kind = kindOf(line, view.agency(agency)?.sector ?? 'unknown');
      return [{ kind, after: knownAfter(line), codes: codesOf(type, said.get(eventId)) }];
    };
    return leaving.map(({ child, lines }) => ({ child, rows: lines.flatMap(rowsIn) }));
  }
}

type Line = LinesOfChild['lines'][number];
type RowsOfChild = Readonly<{ child: ChildId; rows: readonly Row[] }>;
type Pass = () => AsyncIterable<readonly LinesOfChild[]>;
type Seeing = Readonly<{ view: DirectoryView; allowed: Allowed; bases: Map<string, Basis> }>;
type Writing = Seeing & Readonly<{ numbers: SmallNumbers; pseudonym: (child: ChildId) => string; path: string }>;

const textOf = (child: string, { kind, after, codes }: Row, numbers: SmallNumbers): string =>
  sheetLine([child, kind.month, kind.type, kind.sector, after, numbers.shown(kind, codes).join(';')]);

/** Answers how many kinds there are. */
async function writeCounts(numbers: SmallNumbers, path: string): Promise<number> {
  const kinds = numbers.table().map((one) => [one.month, one.type, one.sector, one.children]);
  const text = [['month', 'type', 'sector', 'children'], ...kinds].map(sheetLine).join('');
  await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  return kinds.length;
}

/** Waits where the disk is slower than the store. */
async function put(file: WriteStream, text: string): Promise<void> {
  if (text !== '' && !file.write(text)) await once(file, 'drain');
}
