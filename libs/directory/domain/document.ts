import type { AgencyId, AgreementVersion, FeedId, PlainDate, PractitionerId, RoleCode } from '@tributary/kernel';
import type { LabelKey } from './labels';

/** The directory as its file states it: who there is, what they send, and who answers for what. */
export type DirectoryDocument = Readonly<{
  authorities: readonly Authority[];
  agencies: readonly Agency[];
  teams?: readonly Team[];
  feeds: readonly Feed[];
  practitioners: readonly Practitioner[];
}>;

/** A local authority: where to ring about a child at risk. `code` is DfE's three digits. */
export type Authority = Readonly<{
  code: string;
  name: string;
  frontDoor: string;
  outOfHours: string;
  /** Alert rules that tell people. All others are in shadow: evaluated and counted, and nobody is told. */
  liveRules?: readonly string[];
  /** Numbers of a rule that local policy sets otherwise, by rule and name; the rule's page gives defaults and units. */
  thresholds?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Words of its own for a few things on its pages; the rest are those of today's practice. */
  labels?: Readonly<Partial<Record<LabelKey, string>>>;
}>;

export const SECTORS = ['education', 'health', 'social-care', 'police', 'housing', 'voluntary'] as const;
export type AgencySector = (typeof SECTORS)[number];

/**
 * Services that may know of any child of an area: where one of them sends nothing, each child's page says so. A school
 * is known by its LAESTAB numbers.
 */
export const AGENCY_KINDS = ['general-practice', 'hospital', 'childrens-services', 'police'] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

export type Agency = Readonly<{
  id: AgencyId;
  name: string;
  sector: AgencySector;
  authority: string;
  kind?: AgencyKind;
  /** LAESTAB numbers, seven digits, of the schools it is. */
  schools?: readonly string[];
  /** When it is staffed: on national working days, or a school on its school days. Without it: 09:00 to 17:00. */
  hours?: 'always' | Readonly<{ from: string; to: string }>;
  /** A school's terms, half terms apart. Without them nothing is counted in its school days. */
  terms?: readonly Readonly<{ from: PlainDate; to: PlainDate }>[];
  insetDays?: readonly PlainDate[];
  /** How its own system of record hears that there is something to read; never what. Without it, it hears nothing. */
  notices?: NoticeChannel;
}>;

/**
 * `poll`: it asks. `webhook`: it is called at `to`, and may ask as well. `kafka`: it reads a topic of its own as
 * `principal`, and may ask as well.
 */
export type NoticeChannel = Readonly<{ by: (typeof NOTICE_CHANNELS)[number]; to?: string; principal?: string }>;
export const NOTICE_CHANNELS = ['poll', 'webhook', 'kafka'] as const;

/** People of one agency who work together. */
export type Team = Readonly<{
  id: string;
  agency: AgencyId;
  name: string;
  phone?: string;
  manager?: PractitionerId;
}>;

export type Feed = Readonly<{
  id: FeedId;
  agency: AgencyId;
  /** A format of libs/feeds. */
  format: string;
  /** False while it is being connected: all it delivers is history and alerts nobody. */
  live: boolean;
  agreement: AgreementVersion;
  /** How often something should come. One of `RHYTHMS` is watched; of any other words, nobody is told of a silence. */
  rhythm?: string;
  /** By when on a day of its rhythm, in London: `10:00`. Without it, by the end of the day. */
  by?: string;
  /** Who is told when its statuses are too old or it is silent. */
  manager: PractitionerId;
  /** How fresh what it says is, where that is less than its format's own: a CSV that is sent weekly. */
  currency?: 'live' | 'daily' | 'weekly' | 'return';
  /**
   * Of whom it speaks: only children whom the sender was asked about (a list, a subscription), or all it knows. Where
   * it is left out, health, police and housing are `subscribed` (access.md 1).
   */
  cohort?: Reach;
  /** Reference of the impact assessment, without which nobody may send of all children. */
  impactAssessment?: string;
  /** Who answers for the data, where that is not the agency that sends. */
  controller?: AgencyId;
  /** Whose software sends, as a short name: feeds that fall silent together often share it. */
  supplier?: string;
  /** From when what it delivers is news. */
  liveSince?: PlainDate;
  /** Of a service that nobody is told of: it is named to those alone who may know that it spoke of the child. */
  restricted?: boolean;
  /**
   * How many days what nobody but the sender could open is held before it is erased, or to the end of the next school year
   * (ADR-0021). Where it is left out: 90 days, and attendance to the end of the next school year.
   */
  holding?: number | 'school-year';
  /** By what messages over MLLP are known to be of this feed; all that is given must fit. */
  mllp?: MllpSender;
  /** Its sender writes to the feed's topic of Kafka itself. */
  kafka?: KafkaSender;
}>;

