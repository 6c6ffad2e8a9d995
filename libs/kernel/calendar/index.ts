export * from './london';
export * from './national';
export * from './school';
export * from './service';
