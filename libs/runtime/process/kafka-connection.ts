import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { Problem } from '@tributary/kernel';
import type { KafkaConnection } from '@tributary/stream';
import type { Config } from '../configuration/config';
import { reasonOf } from '../observe/safe-error';

type KafkaSettings = Extract<Config['stream'], { kind: 'kafka' }>;

/** Reads what stands in files. Throws `kafka-files-unusable` where one cannot be used, never with what is in it. */
export async function kafkaConnection({ brokers, tls, sasl }: KafkaSettings): Promise<KafkaConnection> {
  return {
    brokers,
    ...(tls ? { tls: await tlsOf(tls) } : {}),
    ...(sasl ? { sasl: await saslOf(sasl) } : {}),
  };
}

async function tlsOf({ caFile, own }: NonNullable<KafkaSettings['tls']>): Promise<NonNullable<KafkaConnection['tls']>> {
  const names = 'KAFKA_SSL_CA_FILE, KAFKA_SSL_CERT_FILE or KAFKA_SSL_KEY_FILE';
  try {
    const ca = caFile === undefined ? {} : { ca: await readFile(caFile, 'utf8') };
    const shown = own
      ? { cert: await readFile(own.certFile, 'utf8'), key: await readFile(own.keyFile, 'utf8') }
      : undefined;
    createSecureContext({ ...ca, ...shown });
    return { ...ca, ...shown };
  } catch (error) {
    throw unusable(`${names}: ${reasonOf(error)}. Each must be a PEM file, and the key the certificate’s.`);
  }
}

async function saslOf({ passwordFile, ...sasl }: NonNullable<KafkaSettings['sasl']>) {
  const password = (await readFile(passwordFile, 'utf8').catch(() => '')).replace(/\r?\n$/, '');
  if (password === '') throw unusable('KAFKA_SASL_PASSWORD_FILE: it is not there, or empty.');
  return { ...sasl, password };
}

const unusable = (detail: string): Problem =>
  new Problem('kafka-files-unusable', 500, 'The files for Kafka cannot be used', detail);
