import { type Agency, type Authority, type DirectoryView, type Holder, ROLES, SECTORS } from '@tributary/directory';
import { type Instant, isOpenAt, type PractitionerId, type RoleCode } from '@tributary/kernel';
import { dayInWords, sentence, spoken } from '../page/words';

/** A cell or a value: what stands there. */
type Cell = Readonly<{ text: string; href?: string; tag?: string; keep?: true }>;
type Row = readonly Cell[];

const cell = (text: string | undefined): Cell => ({ text: text ?? '–' });
const phone = (number: string | undefined): Cell => ({ ...cell(number), keep: true });
const fact = (key: string, text: string): object => ({ key: { text: key }, value: { text } });

/** Everybody's front door, and the agencies of each authority by sector. */
export function directoryPage(view: DirectoryView, now: Instant): object {
  return {
    version: view.version,
    authorities: view.document.authorities.map((authority) => ({
      name: authority.name,
      rows: [
        fact('Front door, if you are worried about a child', authority.frontDoor),
        fact('Out of hours', authority.outOfHours),
      ],
      sectors: sectorsOf(view, authority, now),
    })),
  };
}

function sectorsOf(view: DirectoryView, { code }: Authority, now: Instant): readonly object[] {
  const agencies = view.document.agencies.filter((agency) => agency.authority === code);
  return SECTORS.map((sector) => ({
    name: sentence(spoken(sector)),
    rows: agencies
      .filter((agency) => agency.sector === sector)
      .map((agency): Row => [
        { text: agency.name, href: `/directory/${agency.id}` },
        cell(hoursOf(agency)),
        openNow(view, agency, now),
      ]),
  })).filter(({ rows }) => rows.length > 0);
}

/** One agency: when it is there, who works there, and who covers. */
export function agencyPage(view: DirectoryView, agency: Agency, now: Instant): object {
  const nameOf = (id: PractitionerId | undefined): string | undefined => id && (view.practitioner(id)?.name ?? id);
  const teams = view.teamsOf(agency.id);
  return {
    name: agency.name,
    rows: [
      fact('Sector', sentence(spoken(agency.sector))),
      fact('Authority', view.authorityOf(agency.id)?.name ?? agency.authority),
      fact('Staffed', hoursOf(agency)),
      fact('Now', openNow(view, agency, now).text),
      ...(agency.schools ? [fact('School number (LAESTAB)', agency.schools.join(', '))] : []),
      fact('Feeds', feedsOf(view, agency)),
    ],
    terms: termsOf(agency),
    teams: teams.map((team): Row => [cell(team.name), cell(nameOf(team.manager)), phone(team.phone)]),
    head: ['Name', 'Role', ...(teams.length > 0 ? ['Team'] : []), 'Deputy', 'Manager', 'Phone'],
    people: view
      .holdersAt(agency.id)
      .map(({ practitioner, held }): Row => [
        cell(practitioner.name),
        cell(sentence(spoken(held.role))),
        ...(teams.length > 0 ? [cell(teams.find(({ id }) => id === held.team)?.name)] : []),
        cell(nameOf(held.deputy)),
        cell(nameOf(held.manager)),
        phone(practitioner.phone),
      ]),
    cover: agency.hours === 'always' ? [] : coverOf(view, agency),
  };
}

/** As alerts go: to the education service for a school that is closed, and else to whoever is on at night. */
function coverOf(view: DirectoryView, { id, authority, sector }: Agency): readonly Row[] {
  const of = (when: string, role: RoleCode): readonly Row[] =>
    view.holdersIn(authority, role).map((holder) => covering(when, holder));
  const school = sector === 'education' && view.schoolYearOf(id) !== undefined;
  return [
    ...(school ? of('While the school is closed', ROLES.educationSafeguarding) : []),
    ...of('Outside office hours', ROLES.emergencyDuty),
  ];
}

const covering = (when: string, { practitioner, held }: Holder): Row => [
  cell(when),
  cell(`${practitioner.name}, ${spoken(held.role)}`),
  phone(practitioner.phone),
];

function hoursOf({ hours, terms }: Agency): string {
  if (hours === 'always') return 'Round the clock';
  const { from, to } = hours ?? { from: '09:00', to: '17:00' };
  return `${from} to ${to}, ${terms ? 'school days' : 'working days'}`;
}

function openNow(view: DirectoryView, agency: Agency, now: Instant): Cell {
  return isOpenAt(now, view.serviceOf(agency.id))
    ? { text: 'Open', tag: 'govuk-tag--green' }
    : { text: 'Closed', tag: 'govuk-tag--grey' };
}

function feedsOf(view: DirectoryView, { id }: Agency): string {
  const feeds = view.feedsOf(id);
  if (feeds.length === 0) return 'None: nothing of this agency reaches Tributary';
  return feeds.map((feed) => `${feed.id}${feed.live ? '' : ' (being connected)'}`).join(', ');
}

function termsOf({ terms, insetDays }: Agency): readonly string[] {
  return [
    ...(terms ?? []).map(({ from, to }) => `${dayInWords(from)} to ${dayInWords(to)}`),
    ...(insetDays ?? []).map((day) => `${dayInWords(day)}, inset day`),
  ];
}
