import { bodyIn } from '@tributary/runtime';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const closed = { additionalProperties: false } as const;
const Words = Type.String({ minLength: 10, maxLength: 2_000 });
export const REASONS = ['erased', 'wrong-child', 'rectified', 'objection'] as const;
export const OUTCOMES = ['destroyed', 'given-back', 'never-kept', 'must-be-kept', 'lost'] as const;

export const RecallBody = Compile(Type.Object({ reason: Type.Enum([...REASONS]), words: Words }, closed));
export const AnswerBody = Compile(Type.Object({ outcome: Type.Enum([...OUTCOMES]), words: Words }, closed));
export type Recalling = Readonly<{ reason: (typeof REASONS)[number]; words: string }>;
export type Answering = Readonly<{ outcome: (typeof OUTCOMES)[number]; words: string }>;

/** Each as HTTP, the command line and the pages take it in. Throw `body-wrong` (422). */
export const recallingIn = (body: unknown): Recalling => bodyIn<Recalling>(RecallBody, body);
export const answeringIn = (body: unknown): Answering => bodyIn<Answering>(AnswerBody, body);
