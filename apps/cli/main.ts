import '../composition/refuse-old-node';
import 'reflect-metadata';
import { EXIT } from './output';
import { program } from './program';

program.parseAsync().catch((error: unknown) => {
  const code =
    error !== null && typeof error === 'object' && 'exitCode' in error ? Number(error.exitCode) : EXIT.failed;
  process.exitCode = code === 0 ? EXIT.done : EXIT.failed;
});
