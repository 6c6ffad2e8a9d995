export { ConsoleModule } from './console.module';
export type { ConsoleOptions } from './ports';
