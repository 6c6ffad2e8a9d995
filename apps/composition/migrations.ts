import { accessMigrations } from '@tributary/access';
import { alertingMigrations } from '@tributary/alerting';
import { assessmentMigrations } from '@tributary/assessment';
import { auditMigrations } from '@tributary/audit';
import { chronologyMigrations } from '@tributary/chronology';
import { demoMigrations } from '@tributary/demo';
import { directoryMigrations } from '@tributary/directory';
import { type RoomMigration, storeMigrations } from '@tributary/event-store';
import { holdingMigrations } from '@tributary/holding';
import { identityMigrations } from '@tributary/identity';
import { intakeMigrations } from '@tributary/intake';
import { outboundMigrations } from '@tributary/outbound';
import { peopleMigrations } from '@tributary/people';
import { runtimeMigrations } from '@tributary/runtime';
import { signInMigrations } from '@tributary/sign-in';
import { vaultMigrations } from '@tributary/vault';

/** The steps of every room, for one database server. */
export const allMigrations: readonly RoomMigration[] = [
  ...storeMigrations,
  ...vaultMigrations,
  ...identityMigrations,
  ...intakeMigrations,
  ...directoryMigrations,
  ...accessMigrations,
  ...chronologyMigrations,
  ...assessmentMigrations,
  ...auditMigrations,
  ...alertingMigrations,
  ...outboundMigrations,
  ...peopleMigrations,
  ...holdingMigrations,
  ...runtimeMigrations,
  ...demoMigrations,
  ...signInMigrations,
];
