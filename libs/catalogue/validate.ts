import { Compile, type Validator } from 'typebox/compile';
import { definitionOf } from './catalogue';
import type { EventDefinition } from './definition';
import { type Shape, shapeOf, tidy } from './tidy';

/** What is wrong with one field. Says what was expected, never what was found. */
export type DataProblem = Readonly<{ path: string; message: string }>;
export type ValidData = Readonly<{ ok: true; data: Readonly<Record<string, unknown>>; dropped: number }>;
export type InvalidData = Readonly<{ ok: false; problems: readonly DataProblem[]; dropped: number }>;

type Compiled = Readonly<{ validator: Validator; shape: Shape }>;
const compiled = new Map<string, Compiled>();

/**
 * Checks an event's data once, at the edge. Undeclared fields, forbidden ones among them, are left out and counted;
 * codes are looked up; a missing minimum field or a value of the wrong form is a problem.
 */
export function validateData(type: string, data: unknown): ValidData | InvalidData {
  const definition = definitionOf(type);
  if (definition === undefined) return invalid([{ path: '', message: 'is of no type in the catalogue' }], 0);
  const { validator, shape } = compiledFor(definition);
  const { value, dropped } = tidy(data, shape);
  if (validator.Check(value)) return { ok: true, data: value as Readonly<Record<string, unknown>>, dropped };
  return invalid(problemsOf(validator, value), dropped);
}

const invalid = (problems: readonly DataProblem[], dropped: number): InvalidData => ({ ok: false, problems, dropped });

function compiledFor(definition: EventDefinition): Compiled {
  const known = compiled.get(definition.type);
  if (known !== undefined) return known;
  const fresh = { validator: Compile(definition.schema), shape: shapeOf(definition.schema) };
  compiled.set(definition.type, fresh);
  return fresh;
}

type SchemaError = Readonly<{ keyword: string; instancePath: string; params: object; message: string }>;

function problemsOf(validator: Validator, value: unknown): readonly DataProblem[] {
  const seen = new Map<string, DataProblem>();
  for (const error of validator.Errors(value)) {
    for (const problem of problemsIn(error)) if (!seen.has(problem.path)) seen.set(problem.path, problem);
  }
  return [...seen.values()].slice(0, 10);
}

/** The schema's own messages speak of limits and keywords only; a missing field is named by its path. */
function problemsIn(error: SchemaError): readonly DataProblem[] {
  if (error.keyword === 'required' && 'requiredProperties' in error.params) {
    const missing: unknown = error.params.requiredProperties;
    return Array.isArray(missing)
      ? missing.map((name) => ({ path: `${error.instancePath}/${String(name)}`, message: 'is missing' }))
      : [];
  }
  return [{ path: error.instancePath === '' ? '/' : error.instancePath, message: error.message }];
}
