import { brokers, duration, durationOrOff, oneOf, text, url, type Variable, whole, yesNo, share } from './kinds';

const POSTGRES = ['postgres', 'postgresql'];

/** Every environment variable that Tributary reads, in the order of `docs/configuration.md`. */
export const variables = {
  TRIBUTARY_ENV: oneOf(['demo', 'production'], {
    default: 'demo',
    about: '`production` refuses to start with generated keys, the local sign-in provider or the demo borough.',
  }),
  TRIBUTARY_HOME: text({
    default: './.tributary',
    about: 'Folder of the embedded database, of generated keys and of the list of erasures.',
  }),
  HOST: text({ default: '127.0.0.1', about: 'Address to listen on.' }),
  PORT: whole({ min: 0, max: 65_535 }, { default: '3000', about: 'Port to listen on; 0 takes any that is free.' }),
  PUBLIC_URL: url(['http', 'https'], {
    about: 'Address that people and agencies use, where a proxy stands before it.',
  }),
  DATABASE_URL: url(POSTGRES, {
    secret: true,
    about: 'Events database, role `tributary_app`. Without it an embedded PostgreSQL runs in `TRIBUTARY_HOME`.',
  }),
  KEYS_DATABASE_URL: url(POSTGRES, {
    secret: true,
    about: 'Key database, role `tributary_app`; needed with `DATABASE_URL`.',
  }),
  OWNER_DATABASE_URL: url(POSTGRES, {
    secret: true,
    about: 'Events database, role `tributary_owner`: for `tributary migrate` alone; no app reads it.',
  }),
  OWNER_KEYS_DATABASE_URL: url(POSTGRES, {
    secret: true,
    about:
      'Key database, role `tributary_owner`. Default: `OWNER_DATABASE_URL` with the database that `KEYS_DATABASE_URL` names.',
  }),
  STREAM: oneOf(['embedded', 'kafka'], {
    default: 'embedded',
    about: 'Where consumers get events from: the database itself, or Kafka.',
  }),
  KAFKA_BROKERS: brokers({ about: '`host:port` pairs with commas between them; needed with `STREAM=kafka`.' }),
  KAFKA_SSL: yesNo({ default: '0', about: '`1`: brokers are reached by TLS.' }),
  KAFKA_SSL_CA_FILE: text({
    about: 'File with the authorities (PEM) that brokers’ certificates are of. Default: those that the machine trusts.',
  }),
  KAFKA_SSL_CERT_FILE: text({
    about: 'File with the certificate (PEM) that brokers are shown, where they ask for one.',
  }),
  KAFKA_SSL_KEY_FILE: text({ about: 'File with its private key (PEM).' }),
  KAFKA_SASL_MECHANISM: oneOf(['plain', 'scram-sha-256', 'scram-sha-512'], {
    about: 'How the hub signs in to brokers by name and password. Without it, it does not.',
  }),
  KAFKA_SASL_USERNAME: text({ about: 'That name.' }),
  KAFKA_SASL_PASSWORD_FILE: text({ about: 'File with that password; a line break at its end is left out.' }),
  MASTER_KEY_FILE: text({
    about:
      'File with the 32 bytes of the master key, raw, hex or base64. Default: one is generated (not in production).',
  }),
  NOTARY_KEY_FILE: text({
    about:
      'File with the Ed25519 private key (PEM) that signs checkpoints. Default: one is generated (not in production).',
  }),
  DIRECTORY_FILE: text({
    about: 'File with agencies, roles and who holds them. Default: the demo borough’s (not in production).',
  }),
  AGREEMENTS_DIR: text({
    about:
      'Folder with the sharing agreements, a `.yaml` file each version. Default: the demo borough’s (not in production).',
  }),
  OIDC_ISSUER: url(['https', 'http'], {
    about: 'OpenID provider that people and agencies sign in with. Default: a local one with the demo sign-ins.',
  }),
  OIDC_CLIENT_ID: text({ default: 'tributary-console', about: 'Name of the pages’ client at `OIDC_ISSUER`.' }),
  OIDC_CLIENT_SECRET_FILE: text({
    about: 'File with that client’s secret. Without it the client is a public one, protected by PKCE alone.',
  }),
  OIDC_PERSON_CLAIM: text({
    default: 'sub',
    about: 'Claim of the ID token that is a person’s `subject` in the directory (or their id, where it has none).',
  }),
  SESSION_IDLE: duration({ default: 'PT30M', about: 'A session without a page for this long is over.' }),
  SESSION_LONGEST: duration({ default: 'PT12H', about: 'A session is over after this time in any case.' }),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    about: 'Least severe log entry that is written.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http', 'https'], {
    about:
      'OpenTelemetry collector that takes traces (OTLP over HTTP, JSON). Without it there are none. Its other settings, as OTEL_EXPORTER_OTLP_HEADERS, are read too.',
  }),
  OTEL_TRACES_SAMPLER_ARG: share({
    default: '1',
    about: 'Share of traces that is sent, from 0 to 1; all processes choose the same ones.',
  }),
  ACK_LIMIT_IMMEDIATE: duration({
    default: 'PT15M',
    about:
      'An alert of severity “immediate” not acknowledged after this time, round the clock, goes to the next person. Local policy.',
  }),
  ACK_LIMIT_TODAY: duration({
    default: 'PT4H',
    about:
      'The same for severity “today”, in hours of the owner’s service (directory, `hours` and `terms`). Local policy.',
  }),
  ACK_LIMIT_THIS_WEEK: duration({
    default: 'PT24H',
    about:
      'The same for severity “this week”, in hours of the owner’s service: three days of eight. A digest waits for nobody. Local policy.',
  }),
  SERVICE_HOURS: oneOf(['directory', 'always'], {
    default: 'directory',
    about: '`always` takes every service and school for open round the clock, for tests and drills.',
  }),
  SMTP_URL: url(['smtp', 'smtps'], {
    secret: true,
    about: 'Mail server that takes the news that there is an alert; never what it says. Without it no mail is sent.',
  }),
  MAIL_FROM: text({
    default: 'tributary@localhost',
    about: 'Sender of that mail.',
  }),
  WEBHOOK_SECRETS_DIR: text({
    about:
      'Folder with a file for each agency that is called (its id as the name): a secret `whsec_…` on each line, the new one first. Without it no call is made.',
  }),
  WEBHOOK_HOSTS: brokers({
    about:
      '`host:port` pairs that may be called though their address is private, also without TLS: for tests and demonstrations, refused in production.',
  }),
  MESH_FILE: text({
    about:
      'File with the MESH mailboxes that are read, and for which feed each workflow is (docs/connect-mesh.md). Without it none is.',
  }),
  PULL_FILE: text({
    about:
      'File with the feeds that are fetched from agencies’ servers, and how (docs/connect-a-pull.md). Without it none is.',
  }),
  DROP_DIR: text({
    about:
      'Folder in which files are laid for feeds, in a folder of the feed’s name each (docs/connect-a-feed.md). Without it none is looked at.',
  }),
  STATUS_AGE_LIMIT: duration({
    default: 'P2D',
    about: 'A plan, legal or placement status older than this counts as unknown. Local policy.',
  }),
  FRESHNESS: duration({
    default: 'P7D',
    about: 'In a backfill, alerts about facts older than this are recorded as historical and not sent. Local policy.',
  }),
  HISTORY_QUIET: duration({
    default: 'PT1H',
    about:
      'How long no more history of a child must have come before those who work with it are told of each other, in one ' +
      'message for each of them. Local policy.',
  }),
  MLLP_PORT: whole(
    { min: 0, max: 65_535 },
    { about: 'Port on which hospitals connect to send HL7 v2 (MLLP); 0 takes any that is free. Without it none can.' },
  ),
  MLLP_HOST: text({
    default: '127.0.0.1',
    about: 'Address of that port. Without certificates it must be of this machine alone.',
  }),
  MLLP_CERT_FILE: text({
    about: 'File with the certificate (PEM, with its chain) that is shown to those who connect.',
  }),
  MLLP_KEY_FILE: text({ about: 'File with its private key (PEM).' }),
  MLLP_CLIENT_CA_FILE: text({
    about: 'File with the authorities (PEM) whose certificates senders must show. Their common name names the sender.',
  }),
  REOPEN_WITHIN: duration({
    default: 'P7D',
    about: 'How long whoever closed an alert, or their manager, can open it again. Local policy.',
  }),
  BUNDLE_WITHIN: duration({
    default: 'P7D',
    about:
      'How near each other one person’s alerts about brothers and sisters come to be shown together. None waits for another. Local policy.',
  }),
  RECONSIDER: durationOrOff({
    default: 'P1D',
    about:
      'How often all records are looked at as one set where something changed, and links proposed to stewards; `off`: only by command (docs/match.md). Local policy.',
  }),
  RECONSIDER_MEMORY_MB: whole(
    { min: 256, max: 65_536 },
    {
      default: '4096',
      about:
        'Most memory that such a look may take, in megabytes, beside what its process has. It says where all records need more.',
    },
  ),
  MAX_BODY_BYTES: whole(
    { min: 1_024, max: 17_179_869_184 },
    { default: '2147483648', about: 'Largest file taken in; a larger one is refused before it is read.' },
  ),
  RAW_RETENTION_DAYS: whole(
    { min: 1, max: 365 },
    { default: '30', about: 'Days after which the sealed originals of deliveries and parked messages are destroyed.' },
  ),
  DEMO: yesNo({ default: '1', about: 'Deliver the demo borough where the store is empty. Production is as `0`.' }),
} as const satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof variables;

export type Value<V> = V extends Variable<infer T> ? T : never;
/** What the variables say, each checked alone. */
export type Values = { [N in VariableName]: Value<(typeof variables)[N]> | undefined };
