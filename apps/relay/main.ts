import '../composition/refuse-old-node';
import 'reflect-metadata';
import { start } from '../composition/start';

/** Carries the committed feed to Kafka, and signs what it holds. */
start({ app: 'relay', relay: true, notary: true });
