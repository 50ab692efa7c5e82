export { BackendUnavailable } from './backend-unavailable.ts';
export { backendNames } from './backend-names.ts';
export type { BackendName } from './backend-names.ts';
export { openBackend } from './open-backend.ts';
export type { Backend, BackendOptions } from './open-backend.ts';
