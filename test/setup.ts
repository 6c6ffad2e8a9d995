import 'reflect-metadata';
import fc from 'fast-check';

// One seed for all property tests: a red run can be run again as it was.
fc.configureGlobal({ seed: Number(process.env['TEST_SEED'] ?? 20261121) });
