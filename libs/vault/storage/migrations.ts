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

const keyRows = {
  id: '2026112112-vault-key-rows',
  database: 'keys' as const,
  up: `
    -- Proves that the master key at hand is the one these rows were wrapped under.
    CREATE TABLE keys.master (one boolean PRIMARY KEY DEFAULT true CHECK (one), proof bytea NOT NULL);
    CREATE TABLE keys.agency_keys (agency text COLLATE "C" PRIMARY KEY, wrapped bytea NOT NULL);
    -- An erased key keeps its id alone: what it sealed, and for whom, is gone with it.
    CREATE TABLE keys.bucket_keys (
      key_id uuid PRIMARY KEY,
      stream_token uuid,
      bucket text COLLATE "C",
      data_class text COLLATE "C",
      agency text COLLATE "C",
      generation int NOT NULL DEFAULT 1,
      wrapped bytea,
      created_at timestamptz DEFAULT now(),
      erased_at timestamptz,
      UNIQUE (stream_token, bucket, data_class, agency),
      CHECK ((erased_at IS NULL) = (wrapped IS NOT NULL AND stream_token IS NOT NULL))
    );
    ALTER TABLE keys.bucket_keys ALTER COLUMN wrapped SET STORAGE EXTERNAL;
    CREATE TABLE keys.payload_keys (
      key_id uuid PRIMARY KEY,
      feed text COLLATE "C" NOT NULL,
      day date NOT NULL,
      wrapped bytea NOT NULL,
      UNIQUE (feed, day)
    );
    GRANT SELECT, INSERT ON keys.master, keys.agency_keys TO tributary_app;
    -- MAINTAIN: an erasure vacuums, so that no dead row keeps the material.
    GRANT SELECT, INSERT, UPDATE, MAINTAIN ON keys.bucket_keys TO tributary_app;
    GRANT SELECT, INSERT, DELETE, MAINTAIN ON keys.payload_keys TO tributary_app;
  `,
};

export const vaultMigrations = [keys, keyRows];
