export { type AroundChild, PeopleAround, type TellsOf } from './around-child';
export { issueCards, openCards, writeCards } from './cards';
export { type OnCard, statedOf } from './domain/stated';
export { PeopleModule } from './people.module';
export { aroundProjection } from './storage/around.projection';
export { peopleMigrations } from './storage/migrations';
