import { EngineUnavailable } from '../engines/contract.ts';

/** The wanted backend cannot run here. An engine that asked for it does not start: never a slower one instead. */
export class BackendUnavailable extends EngineUnavailable {
  constructor(message: string, remedy: string) {
    super('BACKEND_UNAVAILABLE', message, remedy);
    // Its name is EngineUnavailable: that is what the engine's thread reports by.
  }
}
