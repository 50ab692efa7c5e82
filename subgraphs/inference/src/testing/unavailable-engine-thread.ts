import { parentPort } from 'node:worker_threads';
import { EngineUnavailable } from '../engines/contract.ts';
import { serveEngine } from '../worker/serve-engine.ts';

/** An engine that this machine lacks. */
if (!parentPort) throw new Error('this file runs as a worker thread');
void serveEngine(parentPort, () => Promise.reject(new EngineUnavailable('TEST_ENGINE_UNAVAILABLE', 'there is no such engine here', 'install it')));
