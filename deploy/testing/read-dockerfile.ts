import { readText } from './repository.ts';

export type Stage = {
  name: string;
  base: string;
  /** Its own and its bases', in order. */
  instructions: { keyword: string; argument: string }[];
};

/** Instructions as BuildKit sees them: comments out, continued lines joined, `ARG`s before the first FROM filled in. */
export function readDockerfile(text = readText('Dockerfile')): Map<string, Stage> {
  const joined = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ');
  const stages = new Map<string, Stage>();
  const args = new Map<string, string>();
  let current: Stage | undefined;
  for (const line of joined.split('\n').map((one) => one.trim()).filter((one) => one !== '')) {
    const [, keyword = '', argument = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (keyword === 'FROM') {
      const [, from = '', name = ''] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(argument) ?? [];
      const base = from.replace(/\$\{(\w+)\}/g, (_, arg: string) => args.get(arg) ?? '');
      current = { name, base, instructions: [...(stages.get(base)?.instructions ?? [])] };
      stages.set(name, current);
    } else if (current) current.instructions.push({ keyword, argument });
    else if (keyword === 'ARG') {
      const [arg = '', value = ''] = argument.split('=');
      args.set(arg, value);
    }
  }
  return stages;
}

/** The image at the root of a stage's line. */
export function baseImage(stages: Map<string, Stage>, stage: Stage): string {
  const parent = stages.get(stage.base);
  return parent ? baseImage(stages, parent) : stage.base;
}

export const argumentsOf = (stage: Stage, keyword: string) => stage.instructions.filter((one) => one.keyword === keyword).map((one) => one.argument);

/** The last one counts. */
export const lastOf = (stage: Stage, keyword: string) => argumentsOf(stage, keyword).at(-1);

export function environmentOf(stage: Stage): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const line of argumentsOf(stage, 'ENV')) {
    for (const [, name = '', quoted, plain] of line.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g)) environment[name] = quoted ?? plain ?? '';
  }
  return environment;
}

/** Bundles that a stage copies, as `workspace` and `name`. */
export function bundlesOf(stage: Stage): { workspace: string; name: string }[] {
  return argumentsOf(stage, 'COPY').flatMap((line) =>
    [...line.matchAll(/\/src\/(\S+?)\/dist\/([\w-]+)\.cjs\*/g)].map(([, workspace = '', name = '']) => ({ workspace, name })),
  );
}
