export { addressOf, type Config, readConfig } from './configuration/config';
export { parseDuration } from './configuration/kinds';
export { configurationTable } from './configuration/documentation';
export { type Consumer } from './consumers/consumer';
export { ConsumerLoop, type LoopOptions } from './consumers/consumer-loop';
export { type RetryPolicy } from './consumers/delivery';
export { listParked, type ParkedEvent } from './consumers/parked';
export { ProjectionConsumer } from './consumers/projection-consumer';
export { isUnreadable, openBatch } from './consumers/open-batch';
export { ReactorConsumer } from './consumers/reactor-consumer';
export { activeSlot, readStanding, standingOf } from './consumers/slots';
export * from './consumers/types';
export { alone } from './database/alone';
export { keptMasterKey, masterKey, notaryKey } from './database/keys';
export { asOwner } from './database/embedded-databases';
export { type Database, type DatabaseOptions, startDatabase } from './database/start-database';
export { runtimeMigrations } from './migrations';
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
export { type Done, NO_TRACES, openTraces, type SpanAttributes, type Traces } from './observe/traces';
export { NestLogger } from './observe/nest-logger';
export { ReadModels, type WaitOptions } from './read-models';
export { untilCurrent } from './rebuild/keep-current';
export { adoptLayout } from './rebuild/layout';
export { rebuild, type RebuildIo, type RebuildOptions, type Rebuilt } from './rebuild/rebuild';
export { relayCheckpoint, RelayHost } from './relay-host';
export { type TimerIo, TimerService } from './timers/timer-service';
export { reasonOf, safeError } from './observe/safe-error';
export { type AppOptions, runApp, startFailure } from './http/run-app';
export { awayProblem } from './http/away';
export { bodyIn } from './http/body-in';
export { MINUTE, RateLimit } from './http/rate-limit';
export { QUERY, Says } from './http/says';
export { RuntimeModule } from './http/runtime.module';
export * from './http/tokens';
export { type Address, isInside, isLoopback, isPublic, resolveAll, type Resolve } from './outgoing/addresses';
export { addressFor, pinnedTo } from './outgoing/route';
export { FollowedTopics, type FollowedTopicsOptions, type TopicReader } from './partners/followed-topics';
export { type Hosted } from './process/hosting';
export { type Parts } from './process/parts';
export { Rounds, type RoundsOptions } from './process/rounds';
export { redriveConsumer } from './process/consumers-of';
export { Runtime, type RuntimeOptions, type Service } from './process/runtime';
