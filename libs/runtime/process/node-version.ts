import { Problem } from '@tributary/kernel';

/** The oldest Node that has all that the hub is built on. */
const OLDEST = 24;

/** Refuses to start where half of it would fail later, delivery by delivery. `version` as process.versions.node gives it. */
export function refuseOldNode(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= OLDEST) return;
  const detail = `This is Node ${version}; it needs ${OLDEST}. Start it with npm start, or with node_modules/.bin/node`;
  throw new Problem('node-too-old', 500, 'Node is too old', detail);
}
