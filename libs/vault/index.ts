export { vaultMigrations } from './storage/migrations';
export * from './vault';
