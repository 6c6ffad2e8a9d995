import type { DynamicModule, ModuleMetadata, NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Problem } from '@tributary/kernel';
import { type Config, readConfig } from '../configuration/config';
import { NestLogger } from '../observe/nest-logger';
import { reasonOf, safeError } from '../observe/safe-error';
import { Runtime, type RuntimeOptions } from '../process/runtime';
import { RuntimeModule } from './runtime.module';

export type AppOptions = Omit<RuntimeOptions, 'config' | 'lost'> &
  Readonly<{
    /** The rooms of this app, made when the runtime stands. */
    imports(runtime: Runtime): NonNullable<ModuleMetadata['imports']>;
    /** Filters, pipes, body parsers; before it listens. */
    configure?: (app: NestExpressApplication, runtime: Runtime) => void | Promise<void>;
    /** Once it listens. */
    started?: (app: NestExpressApplication, runtime: Runtime) => void | Promise<void>;
    nest?: NestApplicationOptions;
  }>;

/** The whole of an app's `main.ts`: configuration, runtime, rooms, listening, and an end by SIGTERM or Ctrl-C. */
export async function runApp(options: AppOptions): Promise<void> {
  let runtime: Runtime | undefined;
  // Whoever read what is said to people is gone: no reason to end.
  process.stderr.on('error', () => undefined);
  try {
    const config = readConfig();
    runtime = await Runtime.open({ ...options, config, lost: (problem) => endWithout(options.app, problem) });
    runtime.parts.metrics.watchProcess();
    await serve(runtime, config, options);
  } catch (error) {
    process.stderr.write(startFailure(options.app, error));
    await runtime?.stop();
    process.exit(1);
  }
}

async function serve(runtime: Runtime, config: Config, options: AppOptions): Promise<void> {
  const { logger } = runtime.parts;
  const app = await NestFactory.create<NestExpressApplication>(rootOf(runtime, options), {
    logger: new NestLogger(logger),
    abortOnError: false,
    // A browser that keeps its connection open must not keep the process.
    forceCloseConnections: true,
    ...options.nest,
  });
  await options.configure?.(app, runtime);
  app.enableShutdownHooks(['SIGINT', 'SIGTERM'], { useProcessExit: true });
  await app.listen(config.port, config.host);
  logger.info('listening', { host: config.host, port: portOf(app, config) });
  await options.started?.(app, runtime);
}

function rootOf(runtime: Runtime, options: AppOptions): DynamicModule {
  return { module: App, imports: [RuntimeModule.forRoot(runtime), ...options.imports(runtime)] };
}

class App {}

/** Nothing can be finished without the database, and a kill loses nothing: whoever watches the process starts it anew. */
function endWithout(app: string, problem: Problem): never {
  process.stderr.write(`${app} ends. ${inWords(problem)}\n`);
  process.exit(1);
}

const inWords = ({ title, detail, code }: Problem): string => `${title}: ${detail} (${code})`;

function portOf(app: NestExpressApplication, config: Config): number {
  const address: unknown = app.getHttpServer().address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : config.port;
}

/** For the person who started it: what is wrong and what to do, and no more of an unknown error than is safe. */
export function startFailure(app: string, error: unknown): string {
  if (error instanceof Problem) return `${app} did not start. ${inWords(error)}\n`;
  return `${app} did not start: ${reasonOf(error)}\n${safeError(error).frames.join('\n')}\n`;
}
