import { versionOf } from '@tributary/access';
import { catalogueVersion, codeVersion } from '@tributary/audit';
import type { Children, Identity } from '@tributary/identity';
import {
  type AgreementInForce,
  type Contracts,
  composeContracts,
  composeInbound,
  composeIntake,
  composeMappingDesk,
  composeOnboarding,
  composeSandbox,
  DirectoryFeeds,
  FeedDeclarations,
  FeedDesk,
  type InboundTopics,
  type Intake,
  type MappingDesk,
  type OnboardingDesk,
  type Sandbox,
  MllpDoor,
  RedriveDesk,
  StatedByHand,
} from '@tributary/intake';
import { type AgencyId, instantOf, londonDate } from '@tributary/kernel';
import type { Foundation } from './foundation';

/** The rooms into which agencies deliver, and what their IT sees of it. */
export type FeedRooms = Readonly<{
  feeds: DirectoryFeeds;
  intake: Intake;
  /** The door for HL7 v2, where one is opened. */
  mllp?: MllpDoor;
  /** What senders write to Kafka themselves. */
  inbound: InboundTopics;
  feedDesk: FeedDesk;
  redriveDesk: RedriveDesk;
  byHand: StatedByHand;
  declarations: FeedDeclarations;
  mappings: MappingDesk;
  onboarding: OnboardingDesk;
  sandbox: Sandbox;
  contracts: Contracts;
}>;

/** Building them starts nothing. */
export function furnishFeeds(base: Foundation, who: Readonly<{ identity: Identity; children: Children }>): FeedRooms {
  const { database, vault, store, directory, agreements, config, logger, metrics } = base;
  const pool = database.events;
  const feeds = new DirectoryFeeds(directory);
  const intake = composeIntake({ ...base, ...who, pool, feeds });
  const sandbox = composeSandbox({ pool, vault, directory });
  const contracts = composeContracts({
    ...{ pool, sandbox },
    versions: async () => ({ hub: (await codeVersion()).version, catalogue: catalogueVersion() }),
  });
  const agreementOf = agreementIn(directory, agreements);
  const onboarding = composeOnboarding({ pool, feeds, directory, agreementOf, contracts });
  return {
    ...{ feeds, intake, sandbox, contracts, onboarding },
    ...(config.mllp ? { mllp: new MllpDoor({ at: config.mllp, intake, feeds, logger, metrics }) } : {}),
    inbound: composeInbound({ ...base, partners: base.partners, intake, feeds }),
    feedDesk: new FeedDesk(intake, feeds),
    redriveDesk: new RedriveDesk(intake.redrives, feeds),
    mappings: composeMappingDesk({ pool, vault, feeds }),
    byHand: new StatedByHand(intake, feeds),
    declarations: new FeedDeclarations({
      ...{ feeds, directory, store, production: config.env === 'production' },
      checklist: (feed) => onboarding.checklistFor(feed),
    }),
  };
}

/** Of what an agency supplies, today. */
const agreementIn =
  (directory: Foundation['directory'], agreements: Foundation['agreements']) =>
  async (id: AgencyId): Promise<AgreementInForce | undefined> => {
    const agency = (await directory.current()).agency(id);
    const found = agency && agreements.inForce(agency, londonDate(instantOf(Date.now())));
    if (!found) return undefined;
    const { agreement, incidentContact } = found;
    return { agreement, incidentContact, version: versionOf(found) };
  };
