import {
  type AgencyId,
  officeHours,
  type PractitionerId,
  type RoleCode,
  ROUND_THE_CLOCK,
  schoolHours,
  type SchoolYear,
  type Service,
} from '@tributary/kernel';
import {
  type Agency,
  type Authority,
  DESK_ROLES,
  type DirectoryDocument,
  type Feed,
  type Practitioner,
  type RoleHeld,
  ROLES,
  type Team,
} from './document';

/** A person in the role in which they are meant. */
export type Holder = Readonly<{ practitioner: Practitioner; held: RoleHeld }>;

/** Look-ups in one version of the directory. Pure; `version` names it in what is decided with it. */
export class DirectoryView {
  private readonly agencies: ReadonlyMap<string, Agency>;
  private readonly feedsById: ReadonlyMap<string, Feed>;
  private readonly people: ReadonlyMap<string, Practitioner>;
  private readonly workers: ReadonlyMap<string, Practitioner>;
  private readonly schools: ReadonlyMap<string, Agency>;

  constructor(
    readonly version: number,
    readonly document: DirectoryDocument,
  ) {
    this.agencies = new Map(document.agencies.map((agency) => [agency.id, agency]));
    this.feedsById = new Map(document.feeds.map((feed) => [feed.id, feed]));
    this.people = new Map(document.practitioners.map((practitioner) => [practitioner.id, practitioner]));
    this.schools = new Map(document.agencies.flatMap((a) => (a.schools ?? []).map((school) => [school, a] as const)));
    this.workers = new Map(
      document.practitioners.flatMap((p) =>
        (p.workerNumbers ?? []).map((worker) => [`${worker.agency} ${worker.number}`, p] as const),
      ),
    );
  }

  agency(id: string): Agency | undefined {
    return this.agencies.get(id);
  }

  authorityOf(agency: string): Authority | undefined {
    return this.authority(this.agencies.get(agency)?.authority ?? '');
  }

  authority(code: string): Authority | undefined {
    return this.document.authorities.find((authority) => authority.code === code);
  }

  /** Whether the rule tells people in that authority. What is not said to be live is in shadow. */
  isLive(rule: string, authority: string): boolean {
    return this.authority(authority)?.liveRules?.includes(rule) ?? false;
  }

  /** Local policy's number for a rule; undefined where the rule's own default stands. */
  threshold(rule: string, name: string, authority: string): number | undefined {
    return this.authority(authority)?.thresholds?.[rule]?.[name];
  }

  /** When an agency is staffed. A school that states its terms is so on its school days alone. */
  serviceOf(agency: string): Service {
    const { hours } = this.agencies.get(agency) ?? {};
    if (hours === 'always') return ROUND_THE_CLOCK;
    const year = this.schoolYearOf(agency);
    return year ? schoolHours(year, hours) : officeHours(hours);
  }

  /** A school's days; undefined where it has not stated its terms. */
  schoolYearOf(agency: string): SchoolYear | undefined {
    const { terms, insetDays } = this.agencies.get(agency) ?? {};
    return terms && { terms, ...(insetDays ? { insetDays } : {}) };
  }

  schoolAgency(laestab: string): Agency | undefined {
    return this.schools.get(laestab);
  }

  feed(id: string): Feed | undefined {
    return this.feedsById.get(id);
  }

  feedsOf(agency: string): readonly Feed[] {
    return this.document.feeds.filter((feed) => feed.agency === agency);
  }

  /** Live feeds of a format in an authority: where a current status could come from. */
  feedsInAuthority(authority: string, format: string): readonly Feed[] {
    return this.document.feeds.filter(
      (feed) => feed.format === format && this.agencies.get(feed.agency)?.authority === authority,
    );
  }

  teamsOf(agency: string): readonly Team[] {
    return (this.document.teams ?? []).filter((team) => team.agency === agency);
  }

  practitioner(id: string): Practitioner | undefined {
    return this.people.get(id);
  }

  /** Who an agency means by its own number of a worker. */
  worker(agency: string, number: string): Practitioner | undefined {
    return this.workers.get(`${agency} ${number}`);
  }

  /** The hat in which somebody works with children in an agency: not that of minding a feed, where they hold another. */
  workingHat(practitioner: string, agency: string): RoleHeld | undefined {
    const there = (this.people.get(practitioner)?.roles ?? []).filter((held) => held.agency === agency);
    return there.find(({ role }) => !DESK_ROLES.includes(role)) ?? there[0];
  }

  roleOf(practitioner: string, role: RoleCode): RoleHeld | undefined {
    return this.people.get(practitioner)?.roles.find((held) => held.role === role);
  }

  holds(practitioner: string, role: RoleCode, agency: AgencyId): boolean {
    return this.people.get(practitioner)?.roles.some((h) => h.role === role && h.agency === agency) ?? false;
  }

  /** Who holds a role anywhere in an authority, in the order of the file. */
  holdersIn(authority: string, role: RoleCode): readonly Holder[] {
    return this.document.practitioners.flatMap((practitioner) =>
      practitioner.roles
        .filter((held) => held.role === role && this.agencies.get(held.agency)?.authority === authority)
        .map((held) => ({ practitioner, held })),
    );
  }

  /** Everybody in an agency, once for each role there, in the order of the file. */
  holdersAt(agency: string): readonly Holder[] {
    return this.document.practitioners.flatMap((practitioner) =>
      practitioner.roles.filter((held) => held.agency === agency).map((held) => ({ practitioner, held })),
    );
  }

  virtualSchoolHead(authority: string): Holder | undefined {
    return this.holdersIn(authority, ROLES.virtualSchoolHead)[0];
  }

  dutySocialWorker(authority: string): Holder | undefined {
    return this.holdersIn(authority, ROLES.dutySocialWorker)[0];
  }

  /** Deputy, then manager, of a person in a role; without the person. */
  nextAfter(practitioner: PractitionerId, role: RoleCode): readonly PractitionerId[] {
    const held = this.roleOf(practitioner, role);
    return [held?.deputy, held?.manager].filter((id): id is PractitionerId => id !== undefined && id !== practitioner);
  }

  /** Who manages a person in one role of one agency; undefined where the directory names nobody else. */
  managerOf(practitioner: string, role: string, agency: string): PractitionerId | undefined {
    const roles = this.people.get(practitioner)?.roles ?? [];
    const { manager } = roles.find((held) => held.role === role && held.agency === agency) ?? {};
    return manager === practitioner ? undefined : manager;
  }

  /** Everybody whom that person manages in some role. */
  managedBy(manager: string): readonly PractitionerId[] {
    const theirs = this.document.practitioners.filter(({ id, roles }) =>
      roles.some((held) => held.manager === manager && id !== manager),
    );
    return theirs.map(({ id }) => id);
  }
}
