import { checkFields, checkValues } from './testing/check-models.ts';
import type { KubernetesObject } from './testing/kubernetes-object.ts';
import { render } from './testing/render.ts';

const overlays = ['k8s/base', 'k8s/overlays/launch'];

describe('every manifest is what its kind says', () => {
  it.each(overlays)('%s: values, formats, required fields', (folder) => {
    expect(checkValues(render(folder))).toEqual([]);
  });

  it('has no field that its kind does not know', () => {
    expect(checkFields(render('k8s/overlays/launch'))).toEqual([]);
  });

  it('would notice', () => {
    const [deployment] = render('k8s/base').filter((object) => object.kind === 'Deployment');
    const misspelt = { ...deployment, spec: { ...deployment!.spec, minReadySecond: 3 } } as KubernetesObject;
    expect(checkFields([misspelt])).toEqual([expect.stringContaining('minReadySecond')]);
    const impossible = { ...deployment, spec: { ...deployment!.spec, selector: undefined, replicas: 'two' } } as KubernetesObject;
    expect(checkValues([impossible])).toEqual([{ name: expect.stringContaining('Deployment'), fault: expect.stringMatching(/replicas|selector/) }]);
  });
});
