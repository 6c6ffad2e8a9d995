export * from './event-store';
export * from './migrate';
export * from './ports';
export { storeMigrations } from './storage/migrations';
