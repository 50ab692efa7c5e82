/** What TFJS_BACKEND may say. Apart, so that reading the environment loads no tensors. */
export const backendNames = ['tensorflow', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];
