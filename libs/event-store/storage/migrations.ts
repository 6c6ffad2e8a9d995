import { RoomMigration } from '../migrate';

/** Schemas, the role's rights to them, and the event log. */
const foundations: RoomMigration = {
  id: '2026112101-store-foundations',
  up: `
    CREATE SCHEMA store;
    CREATE SCHEMA read_a;
    CREATE SCHEMA read_b;
    GRANT USAGE ON SCHEMA store, read_a, read_b TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_a GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_b GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_a GRANT USAGE, SELECT ON SEQUENCES TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_b GRANT USAGE, SELECT ON SEQUENCES TO tributary_app;
    GRANT SELECT ON public.migrations TO tributary_app;
  `,
};

export const storeMigrations: readonly RoomMigration[] = [foundations];
