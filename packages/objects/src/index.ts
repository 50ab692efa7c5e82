export * from './object-store.ts';
export { longestAddressSeconds } from './presign-put.ts';
export type { PresignedPut, PutLimits } from './presign-put.ts';
