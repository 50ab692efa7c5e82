import { parse as parseYaml } from 'yaml';
import { gatewayConfig } from './gateway-config.ts';
import type { GatewayConfig } from './gateway-config.ts';

/** Told to people as it is, without a stack: one line for each fault. */
export class ConfigFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigFault';
  }
}

/**
 * @param text YAML or JSON (which is YAML)
 * @throws ConfigFault
 */
export function readConfig(text: string, file: string): GatewayConfig {
  let value: unknown;
  try {
    value = parseYaml(text, { uniqueKeys: true, maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw new ConfigFault(`${file} is neither YAML nor JSON: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
  }
  const read = gatewayConfig.safeParse(value ?? {});
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => `  ${issue.path.join('.') || '(the whole)'}: ${issue.message}`);
  throw new ConfigFault(`${file} is not a configuration:\n${lines.join('\n')}`);
}
