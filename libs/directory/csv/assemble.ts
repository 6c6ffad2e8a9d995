import type { PlainDate } from '@tributary/kernel';
import type { Agency, Authority, DirectoryDocument, Practitioner, RoleHeld, Team } from '../domain/document';
import { NOBODY, placeOf, type SheetName, type SheetRow, type Sheets } from './columns';

/** A directory from rows: of what shape its values are is looked at afterwards, like a file's. */
export type Assembled = Readonly<{
  document: DirectoryDocument;
  /** Which row a part of the document comes from: `practitioners[3].roles[0]`. */
  places: ReadonlyMap<string, SheetRow>;
  faults: readonly string[];
}>;

/** Puts the files together with what stays as it is in the directory in force: feeds, rules in force, thresholds. */
export function assemble(sheets: Sheets, inForce: DirectoryDocument): Assembled {
  const assembly = new Assembly(sheets, inForce);
  return { document: assembly.document(), places: assembly.places, faults: assembly.faults() };
}

type Grouped = ReadonlyMap<string, readonly SheetRow[]>;

class Assembly {
  readonly places = new Map<string, SheetRow>();
  private readonly terms: Grouped;
  private readonly roles: Grouped;
  private readonly numbers: Grouped;

  constructor(
    private readonly sheets: Sheets,
    private readonly inForce: DirectoryDocument,
  ) {
    this.terms = this.under('terms', 'agency');
    this.roles = this.under('roles', 'practitioner');
    this.numbers = this.under('worker-numbers', 'practitioner');
  }

  document(): DirectoryDocument {
    const { authorities, teams } = this.sheets;
    return {
      ...this.inForce,
      ...(authorities ? { authorities: this.each('authorities', (row) => this.authority(row)) } : {}),
      agencies: this.each('agencies', (row, i) => this.agency(row, i)),
      ...(teams ? { teams: this.each('teams', (row) => filled(plain(row, TEAM)) as unknown as Team) } : {}),
      practitioners: this.each('practitioners', (row, i) => this.practitioner(row, i)),
    };
  }

  faults(): readonly string[] {
    const ids = (name: SheetName): ReadonlySet<string> => new Set(this.rowsOf(name).map((row) => row.get('id')));
    const [people, agencies] = [ids('practitioners'), ids('agencies')];
    return [
      ...this.rowsOf('roles').flatMap(standsAlone),
      ...[...this.rowsOf('roles'), ...this.rowsOf('worker-numbers')].flatMap((row) =>
        strange(row, 'practitioner', people),
      ),
      ...this.rowsOf('terms').flatMap((row) => strange(row, 'agency', agencies)),
    ];
  }

  private authority(row: SheetRow): Authority {
    const policy = this.inForce.authorities.find(({ code }) => code === row.get('code')) ?? {};
    const [frontDoor, outOfHours] = [row.get('front_door'), row.get('out_of_hours')];
    return { ...policy, ...plain(row, ['code', 'name']), frontDoor, outOfHours } as unknown as Authority;
  }

  private agency(row: SheetRow, i: number): Agency {
    const own = this.terms.get(row.get('id')) ?? [];
    this.mark(`agencies[${i}].terms`, own.filter(isTerm));
    this.mark(
      `agencies[${i}].insetDays`,
      own.filter((day) => !isTerm(day)),
    );
    const before = this.inForce.agencies.find(({ id }) => id === row.get('id'));
    const calendar = this.sheets.terms ? calendarOf(own) : calendarBefore(before);
    return { ...agencyOf(row, calendar), ...(before?.notices ? { notices: before.notices } : {}) };
  }

