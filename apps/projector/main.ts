import '../composition/refuse-old-node';
import 'reflect-metadata';
import { start } from '../composition/start';

/** Keeps the read models. */
start({ app: 'projector', projections: true });
