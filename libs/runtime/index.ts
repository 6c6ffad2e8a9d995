export { type Config, readConfig } from './configuration/config';
export { configurationTable } from './configuration/documentation';
export * from './consumers/types';
export { masterKey, notaryKey } from './database/keys';
export { type Database, type DatabaseOptions, ownerUrls, startDatabase } from './database/start-database';
export { type Check, Health, type Readiness } from './observe/health';
export {
  correlationId,
  createLogger,
  type LogFields,
  type Logger,
  silentLogger,
  withCorrelation,
} from './observe/logger';
export { Metrics, stopwatch } from './observe/metrics';
export { NestLogger } from './observe/nest-logger';
export { reasonOf, safeError } from './observe/safe-error';
