export { BackendUnavailable } from './backend-unavailable.ts';
export { backendNames, openBackend } from './open-backend.ts';
export type { Backend, BackendName, BackendOptions } from './open-backend.ts';
