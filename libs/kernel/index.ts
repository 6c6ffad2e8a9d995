export * from './decider';
export * from './envelope';
export * from './feed';
export * from './ids';
export * from './json';
export * from './problem';
export * from './projection';
export * from './time';
