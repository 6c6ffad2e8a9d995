export { issueCards, openCards, writeCards } from './cards';
export { type OnCard, statedOf } from './domain/stated';
export { aroundProjection } from './storage/around.projection';
export { peopleMigrations } from './storage/migrations';
