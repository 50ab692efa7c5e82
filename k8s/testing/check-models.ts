import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import ts from 'typescript';
import type { KubernetesObject } from './kubernetes-object.ts';

export type Fault = { name: string; fault: string };

/** Values, formats and required fields, by kubernetes-models' validators. */
export function checkValues(objects: KubernetesObject[]): Fault[] {
  const output = execFileSync(process.execPath, [resolve(process.cwd(), 'k8s/testing/check-models.mjs')], { input: JSON.stringify(objects), encoding: 'utf8' });
  return JSON.parse(output) as Fault[];
}

/**
 * Misspelt and misplaced fields, which those validators (and the API server, by default) pass over: the manifests are
 * written as literals of their types and given to the TypeScript compiler.
 */
export function checkFields(objects: KubernetesObject[]): string[] {
  const file = resolve(process.cwd(), 'k8s/testing/manifests-as-literals.ts');
  const lines = objects.map((object, index) => `const o${index}: import('kubernetes-models/${object.apiVersion}').I${object.kind} = ${JSON.stringify(object, null, 1)}; void o${index};`);
  const source = `export {};\n${lines.join('\n')}\n`;
  const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  // The file exists for the compiler only.
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, language, ...rest) => (name === file ? ts.createSourceFile(name, source, language) : getSourceFile(name, language, ...rest));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const line = diagnostic.file && diagnostic.start !== undefined ? source.slice(0, diagnostic.start).split('\n').length - 1 : 0;
    return `${source.split('\n')[line]?.trim()}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
}
