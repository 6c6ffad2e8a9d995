export { seeded, shuffled } from '@tributary/demo';

/** A size that the environment may raise, as for a soak. */
export function sized(name: string, usual: number): number {
  const given = Number(process.env[name] ?? usual);
  if (!Number.isInteger(given) || given < 1) throw new Error(`${name} must be a whole number above 0`);
  return given;
}
