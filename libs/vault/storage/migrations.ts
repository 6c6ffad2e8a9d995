/** Key rows live in their own database, backed up apart and briefly (docs/adr/0005-erasure.md). */
const keys = {
  id: '2026112111-vault-keys',
  database: 'keys' as const,
  up: `
    CREATE SCHEMA keys;
    GRANT USAGE ON SCHEMA keys TO tributary_app;
    GRANT SELECT ON public.migrations TO tributary_app;
  `,
};

export const vaultMigrations = [keys];