/** `principal`: as brokers know the sender, `User:…`; their access list lets it, and nobody else, write to the topic. */
export type KafkaSender = Readonly<{ principal: string }>;

export type MllpSender = Readonly<{
  /** Common name of the client certificate. Without it only connections within the hub's own machine fit. */
  certificate?: string;
  /** Sending application, MSH-3. */
  application?: string;
  /** Sending facility, MSH-4. */
  facility?: string;
}>;

export const REACHES = ['subscribed', 'universal'] as const;
export type Reach = (typeof REACHES)[number];

/** Rhythms that a silence is told by; a weekday is a national working day. */
export const RHYTHMS = ['daily', 'each weekday', 'each school day', 'weekly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export type RoleHeld = Readonly<{
  role: RoleCode;
  agency: AgencyId;
  /** A team of that agency. */
  team?: string;
  /** Told next where this person does not acknowledge. */
  deputy?: PractitionerId;
  /** Told after the deputy. */
  manager?: PractitionerId;
}>;

export type Practitioner = Readonly<{
  id: PractitionerId;
  name: string;
  /** How the OpenID provider names them; their id where it is left out. */
  subject?: string;
  phone?: string;
  /** Where the news that there is an alert goes; never what it says. */
  email?: string;
  roles: readonly RoleHeld[];
  /** The agency's own numbers of this person, as its feeds write them. */
  workerNumbers?: readonly Readonly<{ agency: AgencyId; number: string }>[];
}>;

/** Roles that the routing of alerts knows by name. */
export const ROLES = {
  socialWorker: 'social-worker' as RoleCode,
  teamManager: 'team-manager' as RoleCode,
  dutySocialWorker: 'duty-social-worker' as RoleCode,
  virtualSchoolHead: 'virtual-school-head' as RoleCode,
  safeguardingLead: 'designated-safeguarding-lead' as RoleCode,
  feedManager: 'feed-manager' as RoleCode,
  /** Staffed when the duty desk is not. */
  emergencyDuty: 'emergency-duty-social-worker' as RoleCode,
  /** Children missing education. */
  missingEducation: 'children-missing-education-officer' as RoleCode,
  /** Takes over a school’s alerts while the school is closed. */
  educationSafeguarding: 'education-safeguarding-officer' as RoleCode,
  earlyHelp: 'early-help-coordinator' as RoleCode,
  /** A health service’s safeguarding lead. */
  namedNurse: 'named-nurse' as RoleCode,
  auditor: 'auditor' as RoleCode,
  /** Studies how agencies work together, from rows without names; opens no child. */
  analyst: 'analyst' as RoleCode,
  /** Looks after what an agency’s data may be used for: erasures, corrections, recalls. */
  dataOfficer: 'data-officer' as RoleCode,
  /** Decides which records are of one child, for all agencies; opens no more of it than what tells who a child is. */
  dataSteward: 'data-steward' as RoleCode,
  /** Leads an authority’s adoption team: seals who a child was apart from who they become. */
  adoptionTeam: 'adoption-team-manager' as RoleCode,
  /** Keeps the hub running: every feed's health, failed mail, parked events; no child. */
  operator: 'operator' as RoleCode,
} as const;

/** Roles in which nobody works with a child. */
export const DESK_ROLES: readonly RoleCode[] = [
  ROLES.feedManager,
  ROLES.auditor,
  ROLES.operator,
  ROLES.dataOfficer,
  ROLES.dataSteward,
  ROLES.adoptionTeam,
];

/** Who leads safeguarding in an agency: the first of these that somebody holds there. */
export const LEAD_ROLES: readonly RoleCode[] = [
  ROLES.safeguardingLead,
  ROLES.namedNurse,
  'police-safeguarding-officer' as RoleCode,
  'lead-practitioner' as RoleCode,
];

/** Roles that can own an alert: each of their holders needs a deputy and a manager. */
export const OWNING_ROLES: readonly RoleCode[] = [
  ROLES.socialWorker,
  ROLES.virtualSchoolHead,
  ROLES.safeguardingLead,
  ROLES.feedManager,
  ROLES.emergencyDuty,
  ROLES.missingEducation,
  ROLES.educationSafeguarding,
  ROLES.earlyHelp,
  ROLES.namedNurse,
  ROLES.operator,
];
