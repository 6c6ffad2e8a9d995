import type { Values } from './variables';

/** What carries the stream, and how it is reached. */
export type StreamSettings = Readonly<
  | { kind: 'embedded' }
  | {
      kind: 'kafka';
      brokers: readonly string[];
      tls?: Readonly<{ caFile?: string; own?: Readonly<{ certFile: string; keyFile: string }> }>;
      sasl?: Readonly<{
        mechanism: NonNullable<Values['KAFKA_SASL_MECHANISM']>;
        username: string;
        passwordFile: string;
      }>;
    }
>;

const FILES = 'KAFKA_SSL_CA_FILE, KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE';
const SASL = 'KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD_FILE';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}):/;

/** Settings of Kafka that are right alone and wrong together. */
export function kafkaRules(v: Values): readonly (readonly [boolean, string])[] {
  const files = [v.KAFKA_SSL_CA_FILE, v.KAFKA_SSL_CERT_FILE, v.KAFKA_SSL_KEY_FILE];
  const sasl = [v.KAFKA_SASL_MECHANISM, v.KAFKA_SASL_USERNAME, v.KAFKA_SASL_PASSWORD_FILE];
  const isAway = (v.KAFKA_BROKERS ?? []).some((broker) => !LOOPBACK.test(broker));
  return [
    [v.STREAM === 'kafka' && !v.KAFKA_BROKERS, 'KAFKA_BROKERS is needed with STREAM=kafka'],
    [files.some(Boolean) && !v.KAFKA_SSL, `KAFKA_SSL=1 is needed with ${FILES}`],
    [
      !v.KAFKA_SSL_CERT_FILE !== !v.KAFKA_SSL_KEY_FILE,
      'KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE are needed together',
    ],
    [sasl.some(Boolean) && !sasl.every(Boolean), `${SASL} are needed together`],
    [
      v.KAFKA_SASL_MECHANISM === 'plain' && !v.KAFKA_SSL && isAway,
      'KAFKA_SSL=1 is needed with KAFKA_SASL_MECHANISM=plain: it sends the password as it is',
    ],
  ];
}

/** As `kafkaRules` lets it through. */
export function streamSettings(v: Values): StreamSettings {
  if (v.STREAM !== 'kafka' || v.KAFKA_BROKERS === undefined) return { kind: 'embedded' };
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD_FILE: passwordFile } = v;
  return {
    ...{ kind: 'kafka', brokers: v.KAFKA_BROKERS },
    ...(v.KAFKA_SSL ? { tls: tlsFiles(v) } : {}),
    ...(mechanism && username && passwordFile ? { sasl: { mechanism, username, passwordFile } } : {}),
  };
}

const tlsFiles = ({
  KAFKA_SSL_CA_FILE: caFile,
  KAFKA_SSL_CERT_FILE: certFile,
  KAFKA_SSL_KEY_FILE: keyFile,
}: Values) => ({
  ...(caFile ? { caFile } : {}),
  ...(certFile && keyFile ? { own: { certFile, keyFile } } : {}),
});
