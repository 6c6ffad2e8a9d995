export { type AroundChild, PeopleAround, type TellsOf } from './around-child';
export { issueCards, openCards, writeCards } from './cards';
export { Families } from './families';
export { Households } from './households';
export { type OnCard, statedOf } from './domain/stated';
export { PeopleModule } from './people.module';
export { Sight } from './sight';
export { aroundProjection } from './storage/around.projection';
export { peopleMigrations } from './storage/migrations';