  private practitioner(row: SheetRow, i: number): Practitioner {
    const id = row.get('id');
    const [held, numbers] = [this.roles.get(id) ?? [], this.numbers.get(id) ?? []];
    this.mark(`practitioners[${i}].roles`, held);
    this.mark(`practitioners[${i}].workerNumbers`, numbers);
    const before = this.inForce.practitioners.find((one) => one.id === id)?.workerNumbers ?? [];
    const workerNumbers = this.sheets['worker-numbers']
      ? numbers.map((one) => plain(one, ['agency', 'number']) as unknown as WorkerNumber)
      : before;
    return {
      ...(filled(plain(row, PERSON)) as unknown as Omit<Practitioner, 'roles'>),
      roles: held.map(roleOf),
      ...(workerNumbers.length > 0 ? { workerNumbers } : {}),
    };
  }

  private each<T>(name: SheetName, make: (row: SheetRow, i: number) => T): readonly T[] {
    const rows = this.rowsOf(name);
    this.mark(name, rows);
    return rows.map(make);
  }

  private mark(part: string, rows: readonly SheetRow[]): void {
    rows.forEach((row, i) => this.places.set(`${part}[${i}]`, row));
  }

  private rowsOf(name: SheetName): readonly SheetRow[] {
    return this.sheets[name] ?? [];
  }

  private under(name: SheetName, column: string): Grouped {
    return Map.groupBy(this.rowsOf(name), (row) => row.get(column));
  }
}

type WorkerNumber = NonNullable<Practitioner['workerNumbers']>[number];
const TEAM = ['id', 'agency', 'name', 'phone', 'manager'];
const PERSON = ['id', 'name', 'subject', 'phone', 'email'];

const plain = (row: SheetRow, columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((column) => [column, row.get(column)]));

/** Without what was left empty. */
const filled = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);
const isTerm = (row: SheetRow): boolean => row.get('kind') !== 'inset';

type Calendar = Pick<Agency, 'terms' | 'insetDays'>;

function calendarOf(rows: readonly SheetRow[]): Calendar {
  const day = (row: SheetRow, column: string): PlainDate => row.get(column) as PlainDate;
  const terms = rows.filter(isTerm).map((row) => ({ from: day(row, 'from'), to: day(row, 'to') }));
  const insetDays = rows.filter((row) => !isTerm(row)).map((row) => day(row, 'from'));
  return { ...(terms.length > 0 ? { terms } : {}), ...(insetDays.length > 0 ? { insetDays } : {}) };
}

const calendarBefore = (before: Agency | undefined): Calendar => ({
  ...(before?.terms ? { terms: before.terms } : {}),
  ...(before?.insetDays ? { insetDays: before.insetDays } : {}),
});

function agencyOf(row: SheetRow, calendar: Calendar): Agency {
  const [opens, closes, schools] = [row.get('opens'), row.get('closes'), words(row.get('schools'))];
  const hours = opens === 'always' ? opens : { from: opens, to: closes };
  return {
    ...plain(row, ['id', 'name', 'sector', 'authority']),
    ...filled(plain(row, ['kind'])),
    ...(schools.length > 0 ? { schools } : {}),
    ...(opens === '' && closes === '' ? {} : { hours }),
    ...calendar,
  } as unknown as Agency;
}

function roleOf(row: SheetRow): RoleHeld {
  const { manager = '', ...held } = plain(row, ['role', 'agency', 'team', 'deputy', 'manager']);
  return filled({ ...held, ...(manager === NOBODY ? {} : { manager }) }) as unknown as RoleHeld;
}

/** An import asks it of each role, not only of those that own alerts. */
const standsAlone = (row: SheetRow): readonly string[] => [
  ...(row.get('deputy') === '' ? [`${placeOf(row, 'deputy')}: each role needs a deputy`] : []),
  ...(row.get('manager') === ''
    ? [`${placeOf(row, 'manager')}: each role needs a superior; write ${NOBODY} where nobody is above`]
    : []),
];

const strange = (row: SheetRow, column: string, known: ReadonlySet<string>): readonly string[] =>
  known.has(row.get(column)) ? [] : [`${placeOf(row, column)}: "${row.get(column)}" is in no row of its own file`];
