// Reads manifests as JSON from standard input and writes what kubernetes-models says against them. A process of its
// own, because that package is ESM only and Jest runs CommonJS.
import { text } from 'node:stream/consumers';

const faults = [];
for (const object of JSON.parse(await text(process.stdin))) {
  const models = await import(`kubernetes-models/${object.apiVersion}`);
  const Model = models[object.kind];
  const name = `${object.kind} ${object.metadata?.name}`;
  if (!Model) faults.push({ name, fault: `no ${object.kind} in ${object.apiVersion}` });
  else {
    try {
      new Model(object).validate();
    } catch (error) {
      faults.push({ name, fault: error.message });
    }
  }
}
process.stdout.write(JSON.stringify(faults));
