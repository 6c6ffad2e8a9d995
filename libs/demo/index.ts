export { type Borough, boroughOf, type BoroughOf, DEMO_SEED } from './borough/borough';
export { demoNhsNumber } from './domain/numbers';
export { seeded, shuffled } from './domain/random';
export { type DemoFile, withoutLine } from './native/file';
export { stories } from './stories';
export type { Expected, Story, StoryRule } from './stories/story';
export { writeStoryDocs } from './stories/write-docs';
export { type Delivered, DemoDelivery, type Planned } from './delivery/demo-delivery';
export { demoMigrations } from './delivery/migrations';
